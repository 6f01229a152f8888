import type { ComponentEstimate } from './estimate.js';

/** Busy share of something that a component has, and what it is of where not of its servers all together. */
export interface Fullest {
  readonly utilization: number | null;
  /** `hottest shard`, `messages in hand`, ... */
  readonly of?: string;
}

/** Busy share of a component's servers: of its hottest shard, where one is hotter than all together. */
export function busiest({ utilization, hottestShardUtilization }: ComponentEstimate): number | null {
  const hottest = hottestShardUtilization ?? null;
  return hottest === null ? utilization : Math.max(hottest, utilization ?? 0);
}

/** What is used less than this is not worth a word. */
const NOTABLE = 0.01;

/** What a component runs out of first as its load grows. */
export function fullest(component: ComponentEstimate): Fullest {
  let most: Fullest = { utilization: component.utilization };
  for (const [of, utilization] of limits(component))
    if (utilization !== null && utilization !== undefined && utilization > Math.max(NOTABLE, most.utilization ?? 0))
      most = { utilization, of };
  return most;
}

function* limits(
  component: ComponentEstimate,
): Generator<readonly [of: string, utilization: number | null | undefined]> {
  yield ['hottest shard', component.hottestShardUtilization];
  yield ['busiest instance', component.hottestInstanceUtilization];
  yield ['threads', component.threadUtilization];
  yield ['disk', component.diskUtilization];
  yield ['network', component.networkUtilization];
  yield ['locks', component.lockUtilization];
  for (const [store, utilization] of Object.entries(component.connectionUtilization ?? {}))
    yield [`connections to ${store}`, utilization];
  for (const [queue, utilization] of Object.entries(component.consumerUtilization ?? {}))
    yield [`messages in hand of ${queue}`, utilization];
}
