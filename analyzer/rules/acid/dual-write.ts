/** A write and a publish that no transaction joins. */
import { quantity, symbol } from '../../catalogue/setting.js';
import { sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';
import { isSameRun } from '../same-run.js';
import { busiestRate, worstFigure } from '../step-rates.js';

export const dualWrite: Rule = {
  id: 'dual-write',
  family: 'acid',
  severity: 'warning',
  summary: 'A flow writes a store and publishes to a queue in two separate steps: either can be lost.',
  concept: 'atomic commit',
  sources: [
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 11',
    'Richardson, Microservices Patterns, 2018, §3.3 (transactional outbox)',
  ],
  *check(facts) {
    for (const publish of facts.operations) {
      if (
        publish.step.kind !== 'publish' ||
        publish.step.inOutbox ||
        isUnimportant(facts, publish) ||
        isRepeated(facts, publish)
      )
        continue;
      const write = partner(facts, publish);
      if (write === undefined) continue;
      yield {
        at: publish.step.id,
        message:
          `\`${publish.caller}\` writes \`${write.target}\` and publishes to \`${publish.target}\` in two steps: ` +
          `a crash between them, or a second step that fails, does one and not the other${atRisk(facts, write, publish)}.`,
        related: [{ at: write.step.id, message: 'the write' }],
        help: 'Write the message into an outbox table in the same transaction, or publish from the store’s change log.',
        fixes: [
          { title: 'Publish through an outbox', edits: [{ kind: 'append', at: publish.step.id, text: 'in outbox' }] },
        ],
      };
    }
  },
};

/** A write of lasting data by the same component in the same run of the flow. */
function partner(facts: Facts, publish: Operation): Operation | undefined {
  return facts.operations.find((one) => {
    if (
      one.kind !== 'write' ||
      facts.lookup.components.get(one.target)?.kind === 'cache' ||
      !isSameRun(facts, one, publish)
    )
      return false;
    // What one transaction holds together, or fails to, is transaction-across-stores; a saga repairs what is half done.
    return publish.transaction === undefined || one.transaction !== publish.transaction;
  });
}

/** Clicks and likes that nobody misses. */
function isUnimportant(facts: Facts, publish: Operation): boolean {
  const value = facts.lookup.data.get(publish.data ?? '')?.settings.importance?.value;
  return value?.kind === 'symbol' && value.name === 'low';
}

/** A consumer that is given the message again until it has done both does both in the end. */
function isRepeated(facts: Facts, publish: Operation): boolean {
  const queue = facts.lookup.components.get(publish.origin);
  if (!publish.asynchronous || queue === undefined) return false;
  return symbol(queue, 'deliver')?.value !== 'at_most_once' && symbol(queue, 'commit')?.value === 'after_processing';
}

/** What one failure catches: all that comes while the second place is away, and by Little's law the requests inside a publish. */
function atRisk(facts: Facts, write: Operation, publish: Operation): string {
  const rate = busiestRate(facts, [publish]);
  if (rate === 0) return '';
  const gap = worstFigure(facts, publish.target, 'responseTime');
  const caller = facts.lookup.components.get(publish.caller ?? '');
  const instances = caller === undefined ? 1 : (quantity(caller, 'instances')?.value ?? 1);
  const caught = (rate * gap) / instances;
  const crash =
    caught >= 0.1
      ? `; the crash of one of ${sayNumber(instances)} instances catches ${sayNumber(caught)} of them (${sayTime(gap)} a publish)`
      : '';
  const isTold = facts.operations.indexOf(publish) < facts.operations.indexOf(write);
  return `. While \`${isTold ? write.target : publish.target}\` is away, ${sayRate(rate)} are ${isTold ? 'told and never written' : 'written and never told'}${crash}`;
}
