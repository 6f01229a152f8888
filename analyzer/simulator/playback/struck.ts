import type { Id } from '../../design/design.js';
import type { Struck } from './with-fault.js';

/**
 * What a fault must name to befall a machine of a playback, whoever leads by then: `accounts.leader` is the first leader of its store,
 * and so the first of the machines that lead. `undefined` for what is no machine, such as a partition.
 */
export function struckOf(machine: string, machines: readonly { readonly id: string }[]): Struck | undefined {
  const words = machine.split('.');
  const [to = ''] = words;
  const shard = words[1] === 'shard' ? Number(words[2]) : 1;
  const [role, number] = words[1] === 'shard' ? [words[3], words[4]] : [words[1], words[2]];
  if (words.length === 1) return { to };
  switch (role) {
    case undefined:
      return { to, part: 'shard', number: shard };
    case 'leader':
      return { to, part: 'instance', number: shard };
    case 'replica':
      return { to, part: 'replica', number: (shard - 1) * replicasOf(to, machines) + Number(number) };
    case 'instance':
      return { to, part: 'instance', number: Number(number) };
    default:
      return undefined;
  }
}

/** Replicas of one shard: as many as the first one has. */
function replicasOf(component: Id, machines: readonly { readonly id: string }[]): number {
  const pattern = new RegExp(`^${component}\\.(shard\\.1\\.)?replica\\.\\d+$`, 'u');
  return machines.filter(({ id }) => pattern.test(id)).length;
}
