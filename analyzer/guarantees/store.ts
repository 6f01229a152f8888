/**
 * What each store, cache, queue and view promises as configured.
 *
 * Each promise carries the part of the design that makes it so. Levels and defaults come from the catalogue; the reasoning
 * is here and nowhere else, so that rules, estimate and hover agree.
 */
import {
  extraAnomalies,
  isolation,
  quantity,
  replication,
  symbol,
  technologyOf,
  writeAheadLog,
} from '../catalogue/setting.js';
import type { Component, Design } from '../design/design.js';
import type { Lookup } from '../design/lookup.js';
import { sayTime } from '../design/say.js';
import { isStrict } from '../estimate/quorum/staleness-bounds.js';
import { isConsistency } from './consistency.js';
import type { Consistency, Durability, Isolation, Reason, StoreGuarantee } from './guarantee.js';
import { anomaliesOf, isIsolation } from './isolation.js';
import { copiesNeeded } from './quorum.js';

/** Guarantees of every component that keeps data, by component id. */
export function storeGuarantees(design: Design, lookup: Lookup): ReadonlyMap<string, StoreGuarantee> {
  const keepers = design.components.filter(keepsData);
  return new Map(keepers.map((component) => [component.id, storeGuarantee(component, lookup)]));
}

function keepsData(component: Component): boolean {
  return (
    component.stores.length + component.caches.length + component.carries.length > 0 || component.view !== undefined
  );
}

function storeGuarantee(component: Component, lookup: Lookup): StoreGuarantee {
  const [consistency, consistencyReason] = consistencyOf(component, lookup);
  const [level, isolationReason] = isolationOf(component);
  const durability = durabilityOf(component);
  return {
    component: component.id,
    consistency,
    consistencyReason,
    isolation: level,
    isolationReason,
    anomalies: [...new Set([...anomaliesOf(level), ...extraAnomalies(component, level)])],
    durability: durability.level,
    durabilityReason: durability.reason,
    lossWindow: durability.window,
    ...partitionSide(component),
    readsMayBeStale: consistency !== 'linearizable' && consistency !== 'strict_serializable',
  };
}

/** What a read at the usual level of the store sees. */
function consistencyOf(component: Component, lookup: Lookup): [Consistency, Reason] {
  const copy = derivedCopy(component, lookup);
  if (copy !== undefined) return ['eventual', copy];
  const copies = replication(component);
  const at = component.replicas?.id ?? component.id;
  const strongest = singleCopyConsistency(component);
  if (copies === undefined || copies.count <= 1)
    return [strongest, { at: component.id, because: 'there is one copy of each item' }];
  switch (copies.topology) {
    case 'consensus':
      if (copies.read === 'any' || copies.read === 'replica' || copies.read === 'nearest') {
        return ['sequential', { at, because: 'reads are served by any member, which may be behind the majority' }];
      }
      return [strongest, { at, because: 'reads and writes go through a majority' }];
    case 'leader': {
      if (copies.read === 'leader') return [strongest, { at, because: 'reads go to the leader' }];
      if (copies.mode === 'sync')
        return [strongest, { at, because: 'every copy has a write before it is acknowledged' }];
      const sticky = symbol(replicaSettings(component), 'sessions')?.value === 'sticky';
      const because = `reads may go to a follower that is behind (${copies.mode ?? 'async'} replication)`;
      return [
        sticky ? 'monotonic_reads' : 'eventual',
        {
          at: component.replicas?.read?.id ?? at,
          because: sticky ? `${because}; each client keeps its copy` : because,
        },
      ];
    }
    case 'leaderless': {
      const read = copiesNeeded(copies.read ?? 'one', copies.count);
      const write = copiesNeeded(copies.write ?? 'one', copies.count);
      const sum = `R ${read} + W ${write} against N ${copies.count}`;
      if (!isStrict({ replicas: copies.count, read, write }))
        return ['eventual', { at, because: `read and write sets need not meet (${sum})` }];
      const settings = replicaSettings(component);
      if (symbol(settings, 'hints')?.value === 'on')
        return [
          'read_your_writes',
          { at, because: `quorums meet (${sum}), but hinted writes count copies outside the set` },
        ];
      if (symbol(settings, 'resolve')?.value === 'last_write_wins') {
        return [
          'read_your_writes',
          { at, because: `quorums meet (${sum}), but concurrent writes are settled by clocks` },
        ];
      }
      return ['read_your_writes', { at, because: `quorums meet (${sum}); concurrent operations are not ordered` }];
    }
    case 'multi_leader':
      if (copies.mode === 'sync')
        return [
          'read_your_writes',
          { at, because: 'every leader has a write before it is acknowledged, but none orders them' },
        ];
      return ['eventual', { at, because: 'each leader acknowledges writes that the others have not seen' }];
  }
}

/** Caches, views, search indexes and CDNs are copies of something else, however they are configured. */
function derivedCopy(component: Component, lookup: Lookup): Reason | undefined {
  if (component.kind === 'materialized_view')
    return { at: component.id, because: 'a view is refreshed after its source changed' };
  if (component.kind === 'cdn') return { at: component.id, because: 'an edge serves what it fetched earlier' };
  if (component.kind === 'search')
    return { at: component.id, because: 'an index shows a write only after its refresh' };
  if (component.kind === 'warehouse' && quantity(component, 'refresh') !== undefined)
    return { at: component.id, because: 'it shows what was loaded at its last refresh' };
  const reference = component.caches[0];
  if (reference !== undefined) {
    const owners = lookup.storesOf.get(reference.to) ?? [];
    const through =
      symbol(component, 'write_mode')?.value === 'through' && symbol(component, 'invalidate')?.value === 'on_write';
    if (owners.length > 0 && !through) return { at: reference.id, because: 'a cached copy is not told of every write' };
  }
  return undefined;
}

