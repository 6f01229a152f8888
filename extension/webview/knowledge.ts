/** What is known of the parts of a picture: beside the pointer, and of the selected one in the panel. */
import type { Stage } from './canvas/stage.js';
import { Descriptions, type Load } from './descriptions.js';
import type { Host } from './hosts/host.js';
import { markdown } from './markdown.js';
import { Details } from './parts/details.js';
import { HoverCard } from './parts/hover-card.js';

export class Knowledge {
  readonly card: HoverCard;
  readonly details: Details;
  /** The load that figures are asked under. */
  load: Load = { scale: 1 };
  private readonly descriptions: Descriptions;
  private selected: string | undefined;

  constructor(
    private readonly host: Host,
    private readonly stage: Stage,
  ) {
    this.descriptions = new Descriptions(host);
    this.card = new HoverCard((id) => this.said(id, true));
    this.details = new Details(host.hasSource ? () => this.reveal(this.selected, true) : undefined);
  }

  answer(request: number, text: string | null): void {
    this.descriptions.answer(request, text);
  }

  /** The design is another. */
  forget(): void {
    this.descriptions.forget();
  }

  /** Says in the panel what is known of a part. */
  show(id: string | undefined): void {
    this.selected = id;
    if (id === undefined) {
      this.details.clear();
      return;
    }
    void this.said(id, false).then((content) => {
      if (this.selected === id) this.details.show(content);
    });
  }

  /** Goes to the text of a part. */
  reveal(id: string | undefined, isFocused: boolean): void {
    if (id === undefined) return;
    this.host.post({ kind: 'reveal', id: this.about(id)[0] ?? id, isFocused });
  }

  private async said(id: string, isBrief: boolean): Promise<readonly HTMLElement[]> {
    const text = await this.descriptions.of(this.about(id), this.load, isBrief);
    return text === undefined ? [] : markdown(text, (target) => this.followLink(target));
  }

  /** An arrow is written as the steps that it stands for. */
  private about(id: string): readonly string[] {
    return this.stage.picture?.arrows.find((one) => one.id === id)?.about ?? [id];
  }

  /** Links of the manual open in the editor. */
  private followLink(target: string): void {
    const word = /([^/]+?)(\.md)?(#.*)?$/u.exec(target)?.[1];
    if (word !== undefined) this.host.post({ kind: 'explain', word });
  }
}
