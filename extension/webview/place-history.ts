/** What was done to places by hand, so that it can be undone and done again; for each picture apart. */
import { type PinnedPicture, type PinsFile, type PlaceChanges, placesOf } from '../../diagram/layout/pins-file.js';

/** More steps than these are forgotten. */
const most = 200;

interface Step {
  /** Of a diagram; missing: of the picture of everything. */
  readonly id: string | undefined;
  /** What takes the step back. */
  readonly changes: PlaceChanges;
}

export class PlaceHistory {
  private readonly done: Step[] = [];
  private readonly undone: Step[] = [];

  /** Changes are about to be made. */
  add(file: PinsFile, picture: PinnedPicture, changes: PlaceChanges): void {
    this.done.push({ id: picture?.id, changes: inverse(file, picture, changes) });
    if (this.done.length > most) this.done.shift();
    remove(this.undone, picture);
  }

  /** What takes back the last step in a picture. */
  undo(file: PinsFile, picture: PinnedPicture): PlaceChanges | undefined {
    return move(this.done, this.undone, file, picture);
  }

  /** What makes the step again that was taken back last. */
  redo(file: PinsFile, picture: PinnedPicture): PlaceChanges | undefined {
    return move(this.undone, this.done, file, picture);
  }
}

function move(from: Step[], to: Step[], file: PinsFile, picture: PinnedPicture): PlaceChanges | undefined {
  const last = from.findLastIndex(({ id }) => id === picture?.id);
  const [step] = last < 0 ? [] : from.splice(last, 1);
  if (step !== undefined) to.push({ id: step.id, changes: inverse(file, picture, step.changes) });
  return step?.changes;
}

function inverse(file: PinsFile, picture: PinnedPicture, changes: PlaceChanges): PlaceChanges {
  const places = new Map(Object.entries(placesOf(file, picture)));
  return Object.fromEntries(Object.keys(changes).map((id) => [id, places.get(id) ?? null]));
}

function remove(steps: Step[], picture: PinnedPicture): void {
  const others = steps.filter(({ id }) => id !== picture?.id);
  steps.splice(0, steps.length, ...others);
}
