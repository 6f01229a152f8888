/** The shape of `NAME.layout.json`, which lies beside `NAME.sysdesign`: what the reader has put where. */
import type { Point } from './placed.js';

/** Ending of the file that belongs to a design. */
export const pinsEnding = '.layout.json';

/** Top left of an element inside its group, in px. */
export interface PinnedPlace {
  /** @minimum 0 @maximum 20000 */
  readonly x: number;
  /** @minimum 0 @maximum 20000 */
  readonly y: number;
}

/** Places by the id of a component, a group or a region. */
export type PinnedPlaces = Readonly<Record<string, PinnedPlace>>;

/** The file as written. */
export interface PinsFile {
  /** Address of the JSON schema, for editors. */
  readonly $schema?: string;
  /** Version of this shape. */
  readonly version: 1;
  /** Places in the picture of everything. */
  readonly whole?: PinnedPlaces;
  /** Places in the picture of each `diagram`, by its name or title. */
  readonly diagrams?: Readonly<Record<string, PinnedPlaces>>;
}

/** Farthest place from the top left of a group, in px. */
export const farthestPin = 20_000;

/** The text of the file for some places; places in the order given, so that a moved element changes one line. */
export function pinsText(
  whole: ReadonlyMap<string, Point>,
  diagrams: ReadonlyMap<string, ReadonlyMap<string, Point>>,
): string {
  const lines = (places: ReadonlyMap<string, Point>, indent: string): string =>
    places.size === 0
      ? '{}'
      : `{\n${[...places]
          .map(([id, { x, y }]) => `${indent}  ${JSON.stringify(id)}: { "x": ${Math.round(x)}, "y": ${Math.round(y)} }`)
          .join(',\n')}\n${indent}}`;
  const parts = ['  "version": 1'];
  if (whole.size > 0) parts.push(`  "whole": ${lines(whole, '  ')}`);
  if (diagrams.size > 0) {
    const each = [...diagrams].map(([name, places]) => `    ${JSON.stringify(name)}: ${lines(places, '    ')}`);
    parts.push(`  "diagrams": {\n${each.join(',\n')}\n  }`);
  }
  return `{\n${parts.join(',\n')}\n}\n`;
}
