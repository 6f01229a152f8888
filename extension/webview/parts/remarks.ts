/** Sentences about the picture, above it; the reader can send them away until there are others. */
import { html } from '../dom.js';
import { iconButton } from './button.js';

/** More than these say nothing more. */
const most = 3;

export class Remarks {
  readonly element = html('div', { class: 'remarks', hidden: true });
  private readonly text = html('div', { class: 'remarks-text', role: 'status' });
  private said = '';

  constructor() {
    this.element.append(
      this.text,
      iconButton('close', 'Hide these remarks', () => {
        this.element.hidden = true;
      }),
    );
  }

  show(sentences: readonly string[]): void {
    const all = [...new Set(sentences)];
    const said = all.join('\n');
    if (said === this.said) return;
    this.said = said;
    const more = all.length > most ? [`and ${all.length - most} more`] : [];
    this.text.replaceChildren(...[...all.slice(0, most), ...more].map((sentence) => html('p', {}, sentence)));
    this.element.hidden = all.length === 0;
  }
}
