import { endOf } from '../history/operation.js';
import type { Violation } from '../history/violation.js';
import type { Counterexample } from './playback.js';

/** What a player needs to show a violation: when, whose requests, and where to look. */
export function counterexampleOf({ kind, data, key, at, text, operations }: Violation): Counterexample {
  const begins = operations.map(({ begun }) => begun);
  const ends = operations.map(endOf).filter((end) => end < Infinity);
  const copies = operations.flatMap(({ effects }) => effects.map(({ copy }) => copy));
  return {
    kind,
    data,
    key,
    text,
    from: Math.min(at, ...begins),
    until: Math.max(at, ...ends),
    operations,
    sessions: [...new Set(operations.map(({ session }) => session))],
    of: [...new Set([...operations.flatMap((one) => [one.at, one.copy]), ...copies])],
  };
}
