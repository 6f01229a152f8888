/** What readers ask first of a design, answered in words: which reads may be old, and what the death of a leader costs. */
import type { Component, Design } from '../../../analyzer/design/design.js';
import { lookup } from '../../../analyzer/design/lookup.js';
import { sayRatio, sayTime } from '../../../analyzer/design/say.js';
import type { ComponentEstimate, Estimate } from '../../../analyzer/estimate/estimate.js';
import { operations } from '../../../analyzer/flow/operations.js';
import { implies } from '../../../analyzer/guarantees/consistency.js';
import type { FlowGuarantee, StoreGuarantee } from '../../../analyzer/guarantees/guarantee.js';
import { flowGuarantees } from '../../../analyzer/guarantees/path.js';
import { storeGuarantees } from '../../../analyzer/guarantees/store.js';
import type { OldRead, WithoutLeader } from './messages.js';

/** What of a design's answers no workload changes. */
export interface Promises {
  readonly stores: ReadonlyMap<string, StoreGuarantee>;
  readonly paths: readonly FlowGuarantee[];
  /** Component that a step asks first. */
  readonly asked: ReadonlyMap<string, string>;
}

export function promisesOf(design: Design): Promises {
  const found = lookup(design);
  const visits = operations(design.flows, found);
  const stores = storeGuarantees(design, found);
  const first = visits.filter(({ fallback }) => fallback === 0).map(({ step, target }) => [step.id, target] as const);
  return { stores, paths: flowGuarantees(visits, found, stores), asked: new Map(first) };
}

/** Reads that may not see the newest version, the most often stale first; those of one flow that say the same count once. */
export function oldReads({ paths, asked }: Promises, { components }: Estimate): OldRead[] {
  const rows = paths
    .filter(({ operation, gets }) => (operation === 'read' || operation === 'query') && !implies(gets, 'linearizable'))
    .map((path) => {
      const at = asked.get(path.step) ?? path.weakest.at;
      const share = components[at]?.staleReads?.[path.data] ?? 0;
      return { share, row: { id: path.step, flow: path.flow, data: path.data, at, ...words(path, share) } };
    });
  rows.sort((a, b) => b.share - a.share);
  const same = ({ flow, data, at, said, because }: OldRead) => [flow, data, at, said, because].join('\n');
  return [...new Map(rows.map(({ row }) => [same(row), row])).values()];
}

function words({ gets, staleness = 0, weakest }: FlowGuarantee, share: number): Pick<OldRead, 'said' | 'because'> {
  const age = staleness > 0 ? `, at most ${sayTime(staleness)} old` : '';
  return {
    said: share >= NOTABLE ? `${sayRatio(share)} stale` : '',
    because: `${gets.replaceAll('_', ' ')}${age}: ${weakest.because}`,
  };
}

/** A share of one in a million and more. */
const NOTABLE = 1e-6;

/** What happens when the leader of a store, queue or coordinator dies, or the machine that is its only copy. */
export function withoutLeaders(design: Design, { stores }: Promises, { components }: Estimate): WithoutLeader[] {
  const kept = new Set(design.components.flatMap((component) => component.stores.map(({ to }) => to)));
  return design.components.flatMap((component) => {
    const estimate = components[component.id];
    if (estimate === undefined || !isKeeper(component, kept)) return [];
    const said = waits(component, estimate);
    return [{ id: component.id, said, because: losses(component, estimate, stores.get(component.id)) }];
  });
}

/** Whether something is lost when a machine of it dies; what a cache has is only missed, where somebody else keeps it. */
function isKeeper({ kind, stores, carries, caches, replicas }: Component, kept: ReadonlySet<string>): boolean {
  if (kind === 'cdn' || (kind === 'cache' && stores.length === 0)) return caches.some(({ to }) => !kept.has(to));
  return stores.length + carries.length > 0 || replicas !== undefined;
}

function waits({ replicas }: Component, { electionDowntime, reasons }: ComponentEstimate): string {
  if (electionDowntime === 0) return replicas?.topology === 'leaderless' ? 'has no leader' : 'others lead on';
  if (electionDowntime !== null && electionDowntime !== undefined)
    return `no writes for about ${sayTime(electionDowntime)}`;
  return reasons.electionDowntime ?? reasons.rto ?? 'down until its machine is back';
}

function losses(
  { replicas }: Component,
  { rpo = null, reasons }: ComponentEstimate,
  promise: StoreGuarantee | undefined,
): string {
  const because = promise === undefined ? '' : `: ${promise.durabilityReason.because}`;
  const window = replicas?.topology === 'leaderless' || rpo === null ? promise?.lossWindow : rpo;
  if (window === undefined) return reasons.rpo ?? 'what is lost is not known';
  if (window === 0) return `loses no acknowledged write${because}`;
  if (window === Number.POSITIVE_INFINITY) return `loses what it had${because}`;
  const loses = `may lose the writes of the last ${sayTime(window)}`;
  // The log survives the machine, but not in those who take over.
  return window === promise?.lossWindow
    ? `${loses}${because}`
    : `${loses}: nobody else has them when they are acknowledged`;
}
