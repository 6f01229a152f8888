/** Effective values of stores that are more than one setting: work by operation, isolation, replication. */
import type { Component, CopyCount, Id, ReadTarget, Replicas, ReplicationMode } from '../design/design.js';
import type { Distribution } from '../design/distribution.js';
import type { Anomaly } from '../guarantees/guarantee.js';
import { type Effective, kindOf, law, settingSpec, symbol, technologyOf } from './effective.js';
import { assumed, recalled } from './source.js';
import type { OperationKind, Source } from './types.js';

/** How copies are kept, every gap filled. */
export interface EffectiveReplication {
  /** All copies, the leader included. */
  readonly count: number;
  readonly topology: Replicas['topology'];
  readonly mode?: ReplicationMode;
  /** `semi_sync K`: acknowledgements waited for besides the leader's. */
  readonly acknowledgements?: number;
  readonly read?: ReadTarget;
  readonly write?: CopyCount;
  readonly from: 'design' | 'template' | 'technology';
  readonly source?: Source;
  /** `orders.replicas`, when the design says so. */
  readonly id?: Id;
}

/**
 * Time one core is busy with one operation: `read_work` and the like, then `work`, as the design says; then the same of the
 * technology, then of the kind. `undefined` when nobody says (a client, an unknown kind).
 */
export function operationWork(component: Component, operation: OperationKind): Effective<Distribution> | undefined {
  const special = `${operation}_work`;
  const said = written(component, special) ?? written(component, 'work');
  if (said !== undefined) return said;
  const technology = technologyOf(component.technology);
  const row = technology?.work?.[operation];
  if (row !== undefined && typeof row.value === 'number') {
    return { value: { law: 'exponential', mean: row.value }, from: 'technology', source: row.source };
  }
  const general = law(component, 'work');
  if (general?.from === 'technology') return general;
  const kind = kindOf(component.kind)?.defaults[special];
  if (kind !== undefined && typeof kind.value === 'number' && settingSpec(component.kind, special) !== undefined) {
    return { value: { law: 'exponential', mean: kind.value }, from: 'kind', source: kind.source };
  }
  return general ?? asRead(component);
}

/** Isolation of transactions; `undefined` when there are none (the technology has no row for it, or it is no database). */
export function isolation(component: Component): Effective<string> | undefined {
  const level = symbol(component, 'isolation');
  if (level !== undefined && (level.from === 'design' || level.from === 'template')) return level;
  const technology = technologyOf(component.technology);
  if (technology === undefined) return level;
  const row = technology.isolation;
  return row === undefined ? undefined : { value: row.default, from: 'technology', source: row.source };
}

/** Anomalies that the technology's level of that name lets happen beyond the textbook's (InnoDB's lost updates). */
export function extraAnomalies(component: Component, level: string): readonly Anomaly[] {
  const also = technologyOf(component.technology)?.isolation?.alsoAllows;
  return also !== undefined && Object.hasOwn(also, level) ? (also[level] ?? []) : [];
}

/** What the log does: as the design says, else as the technology ships; `undefined` when nobody says. */
export interface EffectiveLog {
  readonly mode: 'sync' | 'async' | 'off';
  /** `async`: seconds between flushes; missing: the operating system decides. */
  readonly every?: number;
  readonly from: 'design' | 'template' | 'technology';
  readonly source?: Source;
  readonly id?: Id;
}

export function writeAheadLog(component: Component): EffectiveLog | undefined {
  const { log } = component;
  if (log !== undefined) {
    return {
      mode: log.mode,
      ...(log.every === undefined ? {} : { every: log.every }),
      from: log.provenance.by,
      id: log.id,
    };
  }
  const row = technologyOf(component.technology)?.log;
  return row === undefined ? undefined : { ...row, from: 'technology' };
}

/** How copies are kept; `undefined` when the design says nothing and the technology keeps one copy by itself. */
export function replication(component: Component): EffectiveReplication | undefined {
  if (!replications.has(component)) replications.set(component, replicationOf(component));
  return replications.get(component);
}

/** Everybody asks, and a component never changes. */
const replications = new WeakMap<Component, EffectiveReplication | undefined>();

function replicationOf(component: Component): EffectiveReplication | undefined {
  const technology = technologyOf(component.technology)?.replication;
  const { replicas } = component;
  if (replicas === undefined) {
    return technology === undefined
      ? undefined
      : { ...levels(technology.topology), ...withoutSource(technology), from: 'technology', source: technology.source };
  }
  const shipped = technology?.topology === replicas.topology ? technology : undefined;
  const mode = replicas.mode ?? shipped?.mode ?? levels(replicas.topology).mode;
  const read = replicas.read?.from ?? shipped?.read ?? levels(replicas.topology).read;
  const write = replicas.write?.level ?? shipped?.write ?? levels(replicas.topology).write;
  return {
    count: replicas.count,
    topology: replicas.topology,
    ...(mode === undefined ? {} : { mode }),
    ...(replicas.acknowledgements === undefined
      ? mode === 'semi_sync'
        ? { acknowledgements: 1 }
        : {}
      : { acknowledgements: replicas.acknowledgements }),
    ...(read === undefined ? {} : { read }),
    ...(write === undefined ? {} : { write }),
    from: replicas.provenance.by,
    id: replicas.id,
  };
}

interface Levels {
  readonly mode?: ReplicationMode;
  readonly read?: ReadTarget;
  readonly write?: CopyCount;
  readonly source: Source;
}

/** What each topology does when neither design nor technology says. */
export const topologyDefaults: Readonly<Record<Replicas['topology'], Levels>> = {
  leader: {
    mode: 'async',
    read: 'leader',
    source: assumed(
      'clients use the leader’s address unless reads are sent elsewhere; asynchronous is what PostgreSQL, MySQL and Redis ship',
    ),
  },
  multi_leader: {
    mode: 'async',
    read: 'nearest',
    source: assumed('several leaders exist so that clients use the one nearby'),
  },
  leaderless: { read: 'one', write: 'one', source: recalled('the Apache Cassandra documentation, CONSISTENCY: ONE') },
  consensus: {
    read: 'leader',
    source: recalled('Ongaro, Ousterhout, Raft, USENIX ATC 2014, §8: clients talk to the leader'),
  },
};

function levels(topology: Replicas['topology']): Omit<Levels, 'source'> {
  return withoutSource(topologyDefaults[topology]);
}

function withoutSource<T extends { readonly source: Source }>(row: T): Omit<T, 'source'> {
  const { source: _, ...rest } = row;
  return rest;
}

function written(component: Component, name: string): Effective<Distribution> | undefined {
  if (!Object.hasOwn(component.settings, name)) return undefined;
  const own = law(component, name);
  return own?.from === 'design' || own?.from === 'template' ? own : undefined;
}

/** Kinds that have work only by operation: what `call` costs is what a read costs. */
function asRead(component: Component): Effective<Distribution> | undefined {
  return settingSpec(component.kind, 'read_work') === undefined ? undefined : law(component, 'read_work');
}
