import { quantity } from '../../catalogue/setting.js';
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
    case 'leader': {
      const writes =
        copies.mode === 'sync' ? count : copies.mode === 'semi_sync' ? Math.min(count, copies.acknowledgements + 1) : 1;
      return [1, writes];
    }
    default:
      return [1, 1];
  }
}
