/** Beside the curves: one of several lists. */
import { html } from '../dom.js';

export interface Page {
  readonly name: string;
  readonly content: HTMLElement;
}

export class Side {
  readonly element: HTMLElement;
  private readonly buttons: readonly HTMLButtonElement[];
  private readonly pages: readonly HTMLElement[];

  constructor(
    private readonly all: readonly Page[],
    private readonly turned: () => void,
  ) {
    this.buttons = all.map(({ name }, at) => {
      const attributes = { type: 'button', role: 'tab', id: `player-tab-${at}`, 'aria-controls': `player-page-${at}` };
      const button = html('button', attributes, name);
      button.addEventListener('click', () => this.turn(at));
      return button;
    });
    this.pages = all.map(({ content }, at) =>
      html(
        'div',
        { class: 'player-scroll', role: 'tabpanel', id: `player-page-${at}`, 'aria-labelledby': `player-tab-${at}` },
        content,
      ),
    );
    const list = html('div', { class: 'player-tabs', role: 'tablist', 'aria-label': 'Run' }, ...this.buttons);
    list.addEventListener('keydown', (event) => {
      const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      const now = this.buttons.findIndex((button) => button.matches(':focus'));
      if (by === 0 || now < 0) return;
      event.preventDefault();
      const next = (now + by + all.length) % all.length;
      this.turn(next);
      this.buttons[next]?.focus();
    });
    this.element = html('div', { class: 'player-side' }, list, ...this.pages);
    this.turn(0);
  }

  turn(at: number): void {
    this.buttons.forEach((button, index) => {
      button.setAttribute('aria-selected', String(index === at));
      button.tabIndex = index === at ? 0 : -1;
    });
    this.pages.forEach((page, index) => {
      page.hidden = index !== at;
    });
    this.turned();
  }

  /** A count beside the name of a page. */
  count(at: number, count: number): void {
    const button = this.buttons[at];
    const text = `${this.all[at]?.name ?? ''}${count === 0 ? '' : ` (${count})`}`;
    if (button !== undefined && button.textContent !== text) button.textContent = text;
  }
}
