/** Arrows between components: operations of flows, and what the declarations themselves connect. */
import type { Component, Design, Id } from '../../analyzer/design/design.js';
import type { Operation } from '../../analyzer/flow/operations.js';
import type { EdgeStyle } from './scene.js';

/** One arrow with all that it stands for. */
export interface Arrow {
  /** `chat/sessions/sync`. */
  readonly id: string;
  readonly from: Id;
  readonly to: Id;
  readonly style: EdgeStyle;
  readonly operations: readonly Operation[];
  /** What a declaration says about it: `elects`, `scrapes`. */
  readonly remarks: readonly string[];
  /** Flows that use it, in order of the text. */
  readonly flows: readonly Id[];
  /** Ids of the design that the arrow shows. */
  readonly about: readonly Id[];
}

interface Draft {
  from: Id;
  to: Id;
  style: EdgeStyle;
  operations: Operation[];
  remarks: string[];
  about: Id[];
}

/** Arrows in order of the text: those of flows first. */
export function arrowsOf(design: Design, operations: readonly Operation[]): Arrow[] {
  const drafts = new Map<string, Draft>();
  const draft = (from: Id, to: Id, style: EdgeStyle): Draft => {
    const key = `${from}/${to}/${style}`;
    const known = drafts.get(key) ?? { from, to, style, operations: [], remarks: [], about: [] };
    drafts.set(key, known);
    return known;
  };
  for (const operation of operations) {
    const from = operation.kind === 'consume' ? operation.origin : operation.caller;
    if (from === undefined || from === operation.target) continue;
    const { operations: same, about } = draft(from, operation.target, styleOf(operation));
    same.push(operation);
    about.push(operation.at);
  }
  for (const component of design.components) {
    for (const { to, style, from, remark, about } of declared(component)) {
      if (from === to) continue;
      const { remarks, about: ids } = draft(from, to, style);
      remarks.push(remark);
      ids.push(about);
    }
  }
  return [...drafts].map(([id, arrow]) => ({
    ...arrow,
    id,
    flows: [...new Set(arrow.operations.map(({ flow }) => flow))],
  }));
}

/** Nobody waits for what passes a queue. */
function styleOf({ kind }: Operation): EdgeStyle {
  return kind === 'publish' || kind === 'consume' ? 'async' : 'sync';
}

interface Declared {
  readonly from: Id;
  readonly to: Id;
  readonly style: EdgeStyle;
  readonly remark: string;
  readonly about: Id;
}

function* declared(component: Component): Generator<Declared> {
  const { id, view, election, replicas, shards, settings, watches } = component;
  if (view !== undefined) {
    yield { from: view.from.to, to: id, style: 'view', remark: 'derived from', about: view.from.id };
    if (view.into !== undefined)
      yield { from: id, to: view.into.to, style: 'view', remark: 'kept in', about: view.into.id };
  }
  for (const elect of [election, replicas?.election])
    if (elect?.coordinator !== undefined)
      yield { from: id, to: elect.coordinator.to, style: 'sync', remark: 'elects by lock', about: elect.id };
  const route = shards?.routing;
  if (route?.via !== undefined)
    yield { from: id, to: route.via.to, style: 'sync', remark: 'finds shards', about: route.id };
  const dead = settings.dead_letter;
  if (dead?.value.kind === 'symbol')
    yield { from: id, to: dead.value.name, style: 'async', remark: 'dead letters', about: dead.id };
  for (const watched of watches)
    yield { from: watched.to, to: id, style: 'async', remark: 'metrics', about: watched.id };
}
