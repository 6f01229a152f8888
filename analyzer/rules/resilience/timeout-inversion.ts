/** A call that goes on after its caller's caller has stopped waiting. */
import type { CallPolicy, Id } from '../../design/design.js';
import { sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

/** Components that wait for others themselves, or are waited for across an organisation. */
const answerers = new Set(['service', 'gateway', 'external']);

export const timeoutInversion: Rule = {
  id: 'timeout-inversion',
  family: 'resilience',
  severity: 'warning',
  summary: 'A component waits longer for its callee than its own caller waits for it.',
  concept: 'deadlines',
  sources: ['Beyer et al., Site Reliability Engineering, 2016, ch. 22, Latency and Deadlines'],
  *check(facts) {
    for (const [at, { outer, inner, patience, longest }] of inversions(facts)) {
      const retries = inner.calls.retry?.times ?? 0;
      const attempts = retries > 0 ? ` (${sayNumber(1 + retries)} attempts)` : '';
      const rate = busiestRate(facts, [inner]);
      yield {
        at,
        message:
          `\`${inner.caller}\` waits up to ${sayTime(longest)}${attempts} for \`${inner.target}\`, but \`${outer.caller}\` gives up after ${sayTime(patience)}: ` +
          `when \`${inner.target}\` hangs, each request works on for ${sayTime(longest - patience)} for nobody` +
          (rate > 0 ? `, at ${sayRate(rate)} ${sayNumber(rate * (longest - patience))} of them at a time.` : '.'),
        related:
          outer.calls.timeout === undefined ? [] : [{ at: outer.calls.timeout.id, message: 'the caller gives up' }],
        help: `Let \`${inner.caller}\` give up within ${sayTime(patience)}, all attempts and pauses together, or let its caller wait longer.`,
      };
    }
  },
};

interface Inversion {
  readonly outer: Operation;
  readonly inner: Operation;
  /** Seconds that the outer caller waits. */
  readonly patience: number;
  /** Seconds that the inner call may take. */
  readonly longest: number;
}

/** The widest inversion of each time-out. */
function inversions(facts: Facts): Map<Id, Inversion> {
  const found = new Map<Id, Inversion>();
  for (const inner of facts.operations) {
    const { timeout } = inner.calls;
    if (inner.kind !== 'call' || timeout === undefined) continue;
    if (!answerers.has(facts.lookup.components.get(inner.target)?.kind ?? '')) continue;
    const outer = callAround(facts, inner);
    const patience = outer?.calls.timeout?.after;
    const longest = longestWait(inner.calls, timeout.after);
    if (outer === undefined || patience === undefined || longest <= patience) continue;
    const excess = longest - patience;
    const known = found.get(timeout.id);
    if (known === undefined || excess > known.longest - known.patience)
      found.set(timeout.id, { outer, inner, patience, longest });
  }
  return found;
}

/** The call that the caller of `inner` is answering meanwhile. */
function callAround(facts: Facts, inner: Operation): Operation | undefined {
  const { caller, flow, waiting } = inner;
  const above = waiting.at(-2);
  if (caller === undefined || above === undefined) return undefined;
  return facts.visits(caller).find((one) => one.flow === flow && one.kind === 'call' && one.caller === above);
}

/** Seconds until the last of n + 1 attempts is given up: (n + 1) T + b (2ⁿ − 1), pauses doubling from b; jitter only shortens them. */
function longestWait({ retry }: CallPolicy, timeout: number): number {
  const times = retry?.times ?? 0;
  return (times + 1) * timeout + (retry?.backoff ?? 0) * (2 ** times - 1);
}
