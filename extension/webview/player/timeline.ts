/** The scrubber: the whole run from left to right, what is known of it, and marks where something happened. */
import type { Playback, PlaybackEvent } from '../../../analyzer/simulator/playback/playback.js';
import { sayMoment } from '../../../analyzer/wording/moment.js';
import { html } from '../dom.js';

/** Parts of the scrubber. */
const PARTS = 10_000;

export class Timeline {
  private readonly range = html('input', {
    type: 'range',
    class: 'player-range',
    min: 0,
    max: PARTS,
    step: 1,
    value: 0,
    'aria-label': 'Moment of the run',
  });
  private readonly known = html('div', { class: 'player-known' });
  private readonly warmup = html('div', { class: 'player-warmup', title: 'Warm-up: not in the figures of the run' });
  private readonly marks = html('div', { class: 'player-marks', 'aria-hidden': 'true' });
  readonly element = html(
    'div',
    { class: 'player-timeline' },
    html('div', { class: 'player-track' }, this.known, this.warmup, this.marks),
    this.range,
  );
  private duration = 1;
  private marked: readonly PlaybackEvent[] = [];

  constructor(seek: (time: number) => void) {
    this.range.addEventListener('input', () => seek((Number(this.range.value) / PARTS) * this.duration));
  }

  show(playback: Playback): void {
    const { duration, until, warmup, events } = playback;
    this.duration = duration;
    this.known.style.width = percent(until / duration);
    this.warmup.style.width = percent(Math.min(1, warmup / duration));
    if (events.length === this.marked.length && events[0] === this.marked[0]) return;
    this.marked = events;
    const told = events.filter(({ kind }) => kind in signs);
    this.marks.replaceChildren(...told.slice(0, 300).map((event) => this.mark(event)));
  }

  move(time: number): void {
    const at = Math.round((time / this.duration) * PARTS);
    if (Number(this.range.value) !== at) this.range.value = String(at);
    this.range.setAttribute(
      'aria-valuetext',
      `${sayMoment(Math.floor(time * 10) / 10)} of ${sayMoment(this.duration)}`,
    );
  }

  private mark({ at, kind }: PlaybackEvent): HTMLElement {
    const mark = html('span', { class: `player-mark player-${kind}` });
    mark.style.left = percent(at / this.duration);
    return mark;
  }
}

/** Kinds of events that have a mark, with the sign that the list of events gives them. */
export const signs: Readonly<Partial<Record<PlaybackEvent['kind'], string>>> = {
  fault: '✕',
  repair: '✓',
  election: '♛',
  failover: '♛',
  violation: '!',
  breaker: '◆',
  scaling: '±',
};

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;
