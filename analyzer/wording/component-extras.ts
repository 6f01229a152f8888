/** What a component's estimate says beyond load and waiting: caches, copies, queues, storage and cost. */
import { sayCount, sayNumber, sayRatio, saySize, sayTime } from '../design/say.js';
import type { ComponentEstimate } from '../estimate/estimate.js';

/** Short remarks in a fixed order; figures that are missing or say nothing (no loss, no backlog) are left out. */
export function componentExtras(component: ComponentEstimate): string[] {
  return [...extras(component)];
}

function* extras(component: ComponentEstimate): Generator<string> {
  const { replicationLag: lag, quorum } = component;
  const { autoscaled: size } = component;
  if (size !== undefined)
    yield `${sayNumber(size.instances)} instances of ${sayNumber(size.minimum)}..${sayNumber(size.maximum)}`;
  if (isFigure(component.hitRatio)) yield `hit ratio ${sayRatio(component.hitRatio)}`;
  if (isFigure(component.hottestShardUtilization)) yield `hottest shard ${sayRatio(component.hottestShardUtilization)}`;
  if (isFigure(component.hottestInstanceUtilization))
    yield `busiest instance ${sayRatio(component.hottestInstanceUtilization)}`;
  if (isBusy(component.diskUtilization)) yield `disk ${sayRatio(component.diskUtilization)}`;
  if (isBusy(component.networkUtilization)) yield `network ${sayRatio(component.networkUtilization)}`;
  if (isBusy(component.lockUtilization)) yield `locks ${sayRatio(component.lockUtilization)}`;
  for (const [store, busy] of Object.entries(component.connectionUtilization ?? {}))
    if (isBusy(busy)) yield `connections to ${store} ${sayRatio(busy)}`;
  for (const [queue, busy] of Object.entries(component.consumerUtilization ?? {}))
    if (isBusy(busy)) yield `messages in hand of ${queue} ${sayRatio(busy)}`;
  if (isNotable(component.lossProbability)) yield `rejects ${sayRatio(component.lossProbability)}`;
  if (isNotable(component.abandonProbability)) yield `abandoned ${sayRatio(component.abandonProbability)}`;
  if (isFigure(component.retryFactor) && component.retryFactor > 1.001)
    yield `retries × ${sayNumber(component.retryFactor)}`;
  if (isFigure(lag?.mean)) yield `lag ${sayTime(lag.mean)}${isFigure(lag.p99) ? `, p99 ${sayTime(lag.p99)}` : ''}`;
  if (isFigure(quorum?.read.p99)) yield `quorum read p99 ${sayTime(quorum.read.p99)}`;
  if (isFigure(quorum?.write.p99)) yield `write p99 ${sayTime(quorum.write.p99)}`;
  if (isFigure(component.commitLatency?.p99)) yield `commit p99 ${sayTime(component.commitLatency.p99)}`;
  if (isNotable(component.staleReadProbability)) yield `stale reads ${sayRatio(component.staleReadProbability)}`;
  if (isNotable(component.readAfterWriteMissProbability))
    yield `own write missed ${sayRatio(component.readAfterWriteMissProbability)}`;
  if (isFigure(component.backlog) && component.backlog >= 1) yield `backlog ${sayCount(component.backlog)}`;
  if (isFigure(component.backlogPeak) && component.backlogPeak >= 1)
    yield `peak backlog ${sayCount(component.backlogPeak)}`;
  if (isPositive(component.drainTime)) yield `drains in ${sayTime(component.drainTime)}`;
  if (isPositive(component.electionDowntime)) yield `fail-over ${sayTime(component.electionDowntime)}`;
  if (isPositive(component.rpo)) yield `loses up to ${sayTime(component.rpo)}`;
  if (isPositive(component.storage)) yield `stores ${saySize(component.storage)}`;
  if (isPositive(component.storagePerDay)) yield `grows ${saySize(component.storagePerDay)}/d`;
  if (isPositive(component.costPerMonth)) yield `${sayNumber(Math.round(component.costPerMonth))} USD/month`;
}

function isFigure(value: number | null | undefined): value is number {
  return value !== null && value !== undefined;
}

function isPositive(value: number | null | undefined): value is number {
  return isFigure(value) && value > 0;
}

/** A tenth of what it can take, and more. */
function isBusy(value: number | null | undefined): value is number {
  return isFigure(value) && value >= 0.1;
}

/** A share of one in a million and more. */
function isNotable(value: number | null | undefined): value is number {
  return isFigure(value) && value >= 1e-6;
}
