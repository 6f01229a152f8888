/** A ring with so few points that its arcs are too uneven. */
import { sayNumber, sayRatio } from '../../design/say.js';
import { ringBalance } from '../../estimate/cache/shard-balance.js';
import { ringPoints } from '../../estimate/network/ring-points.js';
import { worstUtilizations } from '../load.js';
import type { Rule } from '../rule.js';

export const fewVirtualNodes: Rule = {
  id: 'few-virtual-nodes',
  family: 'sharding',
  severity: 'warning',
  summary: 'Consistent hashing with so few virtual nodes that the fullest shard has no room left.',
  concept: 'balance of consistent hashing',
  sources: [
    'Karger et al., Consistent Hashing and Random Trees, STOC 1997',
    'Devroye, Non-Uniform Random Variate Generation, 1986, §XI.4',
  ],
  thresholds: { utilization: { default: 0.8, summary: 'Utilization of the fullest shard from which it is reported.' } },
  *check(facts) {
    const limit = facts.threshold('few-virtual-nodes', 'utilization');
    for (const { component: id, workload, utilization } of worstUtilizations(facts)) {
      const component = facts.lookup.components.get(id);
      const { shards } = component ?? {};
      if (component === undefined || shards === undefined || shards.count < 2 || utilization >= limit) continue;
      const now = ringPoints(component);
      if (now === undefined) continue;
      const { peakToMean } = ringBalance(shards.count, now);
      if (utilization * peakToMean < limit) continue;
      const enough = enoughPoints(shards.count, now, limit / utilization);
      const better = enough === undefined ? 1 : ringBalance(shards.count, enough).peakToMean;
      yield {
        at: shards.settings.vnodes?.id ?? shards.settings.assign?.id ?? shards.id,
        message:
          `With ${sayNumber(now)} ${now === 1 ? 'point' : 'points'} for each of ${shards.count} shards the fullest one has ${sayNumber(peakToMean)} times the mean: ` +
          `\`${id}\` is ${sayRatio(utilization)} busy under \`${workload}\`, that shard ${sayRatio(utilization * peakToMean)}.`,
        related: [{ at: id, message: 'the store' }],
        help:
          enough === undefined
            ? 'Give it more capacity.'
            : `With ${enough} it has ${sayNumber(better)} times the mean.`,
        fixes:
          enough === undefined
            ? []
            : [
                {
                  title: `Use ${enough} virtual nodes`,
                  edits: [{ kind: 'set', into: shards.id, clause: `vnodes ${enough}` }],
                },
              ],
      };
    }
  },
};

/** A power of two that keeps the peak under `peak` times the mean; `undefined` when none up to 4096 does. */
function enoughPoints(shards: number, now: number, peak: number): number | undefined {
  for (let points = 16; points <= 4096; points *= 2) {
    if (points > now && ringBalance(shards, points).peakToMean < peak) return points;
  }
  return undefined;
}
