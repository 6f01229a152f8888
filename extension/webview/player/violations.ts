/** Counterexamples of a run, each to be played slowly. */
import type { Counterexample } from '../../../analyzer/simulator/playback/playback.js';
import { sayMoment } from '../../../analyzer/wording/moment.js';
import { html } from '../dom.js';

/** Rows at most. */
const MOST = 100;

export class Violations {
  readonly element = html('ol', { class: 'player-events', 'aria-label': 'Violations' });
  private shown = '';

  constructor(private readonly play: (example: Counterexample | undefined) => void) {}

  /** @param played the one that is being played */
  show(examples: readonly Counterexample[], played: Counterexample | undefined): void {
    const shown = JSON.stringify([examples.length, examples[0]?.text, played?.text, played?.from]);
    if (shown === this.shown) return;
    this.shown = shown;
    const rows = examples.slice(0, MOST).map((example) => {
      const isPlayed = played?.text === example.text && played.from === example.from;
      const button = html(
        'button',
        { type: 'button', class: 'player-event player-violation', 'aria-pressed': isPlayed ? 'true' : 'false' },
        html('span', { class: 'player-sign', 'aria-hidden': 'true' }, isPlayed ? '■' : '▶'),
        html('span', { class: 'player-when' }, sayMoment(Math.round(example.until * 100) / 100)),
        html('span', {}, html('b', {}, example.kind.replaceAll('_', ' ')), ` ${example.text}`),
      );
      button.addEventListener('click', () => this.play(isPlayed ? undefined : example));
      return html('li', {}, button);
    });
    const none = 'No violation of what the data requires has shown so far.';
    this.element.replaceChildren(
      ...(rows.length === 0 ? [html('li', { class: 'player-quiet' }, none)] : rows),
      ...(examples.length > MOST ? [html('li', { class: 'player-quiet' }, `and ${examples.length - MOST} more`)] : []),
    );
  }
}
