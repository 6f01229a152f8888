/** A sentence for the reader, and a text to be taken along. */
import { html } from '../dom.js';
import type { Host } from '../hosts/host.js';

export class Notice {
  readonly element = html('p', { class: 'player-notice', role: 'status', hidden: true });

  say(text: string, code = ''): void {
    this.element.replaceChildren(text, ...(code === '' ? [] : [html('pre', { tabindex: 0 }, code)]));
    this.element.hidden = false;
  }

  clear(): void {
    this.element.hidden = true;
  }

  /** Puts a declaration into the design, or where there is no text, at the hand of the reader. */
  hand(host: Host, title: string, text: string): void {
    if (host.hasSource) {
      host.post({ kind: 'insert', text });
      this.say(`“${title}” stands at the end of the design now.`);
      return;
    }
    const shown = () => this.say('Copy this scenario:', text);
    // Pages from a disk may have no clipboard.
    const { clipboard } = navigator as { readonly clipboard?: Clipboard };
    if (clipboard === undefined) shown();
    else clipboard.writeText(text).then(() => this.say('The scenario is in the clipboard.'), shown);
  }
}
