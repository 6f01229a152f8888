/** Figures of the workload: flows, expectations, what saturates first, and which setting matters most. */
import { html } from '../dom.js';
import type { Bottleneck, ExpectationRow, FlowRow, Ranked, Summary } from '../engine/messages.js';
import { icon } from './icons.js';

export interface FigureActions {
  /** Selects a part of the design. */
  readonly select: (id: string) => void;
  /** Asks which settings move a latency most. */
  readonly rank: () => void;
}

/** Rows of a list; of larger designs the first say what matters. */
const most = 12;

export class Figures {
  readonly element = html('div', { class: 'figures' });
  private readonly flows = html('section', { 'aria-label': 'Flows' });
  private readonly expectations = html('section', { 'aria-label': 'Expectations' });
  private readonly bottlenecks = html('section', { 'aria-label': 'What saturates first' });
  private readonly levers = html('section', { 'aria-label': 'What moves the latency most' });
  private readonly ranking = html('div', { 'aria-live': 'polite' });
  private isShown = false;
  private summary: Summary | undefined;

  constructor(private readonly actions: FigureActions) {
    this.levers.append(heading('What moves a p99 most'), this.ranking);
    this.element.append(this.expectations, this.bottlenecks, this.flows, this.levers);
  }

  /** Rankings take time: they are only asked for, and lists only made, while somebody can see them. */
  set isVisible(isVisible: boolean) {
    const wasShown = this.isShown;
    this.isShown = isVisible;
    if (isVisible && !wasShown) this.render();
  }

  show(summary: Summary | undefined): void {
    this.summary = summary;
    if (this.isShown) this.render();
  }

  private render(): void {
    const { flows = [], expectations = [], bottlenecks = [] } = this.summary ?? {};
    this.flows.replaceChildren(
      heading('Flows'),
      flows.length === 0 ? none('The design has no workload.') : this.flowTable(flows),
    );
    this.expectations.replaceChildren(
      ...(expectations.length === 0
        ? []
        : [heading('Expectations'), html('ul', { class: 'rows' }, ...expectations.map(expectationRow))]),
    );
    this.bottlenecks.replaceChildren(
      heading('What saturates first'),
      bottlenecks.length === 0
        ? none('Nothing has a load.')
        : html('ol', { class: 'rows' }, ...bottlenecks.slice(0, most).map((one) => this.bottleneckRow(one))),
      ...(bottlenecks.length > most ? [none(`and ${bottlenecks.length - most} with more room`)] : []),
    );
    this.levers.hidden = flows.length === 0;
    this.ask();
  }

  /** What was found so far; more follows until `isDone`. */
  showRanking(rows: readonly Ranked[], isDone: boolean): void {
    const list = rows.slice(0, most).map(({ id, tried, flow, said, isBetter, share }) => {
      const main = [html('strong', {}, id), ' ', html('span', { class: 'quiet' }, tried)];
      return this.row(
        id,
        isBetter ? 'low' : 'high',
        share,
        html('span', { class: 'row-main' }, ...main),
        `p99(${flow}) ${said}`,
      );
    });
    const nothing = none(isDone ? 'No number of the design moves a p99 notably.' : 'Trying …');
    this.ranking.replaceChildren(rows.length === 0 ? nothing : html('ol', { class: 'rows' }, ...list));
    this.ranking.ariaBusy = String(!isDone);
  }

  private ask(): void {
    if (this.summary !== undefined) this.actions.rank();
  }

  private flowTable(flows: readonly FlowRow[]): HTMLElement {
    const head = ['flow', 'rate', 'p50', 'p99', 'available'].map((title) => html('th', { scope: 'col' }, title));
    const rows = flows.map(({ id, rate, p50, p99, availability }) => {
      const name = html('button', { type: 'button', class: 'link' }, id);
      name.addEventListener('click', () => this.actions.select(id));
      const cells = [rate, p50, p99, availability].map((text) => html('td', {}, text));
      return html('tr', {}, html('th', { scope: 'row' }, name), ...cells);
    });
    return html(
      'table',
      { class: 'flow-table' },
      html('thead', {}, html('tr', {}, ...head)),
      html('tbody', {}, ...rows),
    );
  }

  private bottleneckRow({ id, said, of, share, step, until }: Bottleneck): HTMLElement {
    const main = html(
      'span',
      { class: 'row-main' },
      html('strong', {}, id),
      ' ',
      html('span', { class: 'quiet' }, of === '' ? said : `${of} ${said}`),
    );
    return this.row(id, step, share, main, `full at ${until}`);
  }

  private row(id: string, step: string, share: number, main: HTMLElement, figure: string): HTMLElement {
    const fill = html('span', { class: `bar-fill is-step-${step}` });
    fill.style.width = `${Math.max(2, share * 100)}%`;
    const button = html(
      'button',
      { type: 'button', class: 'figure-row' },
      main,
      html('span', { class: 'row-figure' }, figure),
      html('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
    );
    button.addEventListener('click', () => this.actions.select(id));
    return html('li', {}, button);
  }
}

const heading = (text: string) => html('h2', {}, text);
const none = (text: string) => html('p', { class: 'quiet' }, text);

function expectationRow({ text, actual, holds }: ExpectationRow): HTMLElement {
  const [sign, said] =
    holds === null
      ? (['info', 'undecided'] as const)
      : holds
        ? (['check', 'met'] as const)
        : (['error', 'missed'] as const);
  return html(
    'li',
    { class: 'expectation' },
    icon(sign),
    html('span', { class: 'row-main' }, html('span', { class: 'spoken' }, `${said}: `), text),
    html('span', { class: 'row-figure' }, actual),
  );
}
