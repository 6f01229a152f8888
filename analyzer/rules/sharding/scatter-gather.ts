/** A read by something other than the shard key asks every shard. */
import { technologyOf } from '../../catalogue/setting.js';
import { sayRate, sayRatio } from '../../design/say.js';
import { isRouted } from '../../flow/access-path.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

/** With two shards a lookup asks one too many; that is not worth a word. */
const smallestFanOut = 3;

export const scatterGather: Rule = {
  id: 'scatter-gather',
  family: 'sharding',
  severity: 'warning',
  summary: 'A lookup by a field that is not the shard key asks every shard.',
  concept: 'partitioned secondary access',
  sources: [
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 6',
    'Dean, Barroso, The Tail at Scale, CACM 2013',
  ],
  *check(facts) {
    for (const read of facts.operations) {
      const { step } = read;
      if ((step.kind !== 'read' && step.kind !== 'query') || step.by === undefined) continue;
      const component = facts.lookup.components.get(read.target);
      const { shards } = component ?? {};
      if (
        component?.kind !== 'database' ||
        shards === undefined ||
        shards.by.scheme === 'vertical' ||
        shards.count < smallestFanOut
      )
        continue;
      if (isRouted(component, facts.lookup.data.get(read.data ?? ''), step)) continue;
      // An index in each shard has a rule of its own, which weighs its lookups against its writes.
      if (component.indexes.some(({ fields, scope }) => scope === 'local' && fields[0] === step.by)) continue;
      const { count } = shards;
      const rate = busiestRate(facts, [read]);
      const lacksIndexes = technologyOf(component.technology)?.lacks.includes('secondary_indexes') === true;
      yield {
        at: step.id,
        message:
          `\`${step.by}\` is not the shard key of \`${component.id}\`: each lookup asks all ${count} shards` +
          `${rate > 0 ? ` (${sayRate(rate)} become ${sayRate(rate * count)})` : ''}, and ${sayRatio(1 - 0.99 ** count)} of them wait for a shard that is over its p99.`,
        related: [{ at: shards.id, message: `sharded by ${shards.by.key.join(', ')}` }],
        help: `Keep ${lacksIndexes ? '' : `a global index (\`index ${step.by} global\`), or `}a copy sharded by \`${step.by}\`.`,
        fixes: lacksIndexes
          ? []
          : [
              {
                title: `Add a global index on ${step.by}`,
                edits: [{ kind: 'set', into: component.id, clause: `index ${step.by} global` }],
              },
            ],
      };
    }
  },
};
