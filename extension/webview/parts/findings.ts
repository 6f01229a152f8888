/** The findings of a design as a list, worst first; of one part alone when one is chosen. */
import type { DrawableFinding } from '../../../language/protocol.js';
import { html } from '../dom.js';
import { icon } from './icons.js';

export interface FindingActions {
  /** Goes to the finding and what mends it; missing where there is no text. */
  readonly open?: (finding: DrawableFinding) => void;
  /** Shows which part it is about. */
  readonly point: (finding: DrawableFinding | undefined) => void;
  /** Opens the page of a rule; missing where there is none. */
  readonly explain?: (rule: string) => void;
  /** All findings, not those of one part. */
  readonly showAll: () => void;
}

/** Findings that are listed; the badges of the picture lead to those of one part. */
const most = 150;
const order = ['error', 'warning', 'info'] as const;

export class Findings {
  readonly element = html('div', { class: 'findings' });

  constructor(private readonly actions: FindingActions) {}

  /** @param part name of the part that `findings` are about; missing: the design */
  show(findings: readonly DrawableFinding[], part?: string): void {
    const sorted = [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
    const head = part === undefined ? [] : [this.partHead(part)];
    const list = html('ul', { class: 'rows' }, ...sorted.slice(0, most).map((finding) => this.row(finding)));
    const more = sorted.length > most ? [html('p', { class: 'quiet' }, `and ${sorted.length - most} more`)] : [];
    const none = html('p', { class: 'quiet' }, 'No findings.');
    this.element.replaceChildren(...head, sorted.length === 0 ? none : list, ...more);
  }

  private partHead(part: string): HTMLElement {
    const all = html('button', { type: 'button', class: 'link' }, 'Show all');
    all.addEventListener('click', this.actions.showAll);
    return html('p', { class: 'part-head' }, html('span', {}, 'At ', html('strong', {}, part)), all);
  }

  private row(finding: DrawableFinding): HTMLElement {
    const { severity, message, rule, line, isFixable } = finding;
    const { open, point, explain } = this.actions;
    const main = html(
      'button',
      { type: 'button', class: `finding finding-${severity}`, disabled: open === undefined },
      icon(severity),
      html('span', { class: 'finding-text' }, html('span', { class: 'spoken' }, `${severity}: `), message),
      ...(isFixable ? [html('span', { class: 'fixable', title: 'Something mends it' }, icon('bulb'))] : []),
    );
    if (open !== undefined) main.addEventListener('click', () => open(finding));
    const page =
      explain === undefined
        ? html('span', {}, rule)
        : html('button', { type: 'button', class: 'link', title: `What ${rule} means` }, rule);
    page.addEventListener('click', () => explain?.(rule));
    const row = html('li', {}, main, html('p', { class: 'finding-foot' }, page, ` · line ${line + 1}`));
    for (const [event, to] of [
      ['pointerenter', finding],
      ['focusin', finding],
      ['pointerleave', undefined],
      ['focusout', undefined],
    ] as const)
      row.addEventListener(event, () => point(to));
    return row;
  }
}
