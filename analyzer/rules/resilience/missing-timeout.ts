/** A service that waits for another one without a limit. */
import { sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';

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
      const [first] = calls;
      if (first === undefined) continue;
      const targets = [...new Set(calls.map(({ target }) => `\`${target}\``))].join(', ');
      const rate = Math.max(
        0,
        ...facts.estimates.map((estimate) => calls.reduce((sum, { at }) => sum + (estimate.steps[at]?.rate ?? 0), 0)),
      );
      const caught = rate > 0 ? ` When it hangs, ${sayRate(rate)} of calls pile up in \`${caller}\`.` : '';
      const answer = Math.max(
        0,
        ...facts.estimates.map((estimate) => estimate.components[first.target]?.response?.p999 ?? 0),
      );
      const suggested = suggestion(answer);
      yield {
        at: caller,
        message: `\`${caller}\` waits for ${targets} without a time-out.${caught}`,
        related: calls.map(({ at, target }) => ({ at, message: `calls \`${target}\`` })),
        help: `Set one above the usual answer${answer > 0 ? ` (p99.9 ${sayTime(answer)})` : ''}: \`timeout ${suggested}\`.`,
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

/** Three times the p99.9, one leading digit, at least 100 ms; a second when nothing is known. */
function suggestion(answer: number): string {
  if (answer <= 0) return '1 s';
  const milliseconds = Math.max(100, answer * 3000);
  const step = 10 ** Math.floor(Math.log10(milliseconds));
  const rounded = Math.ceil(milliseconds / step) * step;
  return rounded >= 1000 && rounded % 1000 === 0 ? `${rounded / 1000} s` : `${rounded} ms`;
}
