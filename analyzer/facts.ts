/** Everything known about a design before the rules run: each fact is computed once and shared by all of them. */
import type { Design, Id, TransactionStep } from './design/design.js';
import type { Lookup } from './design/lookup.js';
import type { Estimate } from './estimate/estimate.js';
import type { Operation } from './flow/operations.js';
import type { FlowGuarantee, StoreGuarantee } from './guarantees/guarantee.js';

export interface Facts {
  readonly design: Design;
  readonly lookup: Lookup;
  /** Every visit of every flow, in order of the text. */
  readonly operations: readonly Operation[];
  /** Those that ask one component, in order of the text. */
  visits(target: Id): readonly Operation[];
  /** Those that a component sends, receives or starts, in order of the text. */
  takingPart(component: Id): readonly Operation[];
  /** Every transaction step, in order of the text. */
  readonly transactions: readonly TransactionStep[];
  /** By component id, for stores, caches, queues, views. */
  readonly stores: ReadonlyMap<string, StoreGuarantee>;
  /** What the client really gets from each read and write, in order of the text. */
  readonly paths: readonly FlowGuarantee[];
  /** One per workload, in order of the text. */
  readonly estimates: readonly Estimate[];
  /** Threshold `name` of `rule`, after configuration. */
  threshold(rule: string, name: string): number;
}
