/** An invariant that the store's isolation level lets transactions break. */
import { invariantShapes } from '../../catalogue/invariants.js';
import { isolation, technologyOf } from '../../catalogue/setting.js';
import type { Component, Invariant } from '../../design/design.js';
import { sayRate } from '../../design/say.js';
import type { Operation } from '../../flow/operations.js';
import type { Anomaly } from '../../guarantees/guarantee.js';
import { anomaliesOf, isIsolation, weakestWithout } from '../../guarantees/isolation.js';
import type { Fix, Rule } from '../rule.js';
import { busiestRate, kept, writesOf } from '../step-rates.js';

export const weakIsolation: Rule = {
  id: 'weak-isolation',
  family: 'acid',
  severity: 'error',
  summary: 'An invariant that the isolation level of its store lets concurrent transactions break.',
  concept: 'isolation anomalies',
  sources: ['Berenson et al., A Critique of ANSI SQL Isolation Levels, SIGMOD 1995, table 4'],
  *check(facts) {
    for (const component of facts.design.components) {
      const store = facts.stores.get(component.id);
      if (store === undefined) continue;
      for (const { item } of kept(facts, component)) {
        const writes = writesOf(facts, component.id, item.id);
        if (writes.length === 0) continue;
        for (const invariant of item.invariants) {
          const broken = breaking(invariant, store.anomalies).filter((anomaly) => !isPrevented(anomaly, writes));
          if (broken.length === 0) continue;
          const rate = busiestRate(facts, writes);
          yield {
            at: store.isolationReason.at,
            message:
              `The invariant of \`${item.id}\`${invariant.text === undefined ? '' : ` (“${invariant.text}”)`} can be broken by ${broken.map(words).join(' and ')}: ` +
              `\`${component.id}\` runs at ${words(store.isolation)}, ${store.isolationReason.because}${rate > 0 ? `, with ${sayRate(rate)} of writes` : ''}.`,
            related: [{ at: invariant.id, message: 'the invariant' }, ...writes.slice(0, 2).map(({ step }) => ({ at: step.id, message: 'a write that may break it' }))],
            help: `Raise the isolation to ${words(weakestWithout(broken))}, or protect the write with a lock or a compare-and-set.`,
            fixes: raise(component, broken),
          };
        }
      }
    }
  },
};

function breaking(invariant: Invariant, anomalies: readonly Anomaly[]): Anomaly[] {
  const shape = invariantShapes.find(({ id }) => id === invariant.shape);
  return (shape?.brokenBy ?? []).filter((anomaly) => anomalies.includes(anomaly));
}

/** A compare-and-set or a lock around every write keeps a lost update out; a lock keeps everything out. */
function isPrevented(anomaly: Anomaly, writes: readonly Operation[]): boolean {
  if (writes.every(({ lock }) => lock !== undefined)) return true;
  const isLost = anomaly === 'lost_update' || anomaly === 'cursor_lost_update';
  return isLost && writes.every(({ step, lock }) => lock !== undefined || (step.kind === 'write' && step.ifUnchanged));
}

/** Raising is offered only as far as the technology goes. */
function raise(component: Component, broken: readonly Anomaly[]): Fix[] {
  const level = weakestWithout(broken);
  const strongest = technologyOf(component.technology)?.isolation?.strongest;
  if (isolation(component) === undefined || strongest === undefined || !isIsolation(strongest)) return [];
  if (anomaliesOf(strongest).some((anomaly) => broken.includes(anomaly))) return [];
  return [{ title: `Set isolation ${level}`, edits: [{ kind: 'set', into: component.id, clause: `isolation ${level}` }] }];
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
