import type { Distribution } from '../../design/distribution.js';
import { distributionMean } from '../distribution/moments.js';
import type { ComponentEstimate, Percentiles } from '../estimate.js';
import { type Quorum, stalenessVersions, withinVersions } from '../quorum/staleness-bounds.js';
import { type WarsLegs, type WarsMeasures, wars } from '../quorum/wars.js';
import type { Configuration } from './configuration.js';
import { copiesNeeded } from './copies-needed.js';
import { workLaw } from './effective.js';
import { percentiles } from './percentiles.js';
import type { CallNode } from './plan.js';
import type { Solution } from './solve-network.js';

export interface QuorumFigures {
  readonly quorum: NonNullable<ComponentEstimate['quorum']>;
  /** Probability that a read started t seconds after a write committed misses it. */
  readonly missed: (t: number) => number;
  readonly visibility: number;
}

/** Copies that a read and a write take in; what the store says where they are missing. */
export interface Levels {
  readonly read?: CallNode['level'];
  readonly write?: CallNode['level'];
}

/**
 * Quorum latency and staleness of a leaderless store by the WARS model, at the store's own levels or those of a step.
 *
 * The four legs are those of `delays`; without them each is half a round trip to the farthest copy, and the write and the
 * response also take the copy's mean response, both as exponential.
 */
export function quorumFigures(
  of: Configuration,
  solution: Solution,
  meanResponse: number,
  levels: Levels = {},
): QuorumFigures | undefined {
  const { copies } = of;
  if (copies === undefined || copies.topology !== 'leaderless' || copies.count <= 1) return undefined;
  const legs = legsOf(of, solution, meanResponse);
  if (legs === undefined) return undefined;
  const needed = (own: CallNode['level'], usual: CallNode['level']) => copiesNeeded(own ?? usual, copies.count);
  const [read, write] = [needed(levels.read, copies.read), needed(levels.write, copies.write)];
  const key = JSON.stringify([legs, copies.count, read, write]);
  const known = computed.get(key);
  if (known !== undefined) return known;
  const quorum = { replicas: copies.count, read, write };
  const figures = figuresOf(wars(legs, quorum), quorum);
  if (computed.size > 200) computed.clear();
  computed.set(key, figures);
  return figures;
}

const computed = new Map<string, QuorumFigures>();

function figuresOf(measures: WarsMeasures, of: Quorum): QuorumFigures {
  const visibility = measures.visibility(0.999);
  // Times on the scale of the design itself, to three digits: fractions and multiples of the t-visibility.
  const times = visibility > 0 ? [0, 0.1, 0.25, 0.5, 1].map((part) => Number((part * visibility).toPrecision(3))) : [0];
  const consistentAfter: Record<string, number> = {};
  for (const time of times) consistentAfter[String(time)] = measures.consistency(time);
  const kStaleness = Object.fromEntries(stalenessVersions.map((k) => [String(k), withinVersions(of, k)]));
  const read: Percentiles = percentiles(measures.readLatency);
  const write: Percentiles = percentiles(measures.writeLatency);
  return {
    quorum: { read, write, consistentAfter, tVisibility999: visibility, kStaleness },
    missed: (t) => 1 - measures.consistency(t),
    visibility,
  };
}

function legsOf(of: Configuration, solution: Solution, meanResponse: number): WarsLegs | undefined {
  const { component, copies } = of;
  const delays = component.replicas?.delays;
  const trips = solution.network.distances.toCopies(component, copies?.count ?? 1);
  const half = (trips.at(-1)?.mean ?? 0) / 2;
  if (!Number.isFinite(meanResponse)) return undefined;
  const readMean = distributionMean(workLaw(component, 'read'));
  const way: Distribution = { law: 'constant', value: half };
  const slow = (mean: number): Distribution => ({ law: 'exponential', mean });
  const response = Math.max(meanResponse, readMean, 1e-9);
  return {
    write: delays?.write ?? slow(response + half),
    acknowledge: delays?.ack ?? way,
    request: delays?.request ?? way,
    response: delays?.response ?? slow(response + half),
  };
}

/**
 * Probability that a read at a random moment is stale, when its item is updated at the given rate (Poisson): the age of the
 * last write is exponential, `∫ u e^{-ut} P(missed at t) dt`, in 16 steps up to the t-visibility.
 */
export function staleQuorumRead({ missed, visibility }: QuorumFigures, updateRate: number): number {
  if (!(visibility > 0) || !(updateRate > 0)) return 0;
  const steps = 16;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const from = visibility * (i / steps) ** 2;
    const to = visibility * ((i + 1) / steps) ** 2;
    sum += missed((from + to) / 2) * (Math.exp(-updateRate * from) - Math.exp(-updateRate * to));
  }
  return Math.min(1, Math.max(0, sum));
}
