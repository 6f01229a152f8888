/** The log of a store fills its disk, or its copies fill the network of their leader. */
import { quantity, replication, writeAheadLog } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayBandwidth, sayNumber, sayRate, sayRatio } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { figureOf } from '../amount.js';
import type { Report, Rule } from '../rule.js';

export const logBandwidth: Rule = {
  id: 'log-bandwidth',
  family: 'capacity',
  severity: 'warning',
  summary: 'What is written fills the disk of the log, or the copies of it the network of the leader.',
  concept: 'write-ahead logging and log shipping',
  sources: [
    'Mohan et al., ARIES, ACM TODS 1992',
    'PostgreSQL documentation, full_page_writes',
    'Kreps et al., Kafka, NetDB 2011',
  ],
  thresholds: { utilization: { default: 0.8, summary: 'Busy share of disk or network from which it is reported.' } },
  *check(facts) {
    for (const component of facts.design.components) {
      yield* fullDisk(facts, component);
      yield* fullNetwork(facts, component);
    }
  },
};

/** Nearly full; a disk that gets more than it takes is `overloaded`. */
function* fullDisk(facts: Facts, component: Component): Generator<Report> {
  const bandwidth = quantity(component, 'disk_bandwidth');
  const worst = busiest(facts, ({ components }) => components[component.id]?.diskUtilization ?? 0);
  if (bandwidth === undefined || worst === undefined) return;
  const { busy, workload } = worst;
  if (busy < facts.threshold('log-bandwidth', 'utilization') || busy >= 1) return;
  const isDefault = bandwidth.id === undefined;
  yield {
    at: bandwidth.id ?? writeAheadLog(component)?.id ?? component.id,
    message:
      `Under \`${workload}\`, ${sayBandwidth(busy * bandwidth.value)} are written to the disk of the busiest machine of \`${component.id}\`, which takes ${sayBandwidth(bandwidth.value)}` +
      `${isDefault ? ' (assumed)' : ''}: ${sayRatio(busy)}. Flushes of the log queue for it, and ${sayRatio(1 / busy - 1)} more writes fill it.`,
    related: writesTo(facts, component),
    help: 'Spread the writes over more machines, keep large items in a bucket, or take a faster disk.',
  };
}

/** A leader sends each write to every follower; it is sent by one machine, whatever the followers have. */
function* fullNetwork(facts: Facts, component: Component): Generator<Report> {
  const copies = replication(component);
  const bandwidth = quantity(component, 'bandwidth');
  if (bandwidth === undefined || copies === undefined || component.kind === 'queue') return;
  const isLed = copies.topology === 'leader' || copies.topology === 'consensus';
  const followers = copies.count - 1;
  if (!isLed || component.replicas === undefined || followers < 1) return;
  const writes = facts.visits(component.id).filter(({ kind }) => kind === 'write');
  const worst = busiest(facts, ({ steps, components }) => {
    const figures = components[component.id];
    // More bytes than all machines take together: `overloaded` says so.
    if ((figures?.networkUtilization ?? 0) >= 1) return 0;
    const bytes = writes.reduce((sum, { at, data }) => sum + (steps[at]?.rate ?? 0) * sizeOf(facts, data), 0);
    return (bytes * (figures?.hottestShare ?? 1) * followers) / bandwidth.value;
  });
  if (worst === undefined || worst.busy < facts.threshold('log-bandwidth', 'utilization')) return;
  const stream = worst.busy * bandwidth.value;
  yield {
    at: bandwidth.id ?? component.id,
    message:
      `Under \`${worst.workload}\`, the leader of ${component.shards === undefined ? '' : 'the hottest shard of '}\`${component.id}\` sends ${sayBandwidth(stream / followers)} of writes to each of ${sayNumber(followers)} followers, ` +
      `${sayBandwidth(stream)} in all, over a network of ${sayBandwidth(bandwidth.value)}: ${sayRatio(worst.busy)}. ${worst.busy > 1 ? 'The followers fall behind without end.' : 'Reads and answers have what is left.'}`,
    related: [
      { at: component.replicas.id, message: `${sayNumber(copies.count)} copies` },
      ...writesTo(facts, component),
    ],
    help: 'Let followers pass the log on to others, keep large items in a bucket, or split the writes over shards.',
  };
}

function busiest(facts: Facts, busyUnder: (estimate: Facts['estimates'][number]) => number) {
  return facts.estimates
    .map((estimate) => ({ workload: estimate.workload, busy: busyUnder(estimate) }))
    .sort((a, b) => b.busy - a.busy)[0];
}

function writesTo(facts: Facts, component: Component) {
  const writes = facts.visits(component.id).filter(({ kind }) => kind === 'write' || kind === 'publish');
  return writes.slice(0, 2).map(({ at, step, data }) => ({
    at: step.id,
    message: `writes \`${data}\`${rateOf(facts, at)}`,
  }));
}

function rateOf(facts: Facts, at: string): string {
  const rate = Math.max(0, ...facts.estimates.map(({ steps }) => steps[at]?.rate ?? 0));
  return rate > 0 ? `, ${sayRate(rate)}` : '';
}

function sizeOf(facts: Facts, data: string | undefined): number {
  const item = facts.lookup.data.get(data ?? '');
  return item === undefined ? 0 : (figureOf(item, 'size') ?? 0);
}
