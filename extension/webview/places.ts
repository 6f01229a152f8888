/** Places that were chosen by hand, as the page knows them: those of the file, and one that is being tried. */
import {
  type PinnedPicture,
  type PinnedPlace,
  type PinnedPlaces,
  type PinsFile,
  type PlaceChanges,
  placesOf,
  withPlaces,
} from '../../diagram/layout/pins-file.js';
import { PlaceHistory } from './place-history.js';
import type { Tagged, ToPage, ToPanel } from './protocol.js';

/** Changes that are drawn before they are written: a place without room is never written. */
interface Trial {
  readonly picture: PinnedPicture;
  readonly changes: PlaceChanges;
  /** What the picture before could not keep either. */
  readonly unkept: readonly string[];
}

export class Places {
  private file: PinsFile = { version: 1 };
  private trial: Trial | undefined;
  private tried: PinsFile = this.file;
  private request = 0;
  private readonly history = new PlaceHistory();
  /** What the last picture could not keep. */
  private unkept: readonly string[] = [];
  /** Why the file is not as it should be. */
  problem: string | undefined;
  /** Why nothing is written; missing: it is. */
  unsaved: string | undefined;

  /** @param write gives changes to whoever keeps the file */
  constructor(private readonly write: (message: Tagged<ToPanel, 'place'>) => void) {}

  /** The places that one picture is drawn with; the same object until they change. */
  of(picture: PinnedPicture): PinnedPlaces {
    return placesOf(this.tried, picture);
  }

  /** Takes what the file says now, unless it does not yet say what was asked for; whether that is news. */
  hear({ request, places, problem, unsaved }: Tagged<ToPage, 'places'>): boolean {
    this.problem = problem;
    this.unsaved = unsaved;
    if (request < this.request || JSON.stringify(places) === JSON.stringify(this.file)) return false;
    this.file = places;
    this.apply();
    return true;
  }

  /** Tries places; `drawn` says what became of them. */
  try(picture: PinnedPicture, changes: Readonly<Record<string, PinnedPlace>>): void {
    if (this.trial !== undefined && this.trial.picture?.id !== picture?.id) this.settle();
    const { changes: before = {}, unkept = this.unkept } = this.trial ?? {};
    this.trial = { picture, changes: { ...before, ...changes }, unkept };
    this.apply();
  }

  /** Forgets places at once. */
  forget(picture: PinnedPicture, ids: readonly string[]): void {
    this.settle();
    this.keep(picture, Object.fromEntries(ids.map((id) => [id, null])));
  }

  /** Takes the last step in a picture back, or makes it again; whether there was one. */
  step(picture: PinnedPicture, way: 'undo' | 'redo'): boolean {
    this.settle();
    const changes = this.history[way](this.file, picture);
    if (changes !== undefined) this.save(picture, changes);
    return changes !== undefined;
  }

  /**
   * A picture was drawn with `pins`, without room for `unkept`. Places that were tried are written now, or, where they leave
   * no room for themselves or for others, taken back; those are the answer.
   */
  drawn(pins: PinnedPlaces | undefined, unkept: readonly string[]): readonly string[] {
    const { trial } = this;
    if (trial === undefined) {
      this.unkept = unkept;
      return [];
    }
    // An earlier picture, which was still under way.
    if (pins !== this.of(trial.picture)) return [];
    this.trial = undefined;
    const isLost = unkept.some((id) => Object.hasOwn(trial.changes, id) || !trial.unkept.includes(id));
    if (isLost) {
      this.apply();
      return Object.keys(trial.changes);
    }
    this.unkept = unkept;
    this.keep(trial.picture, trial.changes);
    return [];
  }

  /** What is tried counts, before it is known whether there is room. */
  private settle(): void {
    const { trial } = this;
    this.trial = undefined;
    if (trial !== undefined) this.keep(trial.picture, trial.changes);
  }

  private keep(picture: PinnedPicture, changes: PlaceChanges): void {
    this.history.add(this.file, picture, changes);
    this.save(picture, changes);
  }

  private save(picture: PinnedPicture, changes: PlaceChanges): void {
    this.file = withPlaces(this.file, picture, changes);
    this.apply();
    this.request++;
    const { request } = this;
    const diagram = picture === undefined ? {} : { diagram: { id: picture.id, title: picture.title } };
    this.write({ kind: 'place', request, ...diagram, changes });
  }

  private apply(): void {
    const { file, trial } = this;
    this.tried = trial === undefined ? file : withPlaces(file, trial.picture, trial.changes);
  }
}
