/** A service that waits for another one without a limit. */
import { quantity } from '../../catalogue/setting.js';
import { sayCount, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

/** Components whose own threads wait for an answer. */
const waiters = new Set(['service', 'gateway']);
const answerers = new Set(['service', 'gateway', 'external']);

export const missingTimeout: Rule = {
  id: 'missing-timeout',
  family: 'resilience',
  severity: 'warning',
  summary: 'A synchronous call to another service has no time-out.',
  concept: 'bounded waiting',
  sources: ['Nygard, Release It!, 2nd ed. 2018, ch. 5'],
  *check(facts) {
    for (const [caller, calls] of callsWithoutLimit(facts)) {
      const targets = [...new Set(calls.map(({ target }) => target))];
      const answer = slowestAnswer(facts, calls);
      const suggested = suggestion(answer);
      yield {
        at: caller,
        message: `\`${caller}\` waits for ${targets.map((id) => `\`${id}\``).join(', ')} without a time-out.${caught(facts, caller, calls, targets)}`,
        related: calls.map(({ at, target }) => ({ at, message: `calls \`${target}\`` })),
        help: `Set one above the usual answer${answer > 0 ? ` (the slowest flow has a p99.9 of ${sayTime(answer)})` : ''}: \`timeout ${suggested}\`.`,
        fixes: [
          { title: `Add timeout ${suggested}`, edits: [{ kind: 'set', into: caller, clause: `timeout ${suggested}` }] },
        ],
      };
    }
  },
};

function callsWithoutLimit(facts: Facts): Map<string, Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const operation of facts.operations) {
    const { caller, target } = operation;
    if (operation.kind !== 'call' || caller === undefined || operation.calls.timeout !== undefined) continue;
    if (
      !waiters.has(facts.lookup.components.get(caller)?.kind ?? '') ||
      !answerers.has(facts.lookup.components.get(target)?.kind ?? '')
    )
      continue;
    found.set(caller, [...(found.get(caller) ?? []), operation]);
  }
  return found;
}

/** What is held up while nobody answers. */
function caught(facts: Facts, caller: string, calls: readonly Operation[], targets: readonly string[]): string {
  const rate = busiestRate(facts, calls);
  if (rate <= 0) return '';
  const when = targets.length > 1 ? 'When they hang' : 'When it hangs';
  const component = facts.lookup.components.get(caller);
  const threads = component === undefined ? undefined : quantity(component, 'threads')?.value;
  if (component === undefined || threads === undefined)
    return ` ${when}, ${sayRate(rate)} of calls pile up in \`${caller}\`.`;
  const all = threads * (quantity(component, 'instances')?.value ?? 1);
  return ` ${when}, all ${sayCount(all)} threads are held after ${sayTime(all / rate)}.`;
}

/** p99.9 of the slowest flow with one of the calls: what the callee waits for itself is part of its answer. */
function slowestAnswer(facts: Facts, calls: readonly Operation[]): number {
  const flows = [...new Set(calls.map(({ flow }) => flow))];
  return Math.max(
    0,
    ...facts.estimates.flatMap((estimate) => flows.map((flow) => estimate.flows[flow]?.latency.p999 ?? 0)),
  );
}

/** Twice the p99.9, one leading digit, at least 100 ms; a second when nothing is known. */
function suggestion(answer: number): string {
  if (answer <= 0) return '1 s';
  const milliseconds = Math.max(100, answer * 2000);
  const step = 10 ** Math.floor(Math.log10(milliseconds));
  const rounded = Math.ceil(milliseconds / step - 1e-9) * step;
  return rounded >= 1000 && rounded % 1000 === 0 ? `${rounded / 1000} s` : `${rounded} ms`;
}
