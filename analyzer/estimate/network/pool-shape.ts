import { type Configuration, messagesAtOnce } from './configuration.js';
import type { Role } from './demand.js';
import type { Policy, PoolShape } from './pool.js';

/** Queues that a component consumes from. */
export interface Consumption {
  readonly queues: readonly Configuration[];
  /** Nothing else brings it work. */
  readonly isOnly: boolean;
}

/** The units of a component in a role, and how the stream of requests is split over them. */
export function poolShape(
  target: Configuration,
  role: Role,
  consumption: Consumption | undefined,
  sender: Policy | undefined,
): PoolShape {
  const { copies, shards } = target;
  const count = copies?.count ?? 1;
  const isLed = !target.isSpread && (copies?.topology === 'leader' || copies?.topology === 'consensus');
  const instances = consumers(target.instances, consumption);
  const units =
    role === 'follower'
      ? shards * Math.max(1, count - 1)
      : isLed
        ? shards
        : count > 1
          ? Math.max(instances, shards * count)
          : shards * instances;
  // Copies of the busiest shard are as busy as their leader.
  const peak = target.hottestShare * shards;
  const dealt = consumption === undefined ? undefined : partitionDeal(units, consumption);
  return {
    units,
    servers: target.isDelay ? Infinity : target.cores,
    policy: policyOf(target, consumption, sender),
    discipline: target.discipline,
    limit: target.limit,
    waitsAtDoor: target.component.whenFull?.action === 'block',
    meanPatience: target.meanPatience,
    slowing: target.slowing,
    breakdowns: target.breakdowns,
    hottestShare: Math.min(1, dealt?.share ?? peak / units),
    hottestUnits: dealt?.units ?? 1,
    messages: messagesTo(target, consumption),
  };
}

function messagesTo(target: Configuration, consumption: Consumption | undefined): PoolShape['messages'] {
  const [queue, other] = consumption?.queues ?? [];
  if (consumption?.isOnly !== true || queue === undefined || other !== undefined) return undefined;
  if (messagesAtOnce(target, queue) > target.cores) return undefined;
  return queue.partitions === undefined ? 'to_any' : 'to_owner';
}

/** Instances that get work: a consumer beyond the number of partitions has none to read from. */
function consumers(instances: number, consumption: Consumption | undefined): number {
  if (consumption === undefined) return instances;
  const partitions = consumption.queues.map((queue) => queue.partitions ?? Infinity);
  return Math.max(1, Math.min(instances, Math.max(...partitions)));
}

function policyOf(target: Configuration, consumption: Consumption | undefined, sender: Policy | undefined): Policy {
  if (isByKey(target, consumption)) return 'random';
  // A queue without partitions hands its messages round.
  const isHandedRound = consumption?.isOnly === true && consumption.queues.every((of) => of.partitions === undefined);
  return isHandedRound ? 'round_robin' : (sender ?? target.policy ?? 'random');
}

/** Kinds whose requests go where their key is. */
const keyed = new Set(['cache', 'queue', 'database', 'search', 'bucket']);

/**
 * Whether a key decides the unit, so that no sender can even out the queues.
 *
 * A hash of the key splits a Poisson stream into independent Poisson streams, one for each shard or partition.
 */
function isByKey({ component, shards }: Configuration, consumption: Consumption | undefined): boolean {
  if (keyed.has(component.kind) || shards > 1) return true;
  return consumption?.isOnly === true && consumption.queues.every((queue) => queue.fullestPartition !== undefined);
}

/**
 * The busiest consumers of a partitioned queue: partitions are dealt out whole, so that 8 partitions make two of 6
 * instances twice as busy as the others, and the instance with the fullest partition has its load besides its other parts.
 * Missing when more than one queue, or somebody's calls, bring work.
 */
function partitionDeal(
  units: number,
  { queues, isOnly }: Consumption,
): { readonly share: number; readonly units: number } | undefined {
  const [queue, other] = queues;
  const partitions = queue?.partitions;
  if (!isOnly || queue === undefined || other !== undefined || partitions === undefined) return undefined;
  const most = Math.ceil(partitions / units);
  const withMost = partitions % units === 0 ? units : partitions % units;
  const fullest = queue.fullestPartition ?? 1 / partitions;
  const rest = partitions > 1 ? ((partitions / units - 1) * (1 - fullest)) / (partitions - 1) : 0;
  const hottest = fullest + rest;
  return hottest > (most / partitions) * (1 + 1e-9)
    ? { share: hottest, units: 1 }
    : { share: most / partitions, units: withMost };
}
