/**
 * Counterexamples as sequence diagrams: who did what to which copy, time downward.
 *
 * This folder turns a violation of a simulated history into lanes and rows, and those into SVG and Mermaid. It knows nothing of
 * how a run is simulated, and computes no times but those that it shows.
 */
import { sayTime } from '../../analyzer/design/say.js';
import { nameOf } from '../../analyzer/simulator/history/item-name.js';
import type { Operation } from '../../analyzer/simulator/history/operation.js';
import type { Violation } from '../../analyzer/simulator/history/violation.js';

/** Somebody who does or knows something: a client, a consumer, a copy of a store. */
export interface Lane {
  readonly id: string;
  readonly label: string;
  readonly isClient: boolean;
}

/** What happens at one moment. Indices are those of lanes. */
export type Row =
  | {
      readonly kind: 'message';
      readonly at: number;
      readonly from: number;
      readonly to: number;
      readonly text: string;
      readonly isAnswer: boolean;
    }
  | { readonly kind: 'mark'; readonly at: number; readonly lane: number; readonly text: string }
  | { readonly kind: 'happening'; readonly at: number; readonly text: string };

export interface Sequence {
  readonly title: string;
  /** What is required and was broken. */
  readonly subtitle: string;
  readonly lanes: readonly Lane[];
  /** In the order of time. */
  readonly rows: readonly Row[];
}

/** The picture of a counterexample. */
export function sequenceOf(violation: Violation): Sequence {
  const lanes = new Lanes(violation.operations);
  const rows = [
    ...violation.operations.flatMap((operation) => rowsOf(operation, lanes)),
    ...violation.happenings.map(({ at, text }): Row => ({ kind: 'happening', at, text })),
  ];
  return {
    title: violation.text,
    subtitle: `required: ${violation.requirement}`,
    lanes: lanes.all,
    // A stable sort keeps what one operation does at one moment in its order.
    rows: rows.sort((a, b) => a.at - b.at),
  };
}

/** Clients first, in the order of their first operation; then copies, in the order in which they are first asked. */
class Lanes {
  readonly all: readonly Lane[];
  private readonly index: ReadonlyMap<string, number>;

  constructor(operations: readonly Operation[]) {
    const clients = new Map(operations.map((one) => [clientId(one), clientLabel(one)]));
    const copies = new Set(operations.flatMap((one) => [copyOf(one), ...one.effects.map(({ copy }) => copy)]));
    this.all = [
      ...[...clients].map(([id, label]) => ({ id, label, isClient: true })),
      ...[...copies].map((copy) => ({ id: `copy ${copy}`, label: copy, isClient: false })),
    ];
    this.index = new Map(this.all.map(({ id }, index) => [id, index]));
  }

  client(operation: Operation): number {
    return this.index.get(clientId(operation)) ?? 0;
  }
  copy(copy: string): number {
    return this.index.get(`copy ${copy}`) ?? 0;
  }
}

const copyOf = ({ copy, at }: Operation): string => (copy === '' ? at : copy);
const clientId = ({ kind, session, flow }: Operation): string =>
  kind === 'consume' ? `consumer ${flow}` : `client ${session}`;
const clientLabel = ({ kind, session, flow }: Operation): string =>
  kind === 'consume' ? `flow ${flow}` : `client ${session}`;

function rowsOf(operation: Operation, lanes: Lanes): Row[] {
  const { kind, begun, ended, outcome, version, effects } = operation;
  const client = lanes.client(operation);
  const copy = lanes.copy(copyOf(operation));
  if (kind === 'consume') {
    const rows: Row[] = [
      {
        kind: 'message',
        at: begun,
        from: copy,
        to: client,
        text: `message ${version} of ${nameOf(operation)}`,
        isAnswer: false,
      },
    ];
    if (ended === null) return rows;
    const text = `message ${version} ${outcome === 'ok' ? 'processed' : 'failed'}`;
    return [...rows, { kind: 'message', at: ended, from: client, to: copy, text, isAnswer: true }];
  }
  const marks = effects.map(
    (effect, index): Row => ({
      kind: 'mark',
      at: effect.at,
      lane: lanes.copy(effect.copy),
      text: `${effectText(kind, effect.version)}${index > 0 ? ', again' : ''}`,
    }),
  );
  const asked: Row = {
    kind: 'message',
    at: begun,
    from: client,
    to: copy,
    text: `${kind} ${nameOf(operation)}`,
    isAnswer: false,
  };
  if (ended === null)
    return [asked, ...marks, { kind: 'mark', at: marks.at(-1)?.at ?? begun, lane: client, text: 'no answer' }];
  return [
    asked,
    ...marks,
    { kind: 'message', at: ended, from: copy, to: client, text: answerText(operation), isAnswer: true },
  ];
}

function effectText(kind: Operation['kind'], version: number): string {
  return kind === 'publish' ? `message ${version}` : `version ${version}`;
}

function answerText({ kind, outcome, version }: Operation): string {
  if (outcome !== 'ok') return 'failed';
  if (kind === 'read') return `version ${version}`;
  return `done: ${effectText(kind, version)}`;
}

/** Seconds since the start of the run, exact enough to tell neighbours apart. */
export function momentOf(at: number, rows: readonly Row[]): string {
  const span = (rows.at(-1)?.at ?? 0) - (rows[0]?.at ?? 0);
  if (!(span > 0) || at < 60) return at < 1 ? sayTime(Number(at.toPrecision(4))) : `${at.toFixed(decimals(span))} s`;
  const minutes = Math.floor(at / 60);
  const seconds = (at - 60 * minutes).toFixed(decimals(span));
  return `${minutes}:${Number(seconds) < 10 ? '0' : ''}${seconds}`;
}

/** Decimals of a second that tell a hundredth of the span. */
const decimals = (span: number): number => Math.max(0, Math.min(6, Math.ceil(2 - Math.log10(Math.max(span, 1e-6)))));
