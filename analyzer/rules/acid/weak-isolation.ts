/** An invariant that the store's isolation level lets transactions break. */
import { invariantShapes } from '../../catalogue/invariants.js';
import { extraAnomalies, isolation, technologyOf } from '../../catalogue/setting.js';
import type { Component, DataItem, Invariant } from '../../design/design.js';
import { sayList, sayRate } from '../../design/say.js';
import type { Operation } from '../../flow/operations.js';
import type { Anomaly, Isolation, StoreGuarantee } from '../../guarantees/guarantee.js';
import { anomaliesOf, isIsolation } from '../../guarantees/isolation.js';
import type { Fix, Rule } from '../rule.js';
import { busiestRate, kept, writesOf } from '../step-rates.js';
import { unprotectedUpdates } from './read-modify-write.js';

export const weakIsolation: Rule = {
  id: 'weak-isolation',
  family: 'acid',
  severity: 'error',
  summary: 'An invariant that the isolation level of its store lets concurrent transactions break.',
  concept: 'isolation anomalies',
  sources: ['Berenson et al., A Critique of ANSI SQL Isolation Levels, SIGMOD 1995, table 4'],
  *check(facts) {
    // A read and a write that no transaction joins are read-modify-write: no level would help them.
    const loose = new Set(unprotectedUpdates(facts).map(({ write }) => write.step.id));
    for (const component of facts.design.components) {
      const store = facts.stores.get(component.id);
      if (store === undefined) continue;
      const threatened = kept(facts, component).flatMap(({ item }) => {
        const writes = writesOf(facts, component.id, item.id).filter(({ step }) => !loose.has(step.id));
        return item.invariants.flatMap((invariant) => {
          const broken = writes.length === 0 ? [] : breaking(invariant, store.anomalies, writes);
          return broken.length === 0 ? [] : [{ item, invariant, broken, writes }];
        });
      });
      if (threatened.length === 0) continue;
      // One level is to blame for all of them.
      const broken = [...new Set(threatened.flatMap((one) => one.broken))];
      const writes = [...new Set(threatened.flatMap((one) => one.writes))];
      const rate = busiestRate(facts, writes);
      yield {
        at: store.isolationReason.at,
        message:
          `The ${threatened.length === 1 ? 'invariant' : 'invariants'} of ${sayList(threatened.map(named))} can be broken by ${sayList(broken.map(words))}: ` +
          `\`${component.id}\` ${runs(store)}${rate > 0 ? `, with ${sayRate(rate)} of writes` : ''}.`,
        related: [
          ...threatened.map(({ invariant }) => ({ at: invariant.id, message: 'the invariant' })),
          ...writes.slice(0, 2).map(({ step }) => ({ at: step.id, message: 'a write that may break it' })),
        ],
        ...remedy(component, broken, writes),
      };
    }
  },
};

function named({ item, invariant }: { readonly item: DataItem; readonly invariant: Invariant }): string {
  return `\`${item.id}\`${invariant.text === undefined ? '' : ` (“${invariant.text}”)`}`;
}

/** What mends it: a level, where transactions run at one. */
function remedy(
  component: Component,
  broken: readonly Anomaly[],
  writes: readonly Operation[],
): { readonly help: string; readonly fixes: readonly Fix[] } {
  const level = weakestLevel(component, broken);
  if (level === undefined) return { help: 'Protect the writes with a lock or a compare-and-set.', fixes: [] };
  // A level says nothing of a statement that stands alone.
  if (writes.every(({ transaction }) => transaction === undefined)) {
    return {
      help: `Put the check and the write into one \`transaction { … }\` at ${words(level)}, or protect the writes with a lock or a compare-and-set.`,
      fixes: [],
    };
  }
  return {
    help: `Raise the isolation to ${words(level)}, or protect the writes with a lock or a compare-and-set.`,
    fixes: [
      { title: `Set isolation ${level}`, edits: [{ kind: 'set', into: component.id, clause: `isolation ${level}` }] },
    ],
  };
}

/** Shapes about one item alone, which a compare-and-set of that item keeps. */
const ofOneItem = new Set(['counter', 'unique']);

/** Those of `anomalies` that break the invariant although the writes may be protected. */
export function breaking(invariant: Invariant, anomalies: readonly Anomaly[], writes: readonly Operation[]): Anomaly[] {
  const isSet = ({ step, lock }: Operation) => lock !== undefined || (step.kind === 'write' && step.ifUnchanged);
  if (writes.every(({ lock }) => lock !== undefined) || (ofOneItem.has(invariant.shape) && writes.every(isSet)))
    return [];
  const shape = invariantShapes.find(({ id }) => id === invariant.shape);
  const prevented: readonly Anomaly[] = writes.every(isSet) ? ['lost_update', 'cursor_lost_update', 'dirty_write'] : [];
  return (shape?.brokenBy ?? []).filter((anomaly) => anomalies.includes(anomaly) && !prevented.includes(anomaly));
}

const ascending: readonly Isolation[] = [
  'read_committed',
  'cursor_stability',
  'snapshot',
  'repeatable_read',
  'serializable',
];

/** The cheapest level of this technology that keeps all of `broken` out; `undefined` when it has none. */
function weakestLevel(component: Component, broken: readonly Anomaly[]): Isolation | undefined {
  const row = technologyOf(component.technology)?.isolation;
  if (isolation(component) === undefined) return undefined;
  const strongest = row?.strongest ?? 'serializable';
  if (!isIsolation(strongest)) return undefined;
  // Where repeatable read is made of snapshots there is no level called snapshot besides.
  const named = ascending.filter((level) => level !== 'snapshot' || row?.alsoAllows?.repeatable_read === undefined);
  return named.slice(0, named.indexOf(strongest) + 1).find((level) => {
    const allowed = [...anomaliesOf(level), ...extraAnomalies(component, level)];
    return !broken.some((anomaly) => allowed.includes(anomaly));
  });
}

function runs(store: StoreGuarantee): string {
  if (store.isolation === 'none') return 'has no transactions over several operations';
  return `runs at ${words(store.isolation)}, ${store.isolationReason.because === 'it is set so' ? 'as set here' : store.isolationReason.because.replace(/^it is/, 'which is')}`;
}

/** A level or an anomaly as people say it. */
export function words(name: string): string {
  return name.replaceAll('_', ' ');
}
