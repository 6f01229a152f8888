import { quantity, symbol } from '../../catalogue/setting.js';
import { atLeast, availabilityOf } from '../reliability/availability.js';
import type { Configuration } from './configuration.js';
import { copiesNeeded } from './copies-needed.js';

/** Share of time that a component answers, by what is asked of it. */
export interface ComponentAvailability {
  readonly read: number;
  readonly write: number;
  readonly assumption: string;
}

/** Parts of a component that are up or down independently of each other, and how many of them must be up. */
export interface NeededMembers {
  readonly count: number;
  /** Share of time that one of them works. */
  readonly availability: number;
  readonly toRead: number;
  readonly toWrite: number;
  readonly assumption: string;
}

/** Share of time that a component answers: k of n members must be up. */
export function componentAvailability(of: Configuration, utilization: number): ComponentAvailability {
  if (of.isSource) return { read: 1, write: 1, assumption: 'clients are not counted' };
  const { count, availability, toRead, toWrite, assumption } = neededMembers(of, utilization);
  const read = atLeast(toRead, count, availability);
  return { read, write: toWrite === toRead ? read : atLeast(toWrite, count, availability), assumption };
}

/**
 * k of n: as many instances must be up as carry the load, as many copies as the operation needs.
 *
 * Instances fail independently; fail-over takes no time (its windows are `electionDowntime` and `rto`). An availability
 * stated by the technology for a managed service is that of the whole.
 */
export function neededMembers(of: Configuration, utilization: number): NeededMembers {
  const { component, copies, instances } = of;
  const stated = quantity(component, 'availability');
  const isWritten = stated?.from === 'design' || stated?.from === 'template';
  const broken = of.breakdowns;
  const part =
    !isWritten && broken !== undefined ? availabilityOf(broken.meanUp, broken.meanRepair) : (stated?.value ?? 1);
  if (of.isDelay || (stated?.from === 'technology' && component.replicas === undefined)) {
    return whole(part, 'the whole service has this availability');
  }
  if (copies === undefined || copies.count <= 1) {
    const needed = Math.min(instances, Math.max(1, Math.ceil(Math.min(1, utilization) * instances - 1e-9)));
    return {
      count: instances,
      availability: part,
      toRead: needed,
      toWrite: needed,
      assumption: `${needed} of ${instances} instances carry the load`,
    };
  }
  const { count } = copies;
  const isManual = (component.replicas?.election ?? component.election)?.by === 'manual';
  if (copies.topology === 'leader' && isManual) {
    return whole(part, 'the leader alone: a person must promote another copy');
  }
  const [reads, writes] = needs(of, count);
  return {
    count,
    availability: part,
    toRead: reads,
    toWrite: writes,
    assumption: `${reads} of ${count} copies for a read, ${writes} for a write`,
  };
}

const whole = (availability: number, assumption: string): NeededMembers => ({
  count: 1,
  availability,
  toRead: 1,
  toWrite: 1,
  assumption,
});

function needs(of: Configuration, count: number): readonly [number, number] {
  const { copies } = of;
  const majority = Math.floor(count / 2) + 1;
  switch (copies?.topology) {
    case 'consensus':
      return [majority, majority];
    case 'leaderless':
      return [copiesNeeded(copies.read, count), copiesNeeded(copies.write, count)];
    case 'leader':
      return [1, Math.min(count, writers(of, count))];
    default:
      return [1, 1];
  }
}

/**
 * Copies that must be up for a write to a leader.
 *
 * A synchronous group goes on with the copies that are in sync, down to `min_insync`; without that word a queue goes on with
 * its leader (Kafka's default is 1) and a database waits for every copy.
 */
function writers({ component, copies }: Configuration, count: number): number {
  const isQueue = component.kind === 'queue';
  if (isQueue && (symbol(component, 'ack')?.value ?? 'all') !== 'all') return 1;
  if (copies?.mode === 'semi_sync') return copies.acknowledgements + 1;
  if (copies?.mode !== 'sync') return 1;
  const least = component.replicas?.settings.min_insync?.value;
  return least?.kind === 'quantity' ? least.value : isQueue ? 1 : count;
}
