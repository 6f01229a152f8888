/** Secondary indexes of sharded stores that are of the wrong kind for how often they are read and written. */

import type { Component, Index } from '../../design/design.js';
import { sayNumber, sayRate, sayRatio } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { isRouted } from '../../flow/access-path.js';
import type { Operation } from '../../flow/operations.js';
import type { Report, Rule } from '../rule.js';
import { busiestRate, writesOf } from '../step-rates.js';

/** With two shards a lookup asks one too many; that is not worth a word. */
const smallestFanOut = 3;

export const localIndexFanOut: Rule = {
  id: 'local-index-fan-out',
  family: 'sharding',
  severity: 'warning',
  summary:
    'A local secondary index that is looked up often asks every shard; a global one that is written often changes a second one.',
  concept: 'document-partitioned and term-partitioned indexes',
  sources: [
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 6',
    'Dean, Barroso, The Tail at Scale, CACM 2013',
  ],
  thresholds: {
    ratio: {
      default: 10,
      summary: 'Times that a global index costs what a local one would, from which it is reported.',
    },
  },
  *check(facts) {
    for (const component of facts.design.components) {
      const { shards } = component;
      if (shards === undefined || shards.by.scheme === 'vertical' || shards.count < smallestFanOut) continue;
      for (const index of component.indexes) {
        const lookups = facts.visits(component.id).filter((one) => isBy(one, index.fields[0]));
        if (lookups.length === 0) continue;
        const use = useOf(facts, component, index, lookups, shards.count);
        if (index.scope === 'local') yield* local(facts, use);
        else yield* global(facts, use);
      }
    }
  },
};

interface Use {
  readonly component: Component;
  readonly index: Index;
  readonly shards: number;
  readonly lookups: readonly Operation[];
  /** Lookups by its field, per second. */
  readonly reads: number;
  /** Writes of what is looked up, per second. */
  readonly writes: number;
}

function useOf(facts: Facts, component: Component, index: Index, lookups: readonly Operation[], shards: number): Use {
  const data = new Set(lookups.flatMap((one) => one.data ?? []));
  const writes = [...data].flatMap((id) => writesOf(facts, component.id, id));
  return { component, index, shards, lookups, reads: busiestRate(facts, lookups), writes: busiestRate(facts, writes) };
}

/** Each lookup asks the other shards for nothing, which costs more than keeping the index in order would. */
function* local(facts: Facts, { component, index, shards, lookups, reads, writes }: Use): Generator<Report> {
  const asked = lookups.filter(
    ({ step, data }) =>
      (step.kind === 'read' || step.kind === 'query') && !isRouted(component, facts.lookup.data.get(data ?? ''), step),
  );
  if (asked.length === 0 || (facts.estimates.length > 0 && reads * (shards - 1) <= writes)) return;
  const field = index.fields[0] ?? '';
  const costs = reads > 0 ? ` A global index makes it one, and its writes (${sayRate(writes)}) change two shards.` : '';
  yield {
    at: index.id,
    message:
      `Each shard of \`${component.id}\` has its own index on \`${field}\`: each lookup asks all ${sayNumber(shards)}` +
      `${reads > 0 ? ` (${sayRate(reads)} become ${sayRate(reads * shards)})` : ''}, and ${sayRatio(1 - 0.99 ** shards)} of them wait for a shard that is over its p99.${costs}`,
    related: asked.slice(0, 2).map(({ step }) => ({ at: step.id, message: 'looked up here' })),
    help: `Make the index global, or keep a copy sharded by \`${field}\`.`,
    fixes: [replaceBy(index, 'global')],
  };
}

/** Each write goes on to the shard of the index, later or in a transaction over both, for lookups that hardly come. */
function* global(facts: Facts, { component, index, shards, lookups, reads, writes }: Use): Generator<Report> {
  const spared = reads * (shards - 1);
  if (reads <= 0 || writes < spared * facts.threshold('local-index-fan-out', 'ratio')) return;
  yield {
    at: index.id,
    severity: 'info',
    message:
      `Writes to \`${component.id}\` (${sayRate(writes)}) change a second shard for the global index on \`${index.fields[0]}\`, which is behind until they have, for lookups of ${sayRate(reads)}. ` +
      `With a local index these would ask ${sayRate(spared)} more of the shards, and each write would stay in its own.`,
    related: lookups.slice(0, 2).map(({ step }) => ({ at: step.id, message: 'looked up here' })),
    help: 'Make the index local, if lookups may ask every shard.',
    fixes: [replaceBy(index, 'local')],
  };
}

function isBy({ step }: Operation, field: string | undefined): boolean {
  return (step.kind === 'read' || step.kind === 'query') && step.by !== undefined && step.by === field;
}

function replaceBy({ id, fields }: Index, scope: Index['scope']) {
  const text = `index ${fields.join(', ')} ${scope}`;
  return { title: `Make the index ${scope}`, edits: [{ kind: 'replace' as const, at: id, text }] };
}
