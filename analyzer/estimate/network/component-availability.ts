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

/**
 * k of n: as many instances must be up as carry the load, as many copies as the operation needs.
 *
 * Instances fail independently; fail-over takes no time (its windows are `electionDowntime` and `rto`). An availability
 * stated by the technology for a managed service is that of the whole.
 */
export function componentAvailability(of: Configuration, utilization: number): ComponentAvailability {
  const { component, copies, instances } = of;
  if (of.isSource) return { read: 1, write: 1, assumption: 'clients are not counted' };
  const stated = quantity(component, 'availability');
  const isWritten = stated?.from === 'design' || stated?.from === 'template';
  const broken = of.breakdowns;
  const part =
    !isWritten && broken !== undefined ? availabilityOf(broken.meanUp, broken.meanRepair) : (stated?.value ?? 1);
  if (of.isDelay || (stated?.from === 'technology' && component.replicas === undefined)) {
    return { read: part, write: part, assumption: 'the whole service has this availability' };
  }
  if (copies === undefined || copies.count <= 1) {
    const needed = Math.min(instances, Math.max(1, Math.ceil(Math.min(1, utilization) * instances - 1e-9)));
    const available = atLeast(needed, instances, part);
    return { read: available, write: available, assumption: `${needed} of ${instances} instances carry the load` };
  }
  const { count } = copies;
  const isManual = (component.replicas?.election ?? component.election)?.by === 'manual';
  if (copies.topology === 'leader' && isManual) {
    return { read: part, write: part, assumption: 'the leader alone: a person must promote another copy' };
  }
  const [reads, writes] = needs(of, count);
  return {
    read: atLeast(reads, count, part),
    write: atLeast(writes, count, part),
    assumption: `${reads} of ${count} copies for a read, ${writes} for a write`,
  };
}

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
