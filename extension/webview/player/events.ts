/** What befell the system, as a list to jump from. */
import type { PlaybackEvent } from '../../../analyzer/simulator/playback/playback.js';
import { sayMoment } from '../../../analyzer/wording/moment.js';
import { html } from '../dom.js';
import { signs } from './timeline.js';

/** Rows at most. */
const MOST = 500;

export class Events {
  readonly element = html('ol', { class: 'player-events', 'aria-label': 'Events' });
  private shown: readonly PlaybackEvent[] = [];
  private rows: readonly HTMLElement[] = [];
  private passed = -1;

  constructor(private readonly seek: (event: PlaybackEvent) => void) {}

  show(events: readonly PlaybackEvent[]): void {
    if (events.length === this.shown.length && events[0] === this.shown[0]) return;
    this.shown = events.slice(0, MOST);
    this.passed = -1;
    this.rows = this.shown.map((event) => {
      const button = html(
        'button',
        { type: 'button', class: `player-event player-${event.kind}` },
        html('span', { class: 'player-sign', 'aria-hidden': 'true' }, signs[event.kind] ?? '·'),
        html('span', { class: 'player-when' }, sayMoment(Math.round(event.at * 100) / 100)),
        html('span', {}, event.text),
      );
      button.addEventListener('click', () => this.seek(event));
      return html('li', {}, button);
    });
    const more = events.length - this.rows.length;
    this.element.replaceChildren(
      ...this.rows,
      ...(more > 0 ? [html('li', { class: 'player-quiet' }, `and ${more} more`)] : []),
      ...(events.length === 0 ? [html('li', { class: 'player-quiet' }, 'Nothing has happened yet.')] : []),
    );
  }

  /** Marks what has happened by a time; the last of it stays to be seen. */
  move(time: number, isPlaying: boolean): void {
    const later = this.shown.findIndex(({ at }) => at > time + 1e-9);
    const passed = later < 0 ? this.shown.length : later;
    if (passed === this.passed) return;
    this.passed = passed;
    this.rows.forEach((row, at) => {
      row.classList.toggle('is-past', at < passed);
      row.classList.toggle('is-last', at === passed - 1);
    });
    const row = this.rows[passed - 1];
    if (!isPlaying || row === undefined) return;
    const list = this.element.parentElement;
    if (list !== null) list.scrollTop = row.offsetTop - list.clientHeight / 2;
  }
}
