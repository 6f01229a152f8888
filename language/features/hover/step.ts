/** A step of a flow: how often it runs, what the client gets, how long it takes itself. */
import type { Step } from '../../../analyzer/design/design.js';
import { sayRate, sayTime } from '../../../analyzer/design/say.js';
import type { Estimate } from '../../../analyzer/estimate/estimate.js';
import type { Operation } from '../../../analyzer/flow/operations.js';
import { policyFacts } from '../../../analyzer/wording/component-facts.js';
import { time } from '../../../analyzer/wording/figure.js';
import { lawFigures } from '../../../analyzer/wording/law.js';
import { code, list, paragraphs, plain } from '../../markdown.js';
import type { Shown } from '../shown-estimate.js';

/** Markdown about a step. */
export function stepHover(step: Step, { report, estimate }: Shown): string {
  const visits = report.facts.operations.filter((one) => one.step.id === step.id);
  const lines = [
    ...rates(step, visits, estimate),
    ...guarantees(step, report.facts.paths),
    ...visits.flatMap((visit) => latency(visit, estimate)),
    ...law(step),
    ...policy(visits),
  ];
  return paragraphs(list(lines));
}

function* rates({ id }: Step, visits: readonly Operation[], estimate: Estimate | undefined): Generator<string> {
  if (estimate === undefined) return;
  const own = estimate.steps[id];
  if (own !== undefined) yield `${sayRate(own.rate)} under ${code(estimate.workload)}`;
  for (const { at, target } of visits) {
    const rate = estimate.steps[at]?.rate;
    if (at !== id && rate !== undefined) yield `${code(target)} is asked ${sayRate(rate)}`;
  }
}

function guarantees({ id }: Step, paths: Shown['report']['facts']['paths']): string[] {
  return paths
    .filter((path) => path.step === id)
    .map(({ gets, weakest, staleness }) => {
      const old = staleness === undefined || staleness <= 0 ? '' : `, at most ${sayTime(staleness)} old`;
      return `the client gets **${plain(gets.replaceAll('_', ' '))}**${old}: ${plain(weakest.because)}`;
    });
}

function latency({ target }: Operation, estimate: Estimate | undefined): string[] {
  const response = estimate?.components[target]?.response;
  if (response === null || response === undefined || response.p99 === null) return [];
  return [
    `${code(target)} answers in p50 ${plain(time(response.p50))}, p99 ${plain(time(response.p99))}, the network apart`,
  ];
}

function law(step: Step): string[] {
  if (step.kind !== 'work' && step.kind !== 'wait') return [];
  const figures = lawFigures(step.kind === 'work' ? step.work : step.time);
  return [figures.map(([name, text]) => `${name} ${text}`).join(', ')];
}

/** The policy in force, of the first visit: all visits of one step share it. */
function policy([visit]: readonly Operation[]): string[] {
  if (visit === undefined) return [];
  return [...policyFacts(visit.calls)].map(({ name, text }) => `${name} ${plain(text)}`);
}
