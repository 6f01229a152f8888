import type { Latency } from '../distribution/latency.js';
import { NO_TIME } from '../distribution/latency.js';
import { mmc } from '../queueing/mmc.js';
import { rememberLatency } from './latency-cache.js';
import { NEVER, waitLatency } from './response.js';

/**
 * Things held for the whole of what happens meanwhile: threads, pooled connections, a lock.
 *
 * Layered queueing: the holding time is the response of the layers below, so it is found by iteration. Each unit's
 * slots are taken as M/M/c with that holding time. Source: Rolia and Sevcik, "The method of layers", IEEE TSE 21 (1995).
 */
export class Holding {
  private rate = 0;
  private work = 0;
  private wait: Latency = NO_TIME;
  /** Offered over available slots. */
  utilization = 0;
  meanWait = 0;
  private waitProbability = 0;

  constructor(
    readonly units: number,
    readonly slots: number,
  ) {}

  /** Time one more holder waits for a slot, as of the last round. */
  get waiting(): Latency {
    return this.wait;
  }

  /** The same, less a wait that goes on in the meantime. */
  waitingBeyond(seconds: number): Latency {
    if (!(seconds > 0) || !Number.isFinite(this.meanWait)) return this.wait;
    const mean = this.meanWait - seconds;
    return mean > 1e-12 ? waitOf(mean, this.waitProbability) : NO_TIME;
  }

  /** Notes holders of this round: so many per second, each for so long. */
  hold(rate: number, time: number): void {
    if (!(rate > 0)) return;
    this.rate += rate;
    this.work += rate * time;
  }

  /** Ends the round; says how much the utilization changed, saturation counting as 1. */
  settle(): number {
    const before = this.utilization;
    const meanService = this.rate > 0 ? this.work / this.rate : 0;
    const arrivalRate = this.rate / this.units;
    this.utilization = (arrivalRate * meanService) / this.slots;
    this.rate = 0;
    this.work = 0;
    if (!(this.utilization < 1)) {
      this.wait = NEVER;
      this.meanWait = Infinity;
    } else if (this.utilization > 0) {
      const { meanWait, waitProbability } = mmc({
        arrivalRate,
        meanService,
        servers: Math.max(1, Math.round(this.slots)),
      });
      this.meanWait = meanWait;
      this.waitProbability = waitProbability;
      this.wait = meanWait > 1e-12 ? waitOf(meanWait, waitProbability) : NO_TIME;
    }
    return Math.abs(Math.min(1, this.utilization) - Math.min(1, before));
  }
}

const waitOf = (mean: number, probability: number): Latency =>
  rememberLatency(`hold ${mean} ${probability}`, () => waitLatency(mean, probability));
