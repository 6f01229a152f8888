/** One shard takes more than its part. */
import { sayRatio } from '../../design/say.js';
import type { Rule } from '../rule.js';

export const hotShard: Rule = {
  id: 'hot-shard',
  family: 'sharding',
  severity: 'warning',
  summary: 'Key skew fills the hottest shard while the average shard has room.',
  concept: 'skew',
  sources: ['Kleppmann, Designing Data-Intensive Applications, 2017, ch. 6'],
  thresholds: { utilization: { default: 0.8, summary: 'Utilization of the hottest shard from which it is reported.' } },
  *check(facts) {
    for (const component of facts.design.components) {
      const { shards } = component;
      if (shards === undefined) continue;
      const worst = facts.estimates
        .map((estimate) => ({ workload: estimate.workload, figures: estimate.components[component.id] }))
        .sort((a, b) => (b.figures?.hottestShardUtilization ?? 0) - (a.figures?.hottestShardUtilization ?? 0))[0];
      const hottest = worst?.figures?.hottestShardUtilization ?? 0;
      const mean = worst?.figures?.utilization ?? 0;
      if (worst === undefined || hottest < facts.threshold('hot-shard', 'utilization') || mean >= 1) continue;
      const share = worst.figures?.hottestShare;
      const skew = shards.settings.skew;
      yield {
        at: skew?.id ?? shards.id,
        severity: hottest >= 1 ? 'error' : 'warning',
        message:
          `The hottest of ${shards.count} shards of \`${component.id}\` is ${sayRatio(hottest)} busy under \`${worst.workload}\`, the average one ${sayRatio(mean)}` +
          `${share === null || share === undefined ? '' : `: it takes ${sayRatio(share)} of the load, an even part would be ${sayRatio(1 / shards.count)}`}.`,
        related: [{ at: component.id, message: 'the store' }],
        help: 'More shards do not split one hot key: cache it, split the key (add a suffix), or give it a shard of its own.',
      };
    }
  },
};
