/** What befell the system, as few lines. */
import type { PlaybackEvent, PlaybackEventKind } from '../../analyzer/simulator/playback/playback.js';
import type { View } from './view.js';

export interface Caption {
  /** Seconds of the run. */
  readonly at: number;
  readonly kind: PlaybackEventKind;
  readonly text: string;
}

/** What is told first where not everything finds room. */
const importance: Readonly<Record<PlaybackEventKind, number>> = {
  fault: 0,
  violation: 1,
  failover: 2,
  repair: 3,
  election: 4,
  breaker: 5,
  scaling: 6,
  degraded: 7,
  restored: 8,
  dead_letter: 9,
  candidate: 10,
};

/** At most `room` lines in order of time; what happens again and again is told once, with how often. */
export function captionsOf(
  { playback, from, until }: View,
  room: number,
): { shown: readonly Caption[]; others: number } {
  const alike = new Map<string, { readonly event: PlaybackEvent; count: number }>();
  for (const event of playback.events) {
    if (event.at < from || event.at > until) continue;
    const key = JSON.stringify([event.kind, event.of, event.text.replaceAll(/[\d.]+/g, '')]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { event, count: 1 });
    else known.count++;
  }
  const chosen = [...alike.values()]
    .sort((one, other) => importance[one.event.kind] - importance[other.event.kind])
    .slice(0, room)
    .sort((one, other) => one.event.at - other.event.at);
  return {
    shown: chosen.map(({ event: { at, kind, text }, count }) => ({
      at,
      kind,
      text: count === 1 ? text : `${text} (the first of ${count} times)`,
    })),
    others: alike.size - chosen.length,
  };
}
