/** A write and a publish that no transaction joins. */
import { quantity } from '../../catalogue/setting.js';
import { sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';
import { busiestRate, worstFigure } from '../step-rates.js';

export const dualWrite: Rule = {
  id: 'dual-write',
  family: 'acid',
  severity: 'warning',
  summary: 'A flow writes a store and publishes to a queue in two separate steps: either can be lost.',
  concept: 'atomic commit',
  sources: ['Kleppmann, Designing Data-Intensive Applications, 2017, ch. 11', 'Richardson, Microservices Patterns, 2018, §3.3 (transactional outbox)'],
  *check(facts) {
    for (const publish of facts.operations) {
      if (publish.step.kind !== 'publish' || publish.step.inOutbox) continue;
      const write = partner(facts, publish);
      if (write === undefined) continue;
      yield {
        at: publish.step.id,
        message: `\`${publish.caller}\` writes \`${write.target}\` and publishes to \`${publish.target}\` in two steps: a crash between them does one and not the other${inFlight(facts, publish)}.`,
        related: [{ at: write.step.id, message: 'the write' }],
        help: 'Write the message into an outbox table in the same transaction, or publish from the store’s change log.',
        fixes: [{ title: 'Publish through an outbox', edits: [{ kind: 'append', at: publish.step.id, text: 'in outbox' }] }],
      };
    }
  },
};

/** A write by the same component in the same run of the flow. A saga repairs what a crash left half done. */
function partner(facts: Facts, publish: Operation): Operation | undefined {
  return facts.operations.find((one) => {
    if (one.kind !== 'write' || one.flow !== publish.flow || one.caller !== publish.caller || one.origin !== publish.origin) return false;
    return publish.transaction === undefined || one.transaction !== publish.transaction || isLocal(facts, publish);
  });
}

/** Whether the enclosing transaction is of one store only, which a queue is no part of. */
function isLocal(facts: Facts, operation: Operation): boolean {
  return !facts.transactions.some(({ id, protocol }) => id === operation.transaction && protocol !== 'local');
}

/** Requests that have done one of both at any moment: Little's law over the time of the publish. */
function inFlight(facts: Facts, publish: Operation): string {
  const rate = busiestRate(facts, [publish]);
  const gap = worstFigure(facts, publish.target, 'responseTime');
  const caller = facts.lookup.components.get(publish.caller ?? '');
  const instances = caller === undefined ? 1 : (quantity(caller, 'instances')?.value ?? 1);
  if (rate === 0 || gap === 0) return '';
  const half = (rate * gap) / instances;
  return `; at ${sayRate(rate)} and ${sayTime(gap)} a publish, ${half >= 1 ? `${sayNumber(half)} requests are` : `${sayNumber(half)} of a request is`} between the two in each of ${sayNumber(instances)} instances at any moment`;
}
