/** Reads that get less than their data requires, as several rules of the family report and mend them. */
import { replication } from '../catalogue/setting.js';
import type { Facts } from '../facts.js';
import type { FlowGuarantee } from '../guarantees/guarantee.js';
import type { Fix } from './rule.js';

/** Reads that the same `read from …` clause of a store makes weak belong together; all others stand for themselves. */
export function byCause<T extends { readonly path: FlowGuarantee }>(
  reads: readonly T[],
  facts: Facts,
): readonly (readonly T[])[] {
  const clauses = new Set(facts.design.components.map(({ replicas }) => replicas?.read?.id));
  const groups = new Map<string, T[]>();
  for (const read of reads) {
    const { at } = read.path.weakest;
    const key = clauses.has(at) ? at : read.path.step;
    groups.set(key, [...(groups.get(key) ?? []), read]);
  }
  return [...groups.values()];
}

/** The store's `read from …` clause, turned to the leader. */
export function readAtClause(facts: Facts, at: string): Fix[] {
  const store = facts.design.components.find(({ replicas }) => replicas?.read?.id === at);
  if (store?.replicas === undefined) return [];
  return [
    { title: 'Read from the leader', edits: [{ kind: 'set', into: store.replicas.id, clause: 'read from leader' }] },
  ];
}

/** How a component keeps its copies; `undefined` when there is one. */
export function topology(facts: Facts, id: string): string | undefined {
  const component = facts.lookup.components.get(id);
  const copies = component === undefined ? undefined : replication(component);
  return copies === undefined || copies.count <= 1 ? undefined : copies.topology;
}

/** One read, turned to the leader or past its cache to the store. */
export function readFresh(facts: Facts, path: FlowGuarantee): Fix[] {
  const step = facts.operations.find((one) => one.step.id === path.step)?.step;
  // A step with options of its own is not written anew: they would be lost.
  if (step?.kind !== 'read' || Object.keys(step.calls).length > 0) return [];
  const store = step.orElse.at(-1)?.to ?? step.from?.to;
  if (store === undefined || (step.orElse.length === 0 && topology(facts, store) !== 'leader')) return [];
  const leader = topology(facts, store) === 'leader' ? ' at leader' : '';
  const by = step.by === undefined ? '' : ` by ${step.by}`;
  const title = step.orElse.length > 0 ? `Read ${path.data} from ${store}` : 'Read from the leader';
  return [{ title, edits: [{ kind: 'replace', at: step.id, text: `read ${path.data} from ${store}${leader}${by}` }] }];
}
