/** The panel at the side: one of several views at a time. */
import { html } from '../dom.js';
import { iconButton } from './button.js';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly title: string;
  readonly content: HTMLElement;
}

export class Tabs<Name extends string> {
  readonly element: HTMLElement;
  private readonly buttons: ReadonlyMap<Name, HTMLButtonElement>;
  private readonly pages: ReadonlyMap<Name, HTMLElement>;

  /** @param chosen hears which view is shown; `undefined` when the panel is closed */
  constructor(
    tabs: readonly Tab<Name>[],
    private readonly chosen: (name: Name | undefined) => void,
  ) {
    this.buttons = new Map(tabs.map(({ name, title }) => [name, this.button(name, title)]));
    this.pages = new Map(
      tabs.map(({ name, content }) => [
        name,
        html(
          'div',
          { class: 'tab-page', role: 'tabpanel', id: `page-${name}`, 'aria-labelledby': `tab-${name}`, tabindex: 0 },
          content,
        ),
      ]),
    );
    const list = html('div', { class: 'tab-list', role: 'tablist', 'aria-label': 'Panel' }, ...this.buttons.values());
    list.addEventListener('keydown', (event) => this.step(event));
    const close = iconButton('close', 'Close the panel', () => this.choose(undefined));
    this.element = html('aside', { class: 'side', 'aria-label': 'About the design', hidden: true });
    this.element.append(html('div', { class: 'tab-bar' }, list, close), ...this.pages.values());
  }

  /** Shows a view, or closes the panel; says nothing of it. */
  show(name: Name | undefined): void {
    this.element.hidden = name === undefined;
    for (const [one, button] of this.buttons) {
      button.setAttribute('aria-selected', String(one === name));
      button.tabIndex = one === name ? 0 : -1;
    }
    for (const [one, page] of this.pages) page.hidden = one !== name;
  }

  /** What a tab says beside its title: a count. */
  badge(name: Name, text: string): void {
    const badge = this.buttons.get(name)?.querySelector('.tab-badge');
    if (badge instanceof HTMLElement) {
      badge.textContent = text;
      badge.hidden = text === '';
    }
  }

  private choose(name: Name | undefined): void {
    this.show(name);
    this.chosen(name);
  }

  private button(name: Name, title: string): HTMLButtonElement {
    const attributes = { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `page-${name}` };
    const button = html('button', attributes, title, html('span', { class: 'tab-badge', hidden: true }));
    button.addEventListener('click', () => this.choose(name));
    return button;
  }

  private step(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const names = [...this.buttons.keys()];
    const at = names.findIndex((name) => this.buttons.get(name)?.getAttribute('aria-selected') === 'true');
    const next = names[(at + by + names.length) % names.length];
    if (next === undefined) return;
    this.choose(next);
    this.buttons.get(next)?.focus();
    event.preventDefault();
  }
}
