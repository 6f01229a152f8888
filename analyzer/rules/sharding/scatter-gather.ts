/** A read by something other than the shard key asks every shard. */
import { sayRate, sayRatio } from '../../design/say.js';
import type { Component } from '../../design/design.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const scatterGather: Rule = {
  id: 'scatter-gather',
  family: 'sharding',
  severity: 'warning',
  summary: 'A lookup by a field that is not the shard key asks every shard.',
  concept: 'partitioned secondary access',
  sources: ['Kleppmann, Designing Data-Intensive Applications, 2017, ch. 6', 'Dean, Barroso, The Tail at Scale, CACM 2013'],
  *check(facts) {
    for (const read of facts.operations) {
      const { step } = read;
      if ((step.kind !== 'read' && step.kind !== 'query') || step.by === undefined) continue;
      const component = facts.lookup.components.get(read.target);
      if (component === undefined || !isScattered(component, step.by)) continue;
      const count = component.shards?.count ?? 1;
      const rate = busiestRate(facts, [read]);
      yield {
        at: step.id,
        message:
          `\`${step.by}\` is not the shard key of \`${component.id}\`: each lookup asks all ${count} shards` +
          `${rate > 0 ? ` (${sayRate(rate)} become ${sayRate(rate * count)})` : ''}, and ${sayRatio(1 - 0.99 ** count)} of them wait for a shard that is over its p99.`,
        related: [{ at: component.shards?.id ?? component.id, message: `sharded by ${key(component)}` }],
        help: `Keep a global index (\`index ${step.by} global\`), or a copy sharded by \`${step.by}\`.`,
        fixes: [{ title: `Add a global index on ${step.by}`, edits: [{ kind: 'set', into: component.id, clause: `index ${step.by} global` }] }],
      };
    }
  },
};

function isScattered(component: Component, field: string): boolean {
  const { shards } = component;
  if (shards === undefined || shards.count < smallestFanOut || shards.by.scheme === 'vertical') return false;
  return !shards.by.key.includes(field) && !component.indexes.some(({ fields, scope }) => scope === 'global' && fields[0] === field);
}

/** With two shards a lookup asks one too many; that is not worth a word. */
const smallestFanOut = 3;

function key(component: Component): string {
  return component.shards === undefined || component.shards.by.scheme === 'vertical' ? '' : component.shards.by.key.join(', ');
}
