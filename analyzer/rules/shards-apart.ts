/** Shards that nothing joins: no transaction and no foreign key spans two of them. */
import { technologyOf } from '../catalogue/setting.js';
import type { Component } from '../design/design.js';

/** Fields that decide the shard of a row; `undefined` for a store of one piece, or whose technology works across its shards. */
export function shardsApart({ shards, technology }: Component): readonly string[] | undefined {
  if (shards === undefined || shards.count <= 1 || shards.by.scheme === 'vertical') return undefined;
  return technologyOf(technology)?.lacks.includes('cross_shard_transactions') ? shards.by.key : undefined;
}
