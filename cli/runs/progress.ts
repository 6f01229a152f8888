/** What a long simulation says of itself meanwhile, on standard error. */
import { performance } from 'node:perf_hooks';
import { sayCount } from '../../analyzer/design/say.js';
import type { Session } from '../command.js';
import type { Progress } from './play.js';

/** Milliseconds before the first word, and between words after it: more on a terminal than in a log. */
const FIRST = 1000;
const ON_TERMINAL = 1000;
const IN_LOG = 15_000;

/** Tells how far `runs` runs are; a run whose end is not known has no percentage. */
export function teller(runs: number, session: Session): (progress: Progress) => void {
  const start = performance.now();
  const isTerminal = process.stderr.isTTY === true;
  let next = FIRST;
  return ({ events, runs: done, part }) => {
    const passed = performance.now() - start;
    if (passed < next) return;
    const isFirst = next === FIRST;
    next = passed + (isTerminal ? ON_TERMINAL : IN_LOG);
    if (isFirst) session.say('Simulating; Ctrl-C prints what is known so far.');
    const percent = Math.floor((100 * (runs > 1 ? done : part)) / runs);
    const share = `${percent > 0 ? `${percent} %, ` : ''}${runs > 1 ? `${done} of ${runs} runs, ` : ''}`;
    if (events > 0)
      session.say(`${share}${sayCount(events)} events, ${sayCount(Math.round((1000 * events) / passed))} events/s`);
  };
}