function singleCopyConsistency(component: Component): Consistency {
  const shipped = technologyOf(component.technology)?.consistency?.model;
  return shipped === 'strict_serializable' && isConsistency(shipped) ? shipped : 'linearizable';
}

function isolationOf(component: Component): [Isolation, Reason] {
  const level = isolation(component);
  if (level === undefined || !isIsolation(level.value)) {
    return ['none', { at: component.id, because: 'it has no transactions over several operations' }];
  }
  const said = level.from === 'design' || level.from === 'template';
  return [
    level.value,
    {
      at: level.id ?? component.id,
      because: said ? 'it is set so' : `it is the default of ${component.technology ?? component.kind}`,
    },
  ];
}

interface DurabilityVerdict {
  readonly level: Durability;
  readonly reason: Reason;
  readonly window: number;
}

/** What the crash of one node loses of what was acknowledged. */
function durabilityOf(component: Component): DurabilityVerdict {
  const copies = replication(component);
  const at = component.replicas?.id ?? component.id;
  if (copies !== undefined && copies.count > 1) {
    const waited = acknowledgedCopies(component);
    if (waited >= 2)
      return {
        level: 'replicated',
        reason: { at, because: `${waited} copies have a write before it is acknowledged` },
        window: 0,
      };
  }
  const log = writeAheadLog(component);
  const technology = technologyOf(component.technology);
  if (log !== undefined) {
    const where = log.id ?? component.id;
    const by = log.id === undefined ? `${technology?.title ?? component.kind} as shipped ` : '';
    if (log.mode === 'sync')
      return {
        level: 'logged',
        reason: {
          at: where,
          because: `${by === '' ? 'the log is flushed' : `${by}flushes its log`} before the acknowledgement`,
        },
        window: 0,
      };
    if (log.mode === 'off')
      return {
        level: 'volatile',
        reason: { at: where, because: by === '' ? 'the log is switched off' : `${by}keeps no log` },
        window: Number.POSITIVE_INFINITY,
      };
    // Nobody says how often: the operating system writes its pages back within seconds.
    const every = log.every ?? 1;
    return {
      level: 'window',
      reason: {
        at: where,
        because: `${by === '' ? 'the log is flushed' : `${by}flushes its log`} every ${sayTime(every)}`,
      },
      window: every,
    };
  }
  if (
    component.kind === 'cache' ||
    technology?.lacks.includes('persistence') ||
    technology?.lacks.includes('durable_log')
  ) {
    return {
      level: 'volatile',
      reason: { at: component.id, because: 'it keeps its contents in memory only' },
      window: Number.POSITIVE_INFINITY,
    };
  }
  return {
    level: 'logged',
    reason: { at: component.id, because: 'it writes to disk before it acknowledges' },
    window: 0,
  };
}

/** Copies that have a write when the client is told so, the leader included. */
export function acknowledgedCopies(component: Component): number {
  const copies = replication(component);
  if (copies === undefined) return 1;
  const ack = symbol(component, 'ack')?.value;
  if (ack === 'none') return 0;
  if (ack === 'leader') return 1;
  switch (copies.topology) {
    case 'consensus':
      return Math.floor(copies.count / 2) + 1;
    case 'leaderless':
      return copiesNeeded(copies.write ?? 'one', copies.count);
    case 'leader':
    case 'multi_leader': {
      if (ack === 'all') return Math.max(1, minimumInSync(component));
      if (copies.mode === 'sync') return copies.count;
      if (copies.mode === 'semi_sync') return 1 + (copies.acknowledgements ?? 1);
      return 1;
    }
  }
}

/** Replicas that must be in sync for `ack all` to succeed. */
function minimumInSync(component: Component): number {
  const setting = replicaSettings(component).settings.min_insync?.value;
  return setting?.kind === 'quantity' ? setting.value : 1;
}

function replicaSettings(component: Component): {
  readonly kind: 'replicas';
  readonly settings: Component['settings'];
} {
  return { kind: 'replicas', settings: component.replicas?.settings ?? {} };
}

/** Which side of a partition it takes, and what it trades without one (Abadi 2012). */
function partitionSide(component: Component): Pick<StoreGuarantee, 'partition' | 'pacelc'> {
  const copies = replication(component);
  if (copies === undefined || copies.count <= 1) return { partition: 'single_copy', pacelc: 'PC/EC' };
  switch (copies.topology) {
    case 'consensus':
      return {
        partition: 'consistent',
        pacelc: copies.read === 'any' || copies.read === 'nearest' ? 'PC/EL' : 'PC/EC',
      };
    case 'leader':
      if (copies.read !== 'leader' && copies.mode !== 'sync') return { partition: 'available', pacelc: 'PA/EL' };
      return { partition: 'consistent', pacelc: copies.mode === 'async' ? 'PC/EL' : 'PC/EC' };
    case 'leaderless': {
      const read = copiesNeeded(copies.read ?? 'one', copies.count);
      const write = copiesNeeded(copies.write ?? 'one', copies.count);
      return isStrict({ replicas: copies.count, read, write })
        ? { partition: 'consistent', pacelc: 'PC/EC' }
        : { partition: 'available', pacelc: 'PA/EL' };
    }
    case 'multi_leader':
      return copies.mode === 'sync'
        ? { partition: 'consistent', pacelc: 'PC/EC' }
        : { partition: 'available', pacelc: 'PA/EL' };
  }
}
