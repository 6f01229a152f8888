/** Somebody else's system, called as if it never failed. */
import { law, quantity } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayList, sayNumber, sayRate, sayRatio, sayTime } from '../../design/say.js';
import { distributionMean } from '../../estimate/distribution/moments.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

const month = 30 * 24 * 3600;

export const unguardedExternal: Rule = {
  id: 'unguarded-external',
  family: 'resilience',
  severity: 'warning',
  summary: 'A third party is called without a breaker: while it fails, every request waits for it.',
  concept: 'circuit breaker',
  sources: ['Nygard, Release It!, 2nd ed. 2018, ch. 5'],
  *check(facts) {
    for (const external of facts.design.components) {
      if (external.kind !== 'external') continue;
      const calls = facts
        .visits(external.id)
        .filter((one) => one.kind === 'call' && !one.asynchronous && one.calls.breaker === undefined);
      const [first] = calls;
      if (first === undefined) continue;
      const callers = [...new Set(calls.flatMap(({ caller }) => caller ?? []))].filter((id) => isOurs(facts, id));
      if (callers.length === 0) continue;
      yield {
        at: first.step.id,
        message: `${sayList(callers.map((id) => `\`${id}\``))} ${callers.length === 1 ? 'calls' : 'call'} \`${external.id}\` without a breaker: ${cost(facts, external, calls)}.`,
        related: [
          { at: external.id, message: 'the third party' },
          ...calls.slice(1, 3).map(({ step }) => ({ at: step.id, message: 'also here' })),
        ],
        help: 'Add `breaker on`, so that calls fail at once while it is down, or hand the work to a queue.',
        fixes: [
          {
            title: 'Add a breaker',
            edits: [...new Set(calls.map(({ step }) => step.id))].map((at) => ({
              kind: 'append' as const,
              at,
              text: 'breaker on',
            })),
          },
        ],
      };
    }
  },
};

/** Clients call as people do: they give up by themselves. */
function isOurs(facts: Facts, id: string): boolean {
  const kind = facts.lookup.components.get(id)?.kind;
  return kind !== 'client' && kind !== 'device';
}

/** How long it is down, and what waits meanwhile. */
function cost(facts: Facts, external: Component, calls: readonly Operation[]): string {
  const rate = busiestRate(facts, calls);
  const available = quantity(external, 'availability')?.value;
  const limit = Math.max(...calls.map((one) => one.calls.timeout?.after ?? Number.POSITIVE_INFINITY));
  const usual = law(external, 'work')?.value;
  const waits = Number.isFinite(limit)
    ? `waits ${sayTime(limit)}${usual === undefined ? '' : ` instead of ${sayTime(distributionMean(usual))}`}`
    : 'waits without end';
  const down =
    available === undefined || available >= 1
      ? 'while it is down'
      : `while it is down (${sayTime((1 - available) * month)} a month at ${sayRatio(available)})`;
  const held =
    rate * limit >= 1 && Number.isFinite(limit)
      ? `, ${sayNumber(Math.round(rate * limit))} at any moment at ${sayRate(rate)}`
      : '';
  return `${down} each of them ${waits}${held}`;
}
