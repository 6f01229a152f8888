/** A clause that the named technology does not have. */
import { technologyOf } from '../../catalogue/setting.js';
import type { Capability, Technology } from '../../catalogue/types.js';
import type { Component, Id } from '../../design/design.js';
import type { Facts } from '../../facts.js';
import type { Isolation } from '../../guarantees/guarantee.js';
import { anomaliesOf, isIsolation } from '../../guarantees/isolation.js';
import type { Rule } from '../rule.js';

export const unsupportedByTechnology: Rule = {
  id: 'unsupported-by-technology',
  family: 'hygiene',
  severity: 'error',
  summary: 'The design asks a technology for something it does not do.',
  concept: 'product capabilities',
  sources: ['Product documentation, as named in docs/technologies.md'],
  *check(facts) {
    for (const component of facts.design.components) {
      const technology = technologyOf(component.technology);
      if (technology === undefined) continue;
      for (const { at, what } of [...clauses(component, technology), ...steps(facts, component, technology)]) {
        yield {
          at,
          message: `${technology.title} has no ${what}.`,
          related:
            at === component.id ? [] : [{ at: component.id, message: `\`${component.id}\` is ${technology.title}` }],
          help: 'Choose a technology that has it, or design without it.',
        };
      }
    }
  },
};

interface Lack {
  readonly at: Id;
  readonly what: string;
}

function* clauses(component: Component, technology: Technology): Generator<Lack> {
  const lacks = (capability: Capability) => technology.lacks.includes(capability);
  const { replicas, log } = component;
  if (replicas?.topology === 'leaderless' && lacks('leaderless'))
    yield { at: replicas.id, what: 'leaderless replication' };
  if (
    replicas !== undefined &&
    replicas.topology === 'leader' &&
    replicas.mode === 'sync' &&
    lacks('synchronous_replication')
  ) {
    yield { at: replicas.id, what: 'synchronous replication' };
  }
  if (log !== undefined && log.mode !== 'off' && lacks('durable_log')) yield { at: log.id, what: 'write-ahead log' };
  for (const index of component.indexes)
    if (lacks('secondary_indexes')) yield { at: index.id, what: 'secondary indexes' };
  const { max_length: length } = component.settings;
  if (length !== undefined && lacks('bounded_length')) yield { at: length.id, what: 'bound on waiting messages' };
  const isolation = component.settings.isolation;
  if (isolation?.value.kind === 'symbol' && technology.isolation !== undefined) {
    const { strongest } = technology.isolation;
    if (isStronger(isolation.value.name, strongest)) yield { at: isolation.id, what: `isolation above ${strongest}` };
  }
}

function* steps(facts: Facts, component: Component, technology: Technology): Generator<Lack> {
  for (const { step, at } of facts.visits(component.id)) {
    if (step.kind === 'write' && step.ifUnchanged && technology.lacks.includes('conditional_writes'))
      yield { at, what: 'conditional writes (`if unchanged`)' };
    if (step.kind === 'query' && step.shape === 'range' && technology.lacks.includes('range_scans'))
      yield { at, what: 'range scans' };
  }
}

/** Whether `level` forbids an anomaly that `strongest` lets happen. */
function isStronger(level: string, strongest: string): boolean {
  if (!isIsolation(level) || !isIsolation(strongest)) return false;
  const forbidden = (one: Isolation) => new Set(anomaliesOf(one));
  return [...forbidden(strongest)].some((anomaly) => !forbidden(level).has(anomaly));
}
