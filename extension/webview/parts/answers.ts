/** What readers ask first, answered: what breaks first, what may be read stale, what happens when a leader dies. */
import { html } from '../dom.js';
import type { Bottleneck, OldRead, Summary, WithoutLeader } from '../engine/messages.js';
import { iconButton } from './button.js';

export interface AnswerActions {
  /** Selects a part of the design. */
  readonly select: (id: string) => void;
  /** Plays the death of a component's leader. */
  readonly play: (id: string) => void;
  /** Shows all figures. */
  readonly figures: () => void;
}

/** Rows of a list at first; more would hide the next answer. */
const FEW = 4;

export class Answers {
  readonly element = html('div', { class: 'answers' });

  constructor(private readonly actions: AnswerActions) {
    this.show(undefined);
  }

  show(summary: Summary | undefined): void {
    if (summary === undefined) {
      this.element.replaceChildren(
        html(
          'p',
          { class: 'quiet' },
          'A `workload` says how much is asked of the design; then this says what breaks first.',
        ),
      );
      return;
    }
    const { bottlenecks, oldReads, withoutLeader } = summary;
    this.element.replaceChildren(
      section('What breaks first', bottlenecks, 'Nothing has a load.', (one) => this.bottleneck(one), this.more()),
      section('What may be read stale', oldReads, 'Every read sees the newest version.', (one) => this.oldRead(one)),
      section('When a leader dies', withoutLeader, 'Nothing keeps data.', (one) => this.withoutLeader(one)),
    );
  }

  private more(): HTMLElement {
    const button = html('button', { type: 'button', class: 'link' }, 'All figures');
    button.addEventListener('click', () => this.actions.figures());
    return button;
  }

  private bottleneck({ id, said, of, until }: Bottleneck): HTMLElement {
    return html(
      'li',
      {},
      this.row(
        id,
        [html('strong', {}, id)],
        `full at ${until} the load`,
        of === '' ? `${said} busy now` : `${of} ${said} busy now`,
      ),
    );
  }

  private oldRead({ id, flow, data, at, said, because }: OldRead): HTMLElement {
    const main = [html('strong', {}, data), ` from ${at} in ${flow}`];
    return html('li', {}, this.row(id, main, said, because));
  }

  private withoutLeader({ id, said, because }: WithoutLeader): HTMLElement {
    const play = iconButton('play', `Play it: the leader of ${id} crashes`, () => this.actions.play(id));
    return html('li', { class: 'answer-played' }, this.row(id, [html('strong', {}, id)], said, because), play);
  }

  private row(id: string, main: readonly (HTMLElement | string)[], figure: string, because: string): HTMLElement {
    const button = html(
      'button',
      { type: 'button', class: 'figure-row' },
      html('span', { class: 'row-main' }, ...main),
      html('span', { class: 'row-figure' }, figure),
      html('span', { class: 'row-because quiet' }, because),
    );
    button.addEventListener('click', () => this.actions.select(id));
    return button;
  }
}

/** A heading and the first of some rows; the others unfold. */
function section<T>(
  title: string,
  all: readonly T[],
  none: string,
  row: (one: T) => HTMLElement,
  ...foot: readonly HTMLElement[]
): HTMLElement {
  const list = (some: readonly T[]) => html('ul', { class: 'rows' }, ...some.map(row));
  const rest = all.slice(FEW);
  return html(
    'section',
    { 'aria-label': title },
    html('h2', {}, title),
    all.length === 0 ? html('p', { class: 'quiet' }, none) : list(all.slice(0, FEW)),
    ...(rest.length === 0 ? [] : [html('details', {}, html('summary', {}, `${rest.length} more`), list(rest))]),
    ...(all.length === 0 ? [] : foot),
  );
}
