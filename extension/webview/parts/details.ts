/** What is known of the selected part. */
import { html } from '../dom.js';
import { iconButton } from './button.js';

export class Details {
  readonly element = html('div', { class: 'details' });

  /** @param reveal goes to the text of the part; missing where there is none */
  constructor(private readonly reveal?: () => void) {
    this.clear();
  }

  show(content: readonly HTMLElement[]): void {
    const { reveal } = this;
    const go = reveal === undefined ? [] : [iconButton('source', 'Go to its text', reveal)];
    const nothing = html('p', { class: 'quiet' }, 'Nothing is known of it.');
    this.element.replaceChildren(
      ...(go.length === 0 ? [] : [html('div', { class: 'details-bar' }, ...go)]),
      html('div', { class: 'prose' }, ...(content.length === 0 ? [nothing] : content)),
    );
  }

  clear(): void {
    this.element.replaceChildren(html('p', { class: 'quiet' }, 'Select a box or an arrow to read about it.'));
  }
}
