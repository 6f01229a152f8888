import type {
  CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsParams,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsParams,
  CallHierarchyPrepareParams,
} from 'vscode-languageserver';
import { type Position, type Range, SymbolKind } from 'vscode-languageserver-types';
import { sayRate } from '../../../analyzer/design/say.js';
import type { Span } from '../../findings/positioned.js';
import type { Declared } from '../../link/declared.js';
import type { Feature } from '../feature.js';
import { idOf, nameAt } from '../names.js';
import { rangeOfSpan, type Snapshot } from '../snapshot.js';
import { symbolKind } from '../symbols/symbol-kind.js';
import { type Calls, callsFrom, callsTo, type End, estimateOf } from './calls.js';

/** Where an item is declared, so that it is found again in another file's document. */
interface ItemData {
  readonly path: string;
  readonly offset: number;
}

/** The component, flow or workload at a position as the root of a hierarchy. */
export function prepareCallHierarchy(snapshot: Snapshot, position: Position): readonly CallHierarchyItem[] {
  const declared = nameAt(snapshot, position)?.declared;
  if (declared === undefined || !['component', 'flow', 'workload'].includes(declared.kind)) return [];
  const id = idOf(snapshot, declared);
  const item = id === undefined ? undefined : itemOf({ id, snapshot }, ownRate(snapshot, id));
  return item === undefined ? [] : [item];
}

/** Upstream: who asks the item, how often, and where that is written. */
export function incomingCalls(snapshot: Snapshot, item: CallHierarchyItem): readonly CallHierarchyIncomingCall[] {
  const declared = declaredOf(snapshot, item);
  if (declared === undefined) return [];
  return callsTo(snapshot, declared).flatMap((calls) =>
    // Ranges are read in the file of the caller: calls from another file get an item of their own there.
    byFile(calls).flatMap(([file, places]) => {
      const from = itemOf(calls.other, calls.rate, places, file);
      return from === undefined ? [] : [{ from, fromRanges: rangesOf(calls.other.snapshot, places) }];
    }),
  );
}

/** Downstream: whom the item asks. */
export function outgoingCalls(snapshot: Snapshot, item: CallHierarchyItem): readonly CallHierarchyOutgoingCall[] {
  const declared = declaredOf(snapshot, item);
  if (declared === undefined) return [];
  return callsFrom(snapshot, declared).flatMap((calls) => {
    const to = itemOf(calls.other, calls.rate);
    const here = calls.places.filter(({ uri }) => calls.other.snapshot.address(uri) === item.uri);
    return to === undefined ? [] : [{ to, fromRanges: rangesOf(calls.other.snapshot, here) }];
  });
}

function byFile({ places }: Calls): readonly (readonly [string, readonly Span[]])[] {
  const files = new Map<string, Span[]>();
  for (const place of places) files.set(place.uri, [...(files.get(place.uri) ?? []), place]);
  return [...files];
}

function rangesOf(snapshot: Snapshot, places: readonly Span[]): Range[] {
  return places.map((place) => rangeOfSpan(snapshot, place)).filter((range) => range !== undefined);
}

/** An item at its declaration, or at the first of `places` when these are in another file. */
function itemOf(
  { id, snapshot }: End,
  rate: number | undefined,
  places: readonly Span[] = [],
  file?: string,
): CallHierarchyItem | undefined {
  const { report } = snapshot;
  const origin = report.origins.get(id);
  const declared = origin === undefined ? undefined : report.occurrences.at(origin.uri, origin.focus.offset)?.declared;
  if (origin === undefined || declared === undefined) return undefined;
  const isElsewhere = file !== undefined && file !== origin.uri;
  const [first = origin.focus] = places;
  const range = rangeOfSpan(snapshot, isElsewhere ? first : origin);
  const selectionRange = rangeOfSpan(snapshot, isElsewhere ? first : origin.focus);
  if (range === undefined || selectionRange === undefined) return undefined;
  const data: ItemData = { path: origin.uri, offset: origin.focus.offset };
  return {
    name: declared.name,
    kind: declared.kind === 'workload' ? SymbolKind.Event : symbolKind(declared),
    detail: [whatIs(snapshot, declared, id), ...(rate === undefined ? [] : [sayRate(rate)])].join(' · '),
    uri: snapshot.address(isElsewhere ? first.uri : origin.uri),
    range,
    selectionRange,
    data,
  };
}

/** `database : cassandra`, `flow`. */
function whatIs({ report }: Snapshot, declared: Declared, id: string): string {
  if (declared.kind !== 'component') return declared.kind;
  const technology = report.facts.lookup.components.get(id)?.technology;
  return technology === undefined ? declared.node.kind : `${declared.node.kind} : ${technology}`;
}

/** Everything that arrives at a component, or starts of a flow, per second. */
function ownRate(snapshot: Snapshot, id: string): number | undefined {
  const estimate = estimateOf(snapshot);
  return estimate?.components[id]?.arrivalRate ?? estimate?.flows[id]?.rate;
}

function declaredOf(snapshot: Snapshot, { data, selectionRange, uri }: CallHierarchyItem): Declared | undefined {
  // Made by this file, and kept by the client as it was.
  const known = data as Partial<ItemData> | undefined;
  const at = typeof known?.path === 'string' && typeof known.offset === 'number' ? known : undefined;
  if (at?.path !== undefined && at.offset !== undefined) {
    for (const one of [snapshot, ...snapshot.family(at.path)]) {
      const found = one.report.occurrences.at(at.path, at.offset)?.declared;
      if (found !== undefined) return found;
    }
  }
  return uri === snapshot.uri ? nameAt(snapshot, selectionRange.start)?.declared : undefined;
}

export const callHierarchyFeature: Feature = {
  capabilities: { callHierarchyProvider: true },
  register(connection, context) {
    const { callHierarchy } = connection.languages;
    const about = <P extends { readonly item: CallHierarchyItem }>(params: P) => ({
      ...params,
      textDocument: { uri: params.item.uri },
      position: params.item.selectionRange.start,
    });
    callHierarchy.onPrepare(
      context.answer((snapshot, { position }: CallHierarchyPrepareParams) => {
        const items = prepareCallHierarchy(snapshot, position);
        return items.length === 0 ? null : [...items];
      }),
    );
    const incoming = context.answer(
      (snapshot, { item }: ReturnType<typeof about<CallHierarchyIncomingCallsParams>>) => [
        ...incomingCalls(snapshot, item),
      ],
    );
    const outgoing = context.answer(
      (snapshot, { item }: ReturnType<typeof about<CallHierarchyOutgoingCallsParams>>) => [
        ...outgoingCalls(snapshot, item),
      ],
    );
    callHierarchy.onIncomingCalls((params, token) => incoming(about(params), token));
    callHierarchy.onOutgoingCalls((params, token) => outgoing(about(params), token));
  },
};
