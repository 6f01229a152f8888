/** One shard takes more than its part. */
import { popularity } from '../../catalogue/setting.js';
import type { Component, DataItem } from '../../design/design.js';
import { sayNumber, sayRatio } from '../../design/say.js';
import { hottestShare } from '../../estimate/cache/popularity.js';
import { ringBalance } from '../../estimate/cache/shard-balance.js';
import { partOwner } from '../../estimate/network/effective.js';
import { popularityOf } from '../../estimate/network/popularity-of.js';
import { ringPoints } from '../../estimate/network/ring-points.js';
import type { Facts } from '../../facts.js';
import { figureOf } from '../amount.js';
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
    const limit = facts.threshold('hot-shard', 'utilization');
    for (const component of facts.design.components) {
      const { shards } = component;
      if (shards === undefined) continue;
      const worst = facts.estimates
        .map((estimate) => ({ workload: estimate.workload, figures: estimate.components[component.id] }))
        .sort((a, b) => (b.figures?.hottestShardUtilization ?? 0) - (a.figures?.hottestShardUtilization ?? 0))[0];
      const hottest = worst?.figures?.hottestShardUtilization ?? 0;
      const mean = worst?.figures?.utilization ?? 0;
      // A store that is full on average is the matter of the capacity rules, and so is one that is nearly even.
      if (worst === undefined || hottest < limit || mean >= Math.min(limit, hottest * 0.95)) continue;
      // Where the arcs of the ring alone fill it, the number of its points is the cause.
      const points = ringPoints(component);
      const uneven = points === undefined ? 1 : ringBalance(shards.count, points).peakToMean;
      if (mean * uneven >= limit && hottest / uneven < limit) continue;
      const share = worst.figures?.hottestShare ?? undefined;
      const item = facts.lookup.data.get(component.stores[0]?.to ?? component.caches[0]?.to ?? '');
      const cause = shards.settings.skew?.id ?? item?.settings.popularity?.id;
      yield {
        at: shards.settings.skew?.id ?? shards.id,
        severity: hottest >= 1 ? 'error' : 'warning',
        message:
          `The hottest of ${shards.count} shards of \`${component.id}\` is ${sayRatio(hottest)} busy under \`${worst.workload}\`, the average one ${sayRatio(mean)}` +
          `${share === undefined ? '' : `: it takes ${sayRatio(share)} of the load, an even part would be ${sayRatio(1 / shards.count)}`}.`,
        related: cause === undefined || cause === shards.settings.skew?.id ? [] : [{ at: cause, message: 'the skew' }],
        help: remedy(facts, component, item, hottest, share),
      };
    }
  },
};

/** More shards help only as long as the hottest key alone does not fill one. */
function remedy(
  facts: Facts,
  component: Component,
  item: DataItem | undefined,
  utilization: number,
  share: number | undefined,
): string {
  const { shards } = component;
  const law =
    (shards === undefined ? undefined : popularity(partOwner('shards', component, shards), 'skew')?.value) ??
    popularityOf(item);
  const count = item === undefined ? undefined : figureOf(item, 'count');
  const key = count === undefined ? undefined : hottestShare(law, count);
  const limit = facts.threshold('hot-shard', 'utilization');
  if (key === undefined || share === undefined)
    return 'Find the hottest keys: cache them, split them, or give them a shard of their own.';
  const alone = (utilization * key) / share;
  if (alone < limit)
    return `More shards help: the hottest key has ${sayRatio(key)} of the load and would fill ${sayRatio(alone)} of a shard of its own.`;
  const pieces = Math.ceil(alone / limit);
  return `More shards do not help: the hottest key alone has ${sayRatio(key)} of the load. Cache it, or split it into ${sayNumber(pieces + 1)} or more keys with a suffix.`;
}
