/** Data that outgrows the disks before it is deleted. */
import { quantity, replication } from '../../catalogue/setting.js';
import type { Component, DataItem, Id } from '../../design/design.js';
import { sayNumber, saySize, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { figureOf } from '../amount.js';
import type { Report, Rule } from '../rule.js';

const DAY = 86_400;

/** Bytes of the largest volume of Amazon EBS (io2 Block Express: 64 TiB); larger disks are not for sale everywhere. */
const largestDisk = 64 * 2 ** 40;

export const storageFull: Rule = {
  id: 'storage-full',
  family: 'capacity',
  severity: 'warning',
  summary: 'What a store keeps outgrows its disks before anything is deleted.',
  concept: 'capacity planning of storage',
  sources: ['Beyer et al., Site Reliability Engineering, 2016, ch. 18'],
  thresholds: {
    horizon: { default: 365, summary: 'Days for which disks must last when nothing is ever deleted.' },
    target: { default: 0.8, summary: 'Used share of the disks that the suggested size leads to.' },
  },
  *check(facts) {
    for (const component of facts.design.components) {
      const disk = quantity(component, 'disk');
      const growth = disk === undefined ? undefined : largestGrowth(facts, component);
      if (disk === undefined || growth === undefined) continue;
      const machines = machinesOf(component);
      const room = disk.value * machines;
      const horizon = facts.threshold('storage-full', 'horizon');
      const wanted = growth.inTheEnd ?? growth.now + growth.perDay * horizon;
      if (wanted <= room) continue;
      yield {
        at: disk.id ?? component.id,
        message: `${saysWhat(component, growth, wanted, horizon)}, and ${sayNumber(machines)} disks of ${saySize(disk.value)} hold ${saySize(room)}: ${saysWhen(growth, room)}.`,
        related: growth.items.map((item) => ({ at: reasonOf(item), message: `\`${item.id}\` grows` })),
        ...larger(component.id, wanted / machines / facts.threshold('storage-full', 'target')),
      };
    }
  },
};

/** Bytes of all copies. */
interface Growth {
  readonly now: number;
  readonly perDay: number;
  /** When as much is deleted as comes; `undefined`: nothing is ever deleted. */
  readonly inTheEnd: number | undefined;
  /** What grows. */
  readonly items: readonly DataItem[];
}

/** Under the workload that brings the most; `undefined` when nothing grows or its size is not known. */
function largestGrowth(facts: Facts, component: Component): Growth | undefined {
  const items = component.stores.flatMap(({ to }) => facts.lookup.data.get(to) ?? []);
  const copies = replication(component)?.count ?? 1;
  const now = items.reduce((sum, item) => sum + (figureOf(item, 'count') ?? 0) * (figureOf(item, 'size') ?? 0), 0);
  const growing = items.filter((item) => (figureOf(item, 'grows') ?? 0) > 0);
  const isKept = component.stores.length > 0 && growing.every((item) => figureOf(item, 'keep') === undefined);
  const all = facts.estimates.flatMap(({ components }): Growth[] => {
    const { storage, storagePerDay } = components[component.id] ?? {};
    if (storagePerDay === undefined || storagePerDay === null || storagePerDay <= 0) return [];
    if ((storage ?? undefined) === undefined && !isKept) return [];
    return [{ now: now * copies, perDay: storagePerDay, inTheEnd: storage ?? undefined, items: growing }];
  });
  return all.sort((a, b) => b.perDay - a.perDay)[0];
}

/** Machines with a disk each. */
function machinesOf(component: Component): number {
  const copies = replication(component)?.count ?? 1;
  const instances = quantity(component, 'instances')?.value ?? 1;
  if (component.kind === 'queue') return instances;
  return component.replicas === undefined && component.shards === undefined
    ? Math.max(copies, instances)
    : copies * (component.shards?.count ?? 1);
}

function saysWhat({ id, kind }: Component, { inTheEnd, perDay }: Growth, wanted: number, horizon: number): string {
  if (inTheEnd === undefined)
    return `\`${id}\` grows by ${saySize(perDay)} a day, nothing is ever deleted: ${saySize(wanted)} in ${sayTime(horizon * DAY)}`;
  return kind === 'queue'
    ? `\`${id}\` keeps ${saySize(wanted)} until its messages expire`
    : `\`${id}\` keeps ${saySize(wanted)} in the end, ${saySize(perDay)} more a day until then`;
}

function saysWhen({ now, perDay }: Growth, room: number): string {
  return now > room ? 'what is there already does not fit' : `full after ${sayTime(((room - now) / perDay) * DAY)}`;
}

/** Where the data says how long it stays, or that it grows. */
function reasonOf(item: DataItem): Id {
  return item.settings.keep?.id ?? item.settings.grows?.id ?? item.id;
}

/** Disks of `bytes` each, or a way without them. */
function larger(id: Id, bytes: number): Pick<Report, 'help' | 'fixes'> {
  const unit = bytes > 1e12 ? 1e12 : 1e9;
  const size = `${Math.ceil(bytes / unit)} ${unit === 1e12 ? 'TB' : 'GB'}`;
  if (bytes > largestDisk)
    return { help: 'Keep it for less time, move what is old to a bucket, or split it over shards.' };
  return {
    help: `Disks of ${size} would do; or keep it for less time, or move what is old to a bucket.`,
    fixes: [{ title: `Use disks of ${size}`, edits: [{ kind: 'set', into: id, clause: `disk ${size}` }] }],
  };
}
