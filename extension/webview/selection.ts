/** What is selected: by the reader in the picture or in a list, or by the cursor of the editor. */
import type { Stage } from './canvas/stage.js';
import { drawnIds } from './drawn-ids.js';
import type { Host } from './hosts/host.js';
import type { Knowledge } from './knowledge.js';
import type { Store } from './store.js';

export class Selection {
  /** What to select once there is a picture. */
  private pending: readonly string[] | undefined;

  /**
   * @param marked hears what is selected, whenever that or the picture has changed
   */
  constructor(
    private readonly stage: Stage,
    private readonly knowledge: Knowledge,
    private readonly store: Store,
    private readonly host: Host,
    private readonly marked: (ids: readonly string[]) => void,
  ) {}

  /** Ids of the parts that are drawn of some parts of the design: of the frame that they are closed in, where they are. */
  drawn(ids: readonly string[]): readonly string[] {
    const { picture } = this.stage;
    return picture === undefined ? [] : drawnIds(picture, ids);
  }

  /** What a part of the picture is called. */
  label(id: string): string {
    return this.stage.item(id)?.label ?? id;
  }

  /** Selects parts of the picture. */
  choose(selected: readonly string[]): void {
    this.store.change({ selected });
    this.mark();
  }

  /** The reader selects a part, and the editor goes to its text. */
  select(id: string | undefined): void {
    this.choose(id === undefined ? [] : [id]);
    this.knowledge.reveal(id, false);
  }

  /** Something in a list was chosen: it is selected and brought into view. */
  goTo(id: string, isCentred = false): void {
    const { stage } = this;
    const drawn = this.drawn([id]);
    this.choose(drawn);
    const item = stage.item(drawn[0] ?? '');
    if (item !== undefined && isCentred) stage.viewport.centre(item);
    else if (item !== undefined) stage.viewport.reveal(item);
    if (isCentred && item !== undefined) stage.focus(item.id);
    this.host.post({ kind: 'reveal', id, isFocused: false });
  }

  /** The cursor of the editor is at something; where that is not drawn, what was selected stays. */
  follow(ids: readonly string[]): void {
    const { stage } = this;
    if (stage.picture === undefined) {
      this.pending = ids;
      return;
    }
    const drawn = this.drawn(ids);
    if (drawn.length === 0) return;
    this.choose(drawn);
    const item = drawn.length === 1 ? stage.item(drawn[0] ?? '') : undefined;
    if (item !== undefined && item.shape !== 'frame' && stage.viewport.hasMoved) stage.viewport.reveal(item);
  }

  /** Another picture is shown: the same is selected in it. */
  resume(): void {
    this.mark();
    const { pending } = this;
    this.pending = undefined;
    if (pending !== undefined) this.follow(pending);
  }

  private mark(): void {
    const { selected } = this.store.state;
    this.stage.select(selected);
    this.knowledge.show(selected[0]);
    this.marked(selected);
  }
}
