/** Waiting for many answers makes the slowest one the usual case. */
import type { ParallelStep } from '../../design/design.js';
import { sayNumber, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { allSteps } from '../../flow/steps.js';
import type { Rule } from '../rule.js';

export const fanOutTail: Rule = {
  id: 'fan-out-tail',
  family: 'resilience',
  severity: 'warning',
  summary: 'A parallel fan-out that waits for all answers turns the p99 of one into the usual case.',
  concept: 'tail at scale',
  sources: ['Dean, Barroso, The Tail at Scale, CACM 2013'],
  thresholds: {
    hit: { default: 0.1, summary: 'Share of requests that meet a p99 answer, from which it is reported.' },
  },
  *check(facts) {
    for (const { step, flow } of fanOuts(facts)) {
      const calls = facts.operations.filter(
        ({ parallel, calls: { hedge }, asynchronous, fallback }) =>
          parallel === step.id && hedge === undefined && !asynchronous && fallback === 0,
      );
      const [leaf] = calls;
      if (leaf === undefined) continue;
      const width = (step.copies ?? 1) * (step.copies === undefined ? calls.length : 1);
      const awaited = step.waitFor ?? width;
      if (awaited < width) continue;
      const hit = 1 - 0.99 ** width;
      if (hit < facts.threshold('fan-out-tail', 'hit')) continue;
      const leaves = [...new Set((step.copies === undefined ? calls : [leaf]).map(({ target }) => target))];
      const named = leaves.map((id) => `\`${id}\``).join(', ');
      const p99 = Math.max(
        0,
        ...facts.estimates.map((estimate) => estimate.components[leaf.target]?.response?.p99 ?? 0),
      );
      yield {
        at: step.id,
        message:
          `\`${flow}\` waits for ${sayNumber(width)} answers of ${named}: ${sayRatio(hit)} of requests meet one over its p99` +
          (p99 > 0 && leaves.length === 1 ? ` of ${sayTime(p99)}.` : '.'),
        related: leaves.map((id) => ({ at: id, message: 'the leaf' })),
        help: 'Hedge the slow ones (`hedge at p95` costs about 5 % more load), or wait for fewer (`wait for K`).',
        fixes: calls.every(({ step: one }) => one.kind === 'call' || one.kind === 'read')
          ? [
              {
                title: 'Hedge at p95',
                edits: calls.map(({ step: one }) => ({ kind: 'append' as const, at: one.id, text: 'hedge at p95' })),
              },
            ]
          : [],
      };
    }
  },
};

function fanOuts(facts: Facts): { readonly step: ParallelStep; readonly flow: string }[] {
  return facts.design.flows.flatMap((flow) =>
    allSteps(flow.steps).flatMap((step) => (step.kind === 'parallel' ? [{ step, flow: flow.id }] : [])),
  );
}
