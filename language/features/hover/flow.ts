/** A flow under the shown workload: how often, how fast, how sure, and which hops cost. */
import type { Flow } from '../../../analyzer/design/design.js';
import { sayNumber, sayRate, sayRatio } from '../../../analyzer/design/say.js';
import type { FlowEstimate } from '../../../analyzer/estimate/estimate.js';
import { time } from '../../../analyzer/wording/figure.js';
import { reasonLines } from '../../../analyzer/wording/reasons.js';
import { code, list, paragraphs, plain, table } from '../../markdown.js';
import type { Shown } from '../shown-estimate.js';
import { method } from './component.js';

/** Components in the breakdown of a flow. */
const most = 5;

/** Markdown about a flow. */
export function flowHover({ id, title, priority }: Flow, { estimate }: Shown): string {
  const own = estimate?.flows[id];
  const named = title === undefined ? '' : ` “${plain(title)}”`;
  return paragraphs(
    `**flow** ${code(id)}${named}${priority === undefined ? '' : ` · priority ${priority}`}`,
    own === undefined || estimate === undefined
      ? estimate === undefined
        ? 'The design has no workload, so nothing is estimated.'
        : `It has no load under ${code(estimate.workload)}.`
      : figures(own, estimate.workload),
  );
}

function figures(flow: FlowEstimate, workload: string): string {
  const { latency, breakdown } = flow;
  const rows = [
    ['rate', `${sayRate(flow.rate)}${flow.maxRate === null ? '' : `, at most ${sayRate(flow.maxRate)}`}`],
    ['time', `p50 ${time(latency.p50)}, p99 ${time(latency.p99)}, mean ${time(latency.mean)}`],
    ...(flow.availability === null ? [] : [['availability', sayRatio(flow.availability)]]),
  ];
  const hops = breakdown
    .slice(0, most)
    .map(({ component, visits, mean }) => [code(component), sayNumber(visits), plain(time(mean))]);
  const left = breakdown.length - hops.length;
  return paragraphs(
    table(
      [`under ${code(workload)}`, ''],
      rows.map(([name = '', text = '']) => [name, plain(text)]),
    ),
    flow.rate > 0 ? undefined : 'It is not started: times are those of a request alone.',
    flow.bottleneck === null ? undefined : `${code(flow.bottleneck)} saturates first.`,
    table(['most time in', 'visits', 'mean'], hops),
    left > 0 ? `and ${left} more` : undefined,
    list(reasonLines(flow.reasons).map(plain)),
    method(flow.explanation),
  );
}
