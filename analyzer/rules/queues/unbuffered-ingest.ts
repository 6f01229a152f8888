/** Machine-scale sources that write straight into a database. */

import type { Load } from '../../design/design.js';
import { sayNumber, sayRate, sayRatio } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';

export const unbufferedIngest: Rule = {
  id: 'unbuffered-ingest',
  family: 'queues',
  severity: 'warning',
  summary:
    'Devices, or a load that spikes over the capacity of the store, write to a database without a queue between.',
  concept: 'load levelling',
  sources: ['Microsoft Azure Architecture Center, Queue-Based Load Leveling pattern', 'Kreps, The Log, 2013'],
  thresholds: {
    utilization: { default: 0.8, summary: 'Utilization of the store at the peak from which a spiking load counts.' },
    rate: {
      default: 1000,
      summary: 'Writes per second from which devices count, where a workload says how many there are.',
    },
  },
  *check(facts) {
    const reported = new Set<string>();
    for (const write of facts.operations) {
      if (
        write.kind !== 'write' ||
        write.asynchronous ||
        facts.lookup.components.get(write.target)?.kind !== 'database'
      )
        continue;
      const key = `${write.flow}>${write.target}`;
      const peak = hardestPeak(facts, write);
      const isMachine =
        facts.lookup.components.get(write.origin)?.kind === 'device' &&
        (peak === undefined || peak.rate >= facts.threshold('unbuffered-ingest', 'rate'));
      const isOver =
        peak !== undefined && peak.spike > 1 && peak.utilization >= facts.threshold('unbuffered-ingest', 'utilization');
      if (reported.has(key) || (!isMachine && !isOver)) continue;
      reported.add(key);
      const numbers =
        peak === undefined
          ? '.'
          : peak.spike > 1
            ? `: a ${sayNumber(peak.spike)}× spike brings ${sayRate(peak.rate)} and takes it to ${sayRatio(peak.utilization)}.`
            : `: ${sayRate(peak.rate)} of writes keep it ${sayRatio(peak.utilization)} busy, and every burst is felt by the devices.`;
      yield {
        at: write.step.id,
        message: `${isMachine ? `\`${write.origin}\` is a machine-scale source` : `\`${write.flow}\` spikes`} and writes straight to \`${write.target}\`${numbers}`,
        related: [
          { at: write.target, message: 'the store' },
          ...(peak?.at === undefined ? [] : [{ at: peak.at, message: 'the spike' }]),
        ],
        help: 'Let the endpoint validate and publish to a queue, and let consumers write at the pace of the store.',
      };
    }
  },
};

interface Peak {
  readonly rate: number;
  readonly utilization: number;
  readonly spike: number;
  readonly at?: string;
}

/** The load of this write on its store at the worst moment of the worst workload. */
function hardestPeak(facts: Facts, write: Operation): Peak | undefined {
  const peaks = facts.estimates.flatMap((estimate) => {
    const rate = estimate.steps[write.at]?.rate ?? 0;
    const figures = estimate.components[write.target];
    if (rate === 0 || figures === undefined || figures.utilization === null) return [];
    const load: Load | undefined = facts.lookup.workloads
      .get(estimate.workload)
      ?.loads.find(({ flow }) => flow === write.flow);
    const spike = load?.spikes?.factor ?? 1;
    const share = figures.arrivalRate > 0 ? Math.min(1, rate / figures.arrivalRate) : 0;
    return [
      {
        rate: rate * spike,
        utilization: figures.utilization * (1 + (spike - 1) * share),
        spike,
        ...(load?.spikes === undefined ? {} : { at: load.spikes.id }),
      },
    ];
  });
  return peaks.sort((a, b) => b.utilization - a.utilization)[0];
}
