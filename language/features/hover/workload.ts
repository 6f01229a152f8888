/** A workload: what it says of each flow, and the rate that comes of it. */
import type { Load, Workload } from '../../../analyzer/design/design.js';
import { sayCount, sayNumber, sayRate, sayTime } from '../../../analyzer/design/say.js';
import { sayLaw } from '../../../analyzer/wording/law.js';
import { code, paragraphs, plain, table } from '../../markdown.js';
import type { Shown } from '../shown-estimate.js';

/** Markdown about a workload. */
export function workloadHover(workload: Workload, { report }: Shown): string {
  const estimate = report.facts.estimates.find((one) => one.workload === workload.id);
  const { title, base } = workload;
  const results = estimate?.expectations ?? [];
  const met = results.filter(({ holds }) => holds === true).length;
  return paragraphs(
    `**workload** ${code(workload.id)}${title === undefined ? '' : ` “${plain(title)}”`}${base === undefined ? '' : ` from ${code(base)}`}`,
    table(
      ['flow', 'load', 'starts'],
      workload.loads.map((load) => {
        const rate = estimate?.flows[load.flow]?.rate;
        return [code(load.flow), plain(sayLoad(load)), rate === undefined ? '' : sayRate(rate)];
      }),
    ),
    results.length === 0 ? undefined : `${met} of ${results.length} expectations met.`,
  );
}

/** `by 100M users 40/d, peak 3x`. */
function sayLoad({ rate, people, closed, peak, spikes, shape, bursts, arrivals }: Load): string {
  return [
    ...(rate === undefined ? [] : [`at ${sayRate(rate)}`]),
    ...(people === undefined ? [] : [`by ${sayCount(people.count)} users ${sayRate(people.each)}`]),
    ...(closed === undefined ? [] : [`by ${sayCount(closed.users)} users thinking ${sayLaw(closed.think)}`]),
    ...(peak === undefined ? [] : [`peak ${sayNumber(peak)}x`]),
    ...(spikes === undefined ? [] : [`spikes ${sayNumber(spikes.factor)}x for ${sayTime(spikes.duration)}`]),
    ...(shape === undefined ? [] : [`shape ${shape}`]),
    ...(bursts === undefined ? [] : [`bursts of ${sayNumber(bursts)}`]),
    ...(arrivals === undefined ? [] : [`arrivals ${arrivals}`]),
  ].join(', ');
}
