/** Retries that follow a failure at once. */
import type { Id, Retry } from '../../design/design.js';
import { sayNumber, sayRate } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const retryWithoutBackoff: Rule = {
  id: 'retry-without-backoff',
  family: 'resilience',
  severity: 'warning',
  summary: 'Several retries follow a failure at once, with no pause and no budget.',
  concept: 'exponential backoff',
  sources: ['Beyer et al., Site Reliability Engineering, 2016, ch. 22, Retries'],
  thresholds: {
    retries: { default: 2, summary: 'Retries of one call from which they need a pause.' },
  },
  *check(facts) {
    for (const { retry, calls } of immediateRetries(facts)) {
      const [first] = calls;
      if (first === undefined) continue;
      const busiest = calls.reduce((a, b) => (busiestRate(facts, [b]) > busiestRate(facts, [a]) ? b : a), first);
      const rate = busiestRate(facts, [busiest]);
      const attempts = 1 + retry.times;
      yield {
        at: retry.id,
        message:
          `When \`${busiest.target}\` fails fast, \`${busiest.caller}\` tries ${sayNumber(attempts)} times in a row without a pause` +
          (rate > 0 ? `: ${sayRate(rate)} become ${sayRate(rate * attempts)}.` : '.'),
        help: 'Pause before each retry, at random and longer each time: `backoff 100 ms jitter`.',
        fixes: [
          {
            title: 'Add a backoff of 100 ms with jitter',
            edits: [{ kind: 'replace', at: retry.id, text: `retry ${retry.times} backoff 100 ms jitter` }],
          },
        ],
      };
    }
  },
};

interface ImmediateRetry {
  readonly retry: Retry;
  /** The calls that it applies to, in order of the text. */
  readonly calls: Operation[];
}

/** One for each clause; a budget or a breaker bounds what follows, whatever the pauses. */
function immediateRetries(facts: Facts): Iterable<ImmediateRetry> {
  const found = new Map<Id, ImmediateRetry>();
  for (const operation of facts.operations) {
    const { retry, breaker } = operation.calls;
    if (retry === undefined || operation.caller === undefined) continue;
    if (retry.times < facts.threshold('retry-without-backoff', 'retries')) continue;
    if (retry.backoff !== undefined || retry.budget !== undefined || breaker !== undefined) continue;
    const known = found.get(retry.id);
    if (known === undefined) found.set(retry.id, { retry, calls: [operation] });
    else known.calls.push(operation);
  }
  return found.values();
}
