import { busyPeriod, mixtureTail } from '../queueing/busy-period.js';
import { lifoResponseTail } from '../queueing/lifo.js';
import type { Answer } from './choose-model.js';

interface Stream {
  readonly arrivalRate: number;
  readonly meanService: number;
  readonly servers: number;
}

/**
 * The same station with the newest served first: means, losses and the chance to wait stay, the law of the wait does not.
 *
 * Exact for M/M/c. For other arrivals and services those who wait take the busy period of the M/M/1 of the same
 * utilization and mean; behind a limit, with impatience or breakdowns the law of those who wait is not known.
 */
export function lastInFirstOut(fifo: Answer, stream: Stream): Answer {
  if (fifo.reason !== undefined) return { ...fifo, method: named(fifo) };
  const { responseTail: _, ...rest } = fifo;
  const method = named(fifo);
  const utilization = (stream.arrivalRate * stream.meanService) / stream.servers;
  const isPlain = fifo.rejected === 0 && fifo.abandoned === 0 && fifo.stretch === 1 && utilization < 1;
  if (/^M\/M\/\d+$/.test(fifo.method)) {
    return {
      ...rest,
      method,
      source: SOURCE,
      responseTail: lifoResponseTail(stream),
      waitTail: waits(fifo, utilization),
    };
  }
  if (!isPlain || fifo.method.includes('breakdowns')) {
    return {
      ...rest,
      method,
      responseTail: undefined,
      assumptions: [
        ...fifo.assumptions.filter((one) => one !== EXPONENTIAL_WAIT),
        'means hold for any order; there is no law for the wait of the newest first here: percentiles take it as exponential and are too low far out',
      ],
    };
  }
  return {
    ...rest,
    method,
    source: SOURCE,
    responseTail: undefined,
    waitTail: waits(fifo, utilization),
    assumptions: [
      ...fifo.assumptions.filter((one) => one !== EXPONENTIAL_WAIT),
      'those who wait do so for the busy period of the M/M/1 queue of the same utilization and mean wait',
    ],
  };
}

const SOURCE = 'Kleinrock, Queueing Systems II, §3.6; Gross et al., Fundamentals of Queueing Theory, §2.3';

/** What models say of a first-come queue whose wait they know by its mean only. */
export const EXPONENTIAL_WAIT = 'the wait of those who wait is taken as exponential';

const named = ({ method }: Answer) => `${method}, last come first served`;

/** A busy period that lasts as long as those who wait do on average. */
function waits({ meanWait, waitProbability }: Answer, utilization: number): ((t: number) => number) | undefined {
  if (!(meanWait > 0 && waitProbability > 0 && utilization > 0)) return undefined;
  const speed = waitProbability / (meanWait * (1 - utilization));
  const tail = mixtureTail(busyPeriod(utilization * speed, speed));
  return (t) => (t < 0 ? 1 : waitProbability * tail(t));
}
