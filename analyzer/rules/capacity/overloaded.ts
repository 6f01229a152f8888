/** Offered load at or over the capacity of a component. */
import { quantity } from '../../catalogue/setting.js';
import { sayBandwidth, sayCount, sayNumber, sayRate, sayRatio, sayTime } from '../../design/say.js';
import type { ComponentEstimate } from '../../estimate/estimate.js';
import type { Facts } from '../../facts.js';
import { growth, type WorstLoad, worstUtilizations } from '../load.js';
import { moreCapacity } from '../more-capacity.js';
import type { Report, Rule } from '../rule.js';

export const overloaded: Rule = {
  id: 'overloaded',
  family: 'capacity',
  severity: 'error',
  summary: 'More work arrives than a component can do.',
  concept: 'utilization law',
  sources: [
    'Lazowska et al., Quantitative System Performance, 1984, §3.2',
    'Rolia, Sevcik, The Method of Layers, IEEE TSE 1995',
  ],
  thresholds: {
    target: { default: 0.7, summary: 'Utilization that the suggested capacity leads to.' },
  },
  *check(facts) {
    const full = new Set<string>();
    for (const load of worstUtilizations(facts)) {
      if (load.utilization < 1) continue;
      full.add(load.component);
      yield tooMuchWork(facts, load);
    }
    for (const { id } of facts.design.components) {
      if (full.has(id)) continue;
      yield* tooFewThreads(facts, id);
      yield* tooManyBytes(facts, id, 'disk');
      yield* tooManyBytes(facts, id, 'network');
    }
  },
};

function tooMuchWork(facts: Facts, { component: id, workload, utilization, figures }: WorstLoad): Report {
  const component = facts.lookup.components.get(id);
  const capacity = figures.maxRate ?? undefined;
  const size = figures.autoscaled;
  const grown = size === undefined ? '' : ` with ${sayNumber(size.maximum)} instances`;
  const room = capacity === undefined ? '' : `, which can serve ${sayRate(capacity)}${grown}`;
  return {
    at: id,
    message: `Under \`${workload}\`, ${sayRate(figures.arrivalRate)} arrive at \`${id}\`${room}: utilization ${sayRatio(utilization)}. ${consequence(figures, capacity)}`,
    ...moreCapacity(component, utilization / facts.threshold('overloaded', 'target'), figures),
  };
}

/** What becomes of the requests that do not fit. */
function consequence(
  { arrivalRate, lossProbability, abandonProbability }: ComponentEstimate,
  capacity: number | undefined,
): string {
  const lost = lossProbability ?? 0;
  const left = abandonProbability ?? 0;
  if (lost > 0.001) return `${sayRatio(lost)} of them are turned away.`;
  if (left > 0.001) return `${sayRatio(left)} of them give up waiting.`;
  if (capacity === undefined || capacity >= arrivalRate) return 'The queue grows without end.';
  return `The queue grows by ${sayCount((arrivalRate - capacity) * 60)} a minute.`;
}

/** More is written, or sent and received, than the busiest machine can take. */
function* tooManyBytes(facts: Facts, id: string, device: 'disk' | 'network'): Generator<Report> {
  const component = facts.lookup.components.get(id);
  const bandwidth =
    component === undefined ? undefined : quantity(component, device === 'disk' ? 'disk_bandwidth' : 'bandwidth');
  if (bandwidth === undefined) return;
  const worst = facts.estimates
    .map(({ workload, components }) => ({ workload, busy: components[id]?.[`${device}Utilization`] ?? 0 }))
    .sort((a, b) => b.busy - a.busy)[0];
  if (worst === undefined || worst.busy < 1) return;
  const bytes = sayBandwidth(worst.busy * bandwidth.value);
  yield {
    at: bandwidth.id ?? id,
    message:
      `Under \`${worst.workload}\`, ${bytes} ${device === 'disk' ? 'are written to the disk' : 'pass through the network'} of the busiest machine of \`${id}\`, ` +
      `which takes ${sayBandwidth(bandwidth.value)}: ${sayRatio(worst.busy)}.`,
    help: 'Spread the bytes over more machines, keep large items elsewhere, or take a faster one.',
  };
}

/** A thread is held for the whole request, calls to others included. */
function* tooFewThreads(facts: Facts, id: string): Generator<Report> {
  const component = facts.lookup.components.get(id);
  const threads = component === undefined ? undefined : quantity(component, 'threads');
  if (component === undefined || threads === undefined) return;
  const worst = facts.estimates
    .map((estimate) => ({ workload: estimate.workload, figures: estimate.components[id] }))
    .sort((a, b) => (b.figures?.threadUtilization ?? 0) - (a.figures?.threadUtilization ?? 0))[0];
  const held = (worst?.figures?.threadUtilization ?? 0) / growth(component, worst?.figures);
  const rate = worst?.figures?.arrivalRate ?? 0;
  if (worst === undefined || held < 1 || rate <= 0) return;
  const all = threads.value * (component.autoscale?.maximum ?? quantity(component, 'instances')?.value ?? 1);
  const needed = Math.ceil((threads.value * held) / facts.threshold('overloaded', 'target'));
  yield {
    at: threads.id ?? id,
    message:
      `Under \`${worst.workload}\`, each of ${sayRate(rate)} requests holds a thread of \`${id}\` for ${sayTime((held * all) / rate)}: ` +
      `that takes ${sayNumber(held * all)} threads, and there are ${sayNumber(all)}.`,
    help: `${sayNumber(needed)} threads instead of ${sayNumber(threads.value)} would do; better, wait less for others.`,
    fixes: [{ title: `Use ${needed} threads`, edits: [{ kind: 'set', into: id, clause: `threads ${needed}` }] }],
  };
}
