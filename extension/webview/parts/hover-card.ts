/** What is known of the part under the pointer, beside it. */
import { html } from '../dom.js';

/** Milliseconds that the pointer rests before the card shows, and that it has to reach the card. */
const REST = 350;
const REACH = 250;
const GAP = 12;

export class HoverCard {
  readonly element = html('div', { class: 'hover-card', hidden: true });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private over: string | undefined;

  /** @param ask gives what to show of an id; nothing shows for an empty answer */
  constructor(private readonly ask: (id: string) => Promise<readonly HTMLElement[]>) {
    this.element.addEventListener('pointerenter', () => clearTimeout(this.timer));
    this.element.addEventListener('pointerleave', () => this.leave());
  }

  /** The pointer is over what is drawn of an id, with its box on the screen; `undefined`: beside everything. */
  move(id: string | undefined, box?: () => DOMRect): void {
    if (id === this.over) return;
    this.over = id;
    if (id === undefined || box === undefined) {
      this.leave();
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.show(id, box), this.element.hidden ? REST : REST / 2);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.over = undefined;
    this.element.hidden = true;
  }

  private leave(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), REACH);
  }

  private async show(id: string, box: () => DOMRect): Promise<void> {
    const content = await this.ask(id);
    // The pointer may be elsewhere by now.
    if (this.over !== id) return;
    if (content.length === 0) {
      this.element.hidden = true;
      return;
    }
    this.element.replaceChildren(...content);
    this.element.hidden = false;
    this.element.scrollTop = 0;
    this.place(box());
  }

  /** Right of the part, else left of it, else below. */
  private place(part: DOMRect): void {
    const { element } = this;
    const { offsetWidth: width, offsetHeight: height } = element;
    const room = { width: window.innerWidth, height: window.innerHeight };
    const right = part.right + GAP;
    const left = part.left - GAP - width;
    const isBeside = right + width <= room.width || left >= 0;
    const x =
      right + width <= room.width ? right : left >= 0 ? left : Math.max(8, Math.min(part.left, room.width - width - 8));
    const y = isBeside
      ? Math.min(Math.max(8, part.top), room.height - height - 8)
      : Math.min(part.bottom + GAP, room.height - height - 8);
    element.style.left = `${x}px`;
    element.style.top = `${Math.max(8, y)}px`;
  }
}
