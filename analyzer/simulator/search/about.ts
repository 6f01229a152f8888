import type { Component, Id } from '../../design/design.js';
import type { Network } from '../../estimate/network/network.js';
import type { CallNode } from '../../estimate/network/plan.js';
import type { Finding } from '../../rules/rule.js';

/** What a finding is about: the things of a design that it names or that do what it names. */
export interface About {
  readonly data: ReadonlySet<Id>;
  /** Stores, caches and queues of these data, or those named. */
  readonly holders: readonly Component[];
  /** Components that do the steps. */
  readonly callers: readonly Component[];
}

/** What of a finding says what it is about. */
export type Sought = Pick<Finding, 'rule' | 'at'> & { readonly related: readonly { readonly at: Id }[] };

/** Reads off the ids of a finding what it is about; its related places count as far as they are steps, components or data. */
export function aboutFinding(finding: Sought, network: Network): About {
  const ids = [finding.at, ...finding.related.map(({ at }) => at)];
  const { lookup } = network;
  const data = new Set<Id>();
  const named = new Set<Id>();
  const callers = new Set<Id>();
  for (const id of ids) {
    const [head = ''] = id.split('.');
    if (lookup.components.has(head)) named.add(head);
    if (lookup.data.has(head)) data.add(head);
  }
  const calls = network.plan.nodes.filter((node): node is CallNode => node.kind === 'call');
  for (const call of calls) {
    if (!ids.some((id) => isPartOf(call.id, id))) continue;
    if (call.data !== undefined) data.add(call.data);
    if (call.caller !== undefined) callers.add(call.caller);
    named.add(call.target);
  }
  const holds = (component: Component) =>
    [...component.stores, ...component.caches, ...component.carries].map(({ to }) => to);
  const components = [...lookup.components.values()];
  // Whoever names only a store means the data in it, and the other way round.
  if (data.size === 0) for (const one of components) if (named.has(one.id)) for (const to of holds(one)) data.add(to);
  const holders = components.filter((one) => holds(one).some((to) => data.has(to)));
  const first = holders.filter(({ id }) => named.has(id));
  for (const call of calls)
    if (call.caller !== undefined && call.data !== undefined && data.has(call.data)) callers.add(call.caller);
  return {
    data,
    holders: [...first, ...holders.filter((one) => !first.includes(one))],
    callers: components.filter(({ id, kind }) => callers.has(id) && kind !== 'client' && kind !== 'device'),
  };
}

/** Ids of steps inside a step begin with its id. */
const isPartOf = (id: Id, whole: Id): boolean => id === whole || id.startsWith(`${whole}/`);
