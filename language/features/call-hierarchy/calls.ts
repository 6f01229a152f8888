/**
 * Who asks whom: components with the rates of the calls between them, upstream and downstream, over all flows.
 *
 * Files that import the document count too: a store declared beside its template is asked by the flows of the designs
 * that use it.
 */
import type { Estimate } from '../../../analyzer/estimate/estimate.js';
import type { Operation } from '../../../analyzer/flow/operations.js';
import type { Span } from '../../findings/positioned.js';
import type { Declared } from '../../link/declared.js';
import { familyOf, idOf } from '../names.js';
import type { Snapshot } from '../snapshot.js';

/** One end of calls: a component, a flow or a workload of one analysis. */
export interface End {
  readonly id: string;
  readonly snapshot: Snapshot;
}

/** All calls between two ends. */
export interface Calls {
  readonly other: End;
  /** Where they are written. */
  readonly places: readonly Span[];
  /** Per second; `undefined` when no workload says. */
  readonly rate: number | undefined;
}

/** What starts or asks something. */
export function callsTo(snapshot: Snapshot, declared: Declared): readonly Calls[] {
  return gather(snapshot, declared, (one, id) => {
    const estimate = estimateOf(one);
    if (declared.kind === 'flow')
      return one.report.design.workloads.flatMap((workload) =>
        workload.loads
          .filter((load) => load.flow === id)
          .map((load) =>
            edge(one, workload.id, load.id, estimate?.workload === workload.id ? estimate.flows[id]?.rate : undefined),
          ),
      );
    return one.report.facts.operations
      .filter((operation) => operation.target === id)
      .map((operation) => edge(one, askerOf(operation), placeOf(operation), estimate?.steps[operation.at]?.rate));
  });
}

/** What something starts or asks. */
export function callsFrom(snapshot: Snapshot, declared: Declared): readonly Calls[] {
  return gather(snapshot, declared, (one, id) => {
    const estimate = estimateOf(one);
    if (declared.kind === 'workload')
      return one.report.design.workloads
        .filter((workload) => workload.id === id)
        .flatMap((workload) => workload.loads)
        .map((load) =>
          edge(one, load.flow, load.id, estimate?.workload === id ? estimate.flows[load.flow]?.rate : undefined),
        );
    return one.report.facts.operations
      .filter((operation) => (declared.kind === 'flow' ? operation.flow === id : askerOf(operation) === id))
      .map((operation) => edge(one, operation.target, placeOf(operation), estimate?.steps[operation.at]?.rate));
  });
}

/** The estimate under the workload that the settings name, else under the first. */
export function estimateOf({ report, settings }: Snapshot): Estimate | undefined {
  const { estimates } = report.facts;
  return estimates.find(({ workload }) => workload === settings.workload) ?? estimates[0];
}

interface Edge {
  readonly other: End;
  readonly place: Span | undefined;
  readonly rate: number | undefined;
}

function edge(snapshot: Snapshot, id: string, at: string, rate: number | undefined): Edge {
  const origin = snapshot.report.origins.get(at) ?? snapshot.report.origins.nearest(at);
  return { other: { id, snapshot }, place: origin?.focus, rate };
}

/** A queue asks its consumers; a step without a caller is the flow's own. */
function askerOf({ kind, step, caller, flow }: Operation): string {
  if (kind === 'consume' && step.kind === 'consume') return step.queue.to;
  return caller ?? flow;
}

/** The id of the text of an operation: of a hop or fallback, its name. */
function placeOf({ at, step }: Operation): string {
  const hop = /\/hop(\d+)$/u.exec(at)?.[1];
  if (hop !== undefined) return `${step.id}.hop${Number(hop) + 1}`;
  const fallback = /\/else(\d+)$/u.exec(at)?.[1];
  if (fallback !== undefined) return `${step.id}.else${fallback}`;
  return step.kind === 'consume' ? `${step.id}.hop1` : step.id;
}

/** Calls by their other end. The same step seen from several entries counts once; the first entry with a rate says it. */
function gather(
  snapshot: Snapshot,
  declared: Declared,
  edgesOf: (one: Snapshot, id: string) => readonly Edge[],
): readonly Calls[] {
  const byEnd = new Map<string, { other: End; places: Map<string, Span>; rate: number | undefined; of: Snapshot }>();
  for (const one of familyOf(snapshot, declared)) {
    const id = idOf(one, declared);
    if (id === undefined) continue;
    for (const { other, place, rate } of edgesOf(one, id)) {
      const anchor = one.report.origins.anchor(other.id);
      const key = anchor === undefined ? `${one.file.uri} ${other.id}` : `${anchor.uri} ${anchor.node.offset}`;
      const known = byEnd.get(key) ?? { other, places: new Map<string, Span>(), rate: undefined, of: one };
      byEnd.set(key, known);
      if (known.rate === undefined) known.of = one;
      if (rate !== undefined && known.of === one) known.rate = (known.rate ?? 0) + rate;
      if (place !== undefined) known.places.set(`${place.uri} ${place.offset}`, place);
    }
  }
  return [...byEnd.values()].map(({ other, places, rate }) => ({ other, places: [...places.values()], rate }));
}
