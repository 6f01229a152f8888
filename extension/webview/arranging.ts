/** Moving parts of the picture by hand: what is dragged or moved by keys is drawn there, and then its place is kept. */

import type { PinnedPicture, PinnedPlaces } from '../../diagram/layout/pins-file.js';
import { farthestPin } from '../../language/config/pins.js';
import { Drag } from './canvas/drag.js';
import { followSteps } from './canvas/keyboard.js';
import type { Stage } from './canvas/stage.js';
import type { Item, Picture, View } from './engine/messages.js';
import type { Host } from './hosts/host.js';
import { Remarks } from './parts/remarks.js';
import { Places } from './places.js';
import type { Tagged, ToPage } from './protocol.js';

export interface ArrangingActions {
  /** Which picture is shown. */
  readonly picture: () => PinnedPicture;
  readonly draw: () => void;
}

export class Arranging {
  readonly remarks = new Remarks();
  private readonly places: Places;
  private readonly drag: Drag;
  private refused: string | undefined;
  private warnings: readonly string[] = [];

  constructor(
    private readonly stage: Stage,
    host: Host,
    private readonly actions: ArrangingActions,
  ) {
    this.places = new Places((message) => host.post(message));
    // Without a text beside which places could be saved they are read only.
    stage.isMovable = host.hasSource;
    this.drag = new Drag(stage, (item, dx, dy) => this.move(item, dx, dy));
    followSteps((way) => this.step(way));
  }

  /** Places that the picture is drawn with. */
  get pins(): PinnedPlaces {
    return this.places.of(this.actions.picture());
  }

  hear(news: Tagged<ToPage, 'places'>): void {
    if (this.places.hear(news)) this.actions.draw();
    this.say();
  }

  /** A picture is about to be shown. */
  drawn({ unkept, items, warnings }: Picture, { pins }: View): void {
    this.drag.end();
    this.warnings = warnings;
    const lost = this.places.drawn(pins, unkept);
    if (lost.length > 0) {
      const names = lost.map((id) => `“${items.find((item) => item.id === id)?.label ?? id}”`);
      this.refused = `There is no room for ${names.join(', ')} there, or for the arrows.`;
      this.actions.draw();
    }
    this.say();
  }

  /** Puts a part elsewhere, by pixels of the picture. */
  move({ id, place }: Item, dx: number, dy: number): void {
    if (!this.stage.isMovable) return;
    this.refused = undefined;
    // Keys come faster than pictures do.
    const { x, y } = this.pins[id] ?? place;
    const within = (value: number) => Math.min(farthestPin, Math.max(0, Math.round(value)));
    this.places.try(this.actions.picture(), { [id]: { x: within(x + dx), y: within(y + dy) } });
    this.actions.draw();
  }

  /** Puts parts back where they would be by themselves. */
  putBack(ids: readonly string[]): void {
    const pinned = ids.filter((id) => Object.hasOwn(this.pins, id));
    if (!this.stage.isMovable || pinned.length === 0) return;
    this.refused = undefined;
    this.places.forget(this.actions.picture(), pinned);
    this.actions.draw();
  }

  /** Takes the last step in this picture back, or makes it again. */
  step(way: 'undo' | 'redo'): boolean {
    if (!this.stage.isMovable || !this.places.step(this.actions.picture(), way)) return false;
    this.refused = undefined;
    this.actions.draw();
    return true;
  }

  private say(): void {
    const { problem, unsaved } = this.places;
    const hasPins = Object.keys(this.pins).length > 0;
    const said = [problem, hasPins ? unsaved : undefined, this.refused, ...this.warnings];
    this.remarks.show(said.flatMap((sentence) => sentence ?? []));
  }
}
