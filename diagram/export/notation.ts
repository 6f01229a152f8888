/**
 * What a notation is: a way to write a picture or its design as a text file.
 *
 * `diagram/export` has one file per notation. Whatever a design says is text in all of them: nothing in it can become
 * markup, a link or a command of the notation.
 */
import type { Design } from '../../analyzer/design/design.js';
import type { Estimate } from '../../analyzer/estimate/estimate.js';
import type { PlacedScene } from '../layout/placed.js';
import type { Scene } from '../scene/scene.js';
import type { Theme } from '../svg/stylesheet.js';

/** What is written. */
export interface Picture {
  readonly design: Design;
  readonly estimate?: Estimate;
  readonly scene: Scene;
  readonly theme: Theme;
  /** Places everything; asked for only by notations that need it, because it takes the most time. */
  place(): Promise<PlacedScene>;
}

export interface Notation {
  /** Its name on the command line. */
  readonly id: string;
  /** Endings of its files, the usual one first. */
  readonly extensions: readonly string[];
  readonly summary: string;
  /** The whole file, with a newline at its end. */
  write(picture: Picture): Promise<string>;
}
