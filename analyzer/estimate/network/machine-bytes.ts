import { writeAheadLog } from '../../catalogue/setting.js';
import type { Id } from '../../design/design.js';
import { type Configuration, machinesOf } from './configuration.js';
import { numberOf } from './effective.js';
import type { Solution } from './solve-network.js';
import { sizeOfId } from './storage.js';

/** Busy shares of what bytes pass through in the busiest machine of a component; missing when nothing bounds it. */
export interface ByteLoad {
  readonly disk?: number;
  readonly network?: number;
}

/**
 * Payload per second against the bandwidth of disk and network of one machine.
 *
 * Disk: every copy of what is written is written once, to the log or in its place; `wal off` writes nothing that a request
 * has to wait for. Network: items read leave a store and arrive at who asks, items written go the other way and from the
 * first copy on to the others; the busier direction counts. No headers, no compaction or compression. Machines share the
 * bytes evenly but for the busiest shard.
 */
export function byteLoads(solution: Solution): ReadonlyMap<Id, ByteLoad> {
  const totals = totalsOf(solution);
  return new Map(
    [...totals].flatMap(([id, { written, received, sent }]) => {
      const of = solution.network.configurations.get(id);
      if (of === undefined || of.isSource) return [];
      const share = (of.hottestShare * of.shards) / machinesOf(of);
      const disk = hasLog(of) ? busyShare(written * share, numberOf(of.component, 'disk_bandwidth')) : undefined;
      const network = busyShare(Math.max(received, sent) * share, numberOf(of.component, 'bandwidth'));
      return [
        [id, { ...(disk === undefined ? {} : { disk }), ...(network === undefined ? {} : { network }) }] as const,
      ];
    }),
  );
}

const busyShare = (bytes: number, bandwidth: number | undefined): number | undefined =>
  bandwidth !== undefined && bandwidth > 0 ? bytes / bandwidth : undefined;

const hasLog = ({ component }: Configuration): boolean => writeAheadLog(component)?.mode !== 'off';

interface Totals {
  written: number;
  received: number;
  sent: number;
}

/** Bytes per second of all machines of each component together. */
function totalsOf({ network, visits }: Solution): ReadonlyMap<Id, Totals> {
  const totals = new Map<Id, Totals>();
  const at = (id: Id): Totals => {
    const known = totals.get(id) ?? { written: 0, received: 0, sent: 0 };
    totals.set(id, known);
    return known;
  };
  for (const node of network.plan.calls) {
    const bytes = (visits.rates[node.index] ?? 0) * sizeOfId(node.data, network.lookup);
    if (!(bytes > 0)) continue;
    const target = at(node.target);
    const caller = node.caller === undefined ? undefined : at(node.caller);
    if (node.operation !== 'write' && node.operation !== 'publish') {
      target.sent += bytes;
      if (caller !== undefined) caller.received += bytes;
      continue;
    }
    const copies = network.configurations.get(node.target)?.copies?.count ?? 1;
    target.written += bytes * copies;
    target.received += bytes * copies;
    target.sent += bytes * (copies - 1);
    if (caller !== undefined) caller.sent += bytes;
  }
  return totals;
}
