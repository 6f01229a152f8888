/**
 * What clients did to data in a run and what they saw, followed key by key and checked against what the data requires while it
 * happens, in memory that does not grow with the run.
 *
 * `operation.ts` and `violation.ts` are what is published; `linearizability.ts`, `sessions.ts` and `staleness.ts` judge lists of
 * operations and know nothing else; `register.ts` and `key-history.ts` keep what is needed to see quickly that nothing is wrong.
 * Recording draws no random numbers and changes nothing of what happens.
 */
import type { Design, Id } from '../../design/design.js';
import type { DataResult } from '../result.js';
import type { Happening } from '../scenario/happening.js';
import { DataCounts } from './data-counts.js';
import { Followed } from './followed.js';
import { nameOf } from './item-name.js';
import { judge, judgeEffects, judgeLost } from './judge.js';
import type { KeyHistory } from './key-history.js';
import type { Operation } from './operation.js';
import { FollowedData, Register } from './register.js';
import { type Required, requiredOf } from './requirements.js';
import type { Violation, ViolationKind } from './violation.js';

/** Counterexamples of one kind and data that are kept: the first ones. */
const MOST_VIOLATIONS = 3;
/** Operations that a trace holds: the first ones. */
const MOST_TRACED = 100_000;

/** Where the time comes from, and what befell the system until now. */
export interface Circumstances {
  now(): number;
  readonly happenings: readonly Happening[];
}

export class History {
  private readonly data = new Map<Id, FollowedData>();
  private readonly required = new Map<Id, Required>();
  private readonly registers = new Map<string, Register>();
  private readonly broken: Violation[] = [];
  private readonly trace: Followed[] | undefined;
  private circumstances: Circumstances = { now: () => 0, happenings: [] };
  private begun = 0;

  /** `counts`: how many items of each data there are. `isTraced`: whether all followed operations are kept. */
  constructor(design: Design, counts: ReadonlyMap<Id, number> = new Map(), isTraced = false) {
    for (const [index, item] of design.data.entries()) {
      this.data.set(item.id, new FollowedData(item.id, index, counts.get(item.id), new DataCounts()));
      this.required.set(item.id, requiredOf(item));
    }
    if (isTraced) this.trace = [];
  }

  /** Tells it where it happens. */
  happensIn(circumstances: Circumstances): void {
    this.circumstances = circumstances;
  }

  /** Whether operations on a key are followed one by one. All others are only counted. */
  tracks(data: Id, key: number): boolean {
    return this.data.get(data)?.keys.has(key) ?? false;
  }

  /** So many acknowledged writes, or messages, of a data item are gone for good. */
  lost(data: Id, count: number): void {
    const of = this.data.get(data);
    if (of !== undefined) of.counts.lost += count;
  }

  /** The data with this index was written, and the message about it was never published. */
  unpublished(index: number, key: number, session: number): void {
    for (const of of this.data.values()) {
      if (of.index !== index) continue;
      of.counts.lost++;
      const write = this.latest(of.id, key, (one) => one.kind === 'write' && one.session === session);
      if (write === undefined) continue;
      this.note('lost', write, () => ({
        text: `version ${write.version} of ${nameOf(write)} was written at ${write.at}, and the message about it was never published`,
        operations: [write],
      }));
    }
  }

  /** All, or some keys, that a component held of a data item is gone; says how many followed items. It is counted by `lost`. */
  wiped(data: Id, home: Id, has: (key: number) => boolean = () => true): number {
    let count = 0;
    for (const { key } of this.registers.get(`${data} ${home}`)?.histories ?? []) {
      if (!has(key)) continue;
      const write = this.latest(data, key, (one) => one.kind === 'write' && one.at === home && one.outcome === 'ok');
      if (write === undefined) continue;
      count++;
      this.note('lost', write, () => judgeLost(write));
    }
    return count;
  }

  /** The newest change of an item that something is true of. */
  private latest(data: Id, key: number, is: (change: Followed) => boolean): Followed | undefined {
    for (const register of this.registers.values()) {
      const found = register.data === data ? register.known(key)?.changes.findLast(is) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A data item at a store or queue; `undefined` for data that the design does not declare. */
  register(data: Id, home: Id): Register | undefined {
    const of = this.data.get(data);
    if (of === undefined) return undefined;
    const name = `${data} ${home}`;
    let known = this.registers.get(name);
    if (known === undefined) {
      known = new Register(of, home);
      this.registers.set(name, known);
    }
    return known;
  }

  /** An operation begins; `undefined` where its key is not followed. */
  begin(
    register: Register,
    kind: Operation['kind'],
    key: number,
    session: number,
    flow: Id,
    isIdempotent: boolean,
  ): Followed | undefined {
    const { counts } = register.of;
    counts.begun++;
    if (!register.follows(key)) return undefined;
    counts.followed++;
    const item = register.key(key);
    const now = this.circumstances.now();
    const operation = new Followed(register, item, this.begun++, kind, session, flow, now, isIdempotent);
    item.begin(operation);
    if (this.trace !== undefined && this.trace.length < MOST_TRACED) this.trace.push(operation);
    return operation;
  }

  /** A store or queue does what an operation asks for; of messages, more than once is a duplicate, too. */
  happened(operation: Followed, copy: string, version: number): void {
    if (version > operation.item.current) operation.item.current = version;
    operation.happened(this.circumstances.now(), copy, version);
    if (operation.outcome === 'unknown') operation.version = version;
    if (operation.effects.length > 1 && !operation.isIdempotent) {
      operation.register.of.counts.duplicated++;
      this.note('duplicated', operation, () => judgeEffects(operation));
    }
  }

  /** Its answer reaches the client, or it is given up. */
  end(operation: Followed, outcome: Operation['outcome']): void {
    const { now } = this.circumstances;
    operation.outcome = outcome;
    operation.isGivenUp = outcome === 'unknown';
    operation.ended = outcome === 'unknown' ? null : now();
    // It may have happened, or happen yet.
    if (outcome === 'unknown') operation.version = operation.effects[0]?.version ?? -1;
    if (outcome === 'ok') this.check(operation);
  }

  /** A message was processed; what matters is when that was the first time. */
  private processed(operation: Followed): void {
    const { item, version, register, flow } = operation;
    if (!(version > 0)) return;
    const last = item.processed.get(flow);
    if (last === undefined || version > last.version) {
      item.processed.set(flow, operation);
      return;
    }
    if (version === last.version || wasProcessed(operation)) return;
    register.of.counts.reordered++;
    this.note('reordered', operation, () => ({
      text: `message ${version} of ${nameOf(operation)} was processed after message ${last.version}`,
      operations: [...publicationsOf(item, [version, last.version]), last, operation],
    }));
  }

  /** A message had its effects again; it is counted by whoever knows. */
  repeated(operation: Followed): void {
    const { item, version, flow } = operation;
    this.note('duplicated', operation, () => ({
      text: `message ${version} of ${nameOf(operation)} had its effects more than once`,
      operations: [
        ...publicationsOf(item, [version]),
        ...item.operations.filter((one) => one.kind === 'consume' && one.version === version && one.flow === flow),
        operation,
      ],
    }));
  }

  /** A message of a followed key is gone for good; it is counted by `lost`. */
  vanished(register: Register, key: number, version: number, why: string): void {
    const item = register.known(key);
    if (item === undefined) return;
    const [published] = publicationsOf(item, [version]);
    if (published === undefined) return;
    this.note('lost', published, () => ({
      text: `message ${version} of ${nameOf(published)} is gone: ${why}`,
      operations: item.operations.filter(
        ({ kind, version: of }) => kind !== 'read' && kind !== 'write' && of === version,
      ),
    }));
  }

  /** A message that nobody answers has left its publisher, who takes it to be there. */
  sent(operation: Followed): void {
    operation.outcome = 'ok';
    operation.ended = this.circumstances.now();
  }

  /** Such a message never came to be in its queue; missing where its key is not followed. */
  unheard(data: Id, operation: Followed | undefined): void {
    this.lost(data, 1);
    if (operation === undefined) return;
    this.note('lost', operation, () => ({
      text: `a message of ${nameOf(operation)} was sent to ${operation.at} and never got there, and nobody was told`,
      operations: [operation],
    }));
  }

  /** An acknowledged write of a followed key is on no copy any more; it is counted by `lost`. */
  gone(data: Id, home: Id, key: number, version: number): void {
    const changes = this.registers.get(`${data} ${home}`)?.known(key)?.changes;
    const write = changes?.find((one) => one.kind !== 'consume' && one.version === version && one.outcome === 'ok');
    if (write !== undefined) this.note('lost', write, () => judgeLost(write));
  }

  private check(operation: Followed): void {
    const { register, item } = operation;
    const { counts } = register.of;
    if (operation.kind === 'read' || operation.kind === 'write') {
      const required = this.required.get(register.data) ?? requiredOf(undefined);
      if (operation.kind === 'read' && operation.version >= 0)
        counts.readBehind(Math.max(0, operation.acknowledged - operation.version));
      for (const { kind, age, find } of judge(operation)) {
        if (kind === 'stale') {
          counts.staleBy(age);
          const allowed = required.freshness ?? 0;
          if (allowed > 0 && age <= allowed) continue;
          counts.stale++;
        } else counts.break(kind);
        this.note(kind, operation, find);
      }
    }
    if (operation.kind === 'consume') this.processed(operation);
    else item.answered(operation, this.circumstances.now());
  }

  /** Keeps a counterexample of what is required and was broken. */
  private note(
    kind: ViolationKind,
    operation: Followed,
    find: () => { readonly text: string; readonly operations: readonly Operation[] } | undefined,
  ): void {
    const { data, key } = operation;
    const requirement = this.required.get(data)?.words.get(kind);
    if (requirement === undefined) return;
    if (this.broken.filter((one) => one.kind === kind && one.data === data).length >= MOST_VIOLATIONS) return;
    const found = find();
    if (found === undefined) return;
    const at = this.circumstances.now();
    const operations = [...new Set(found.operations)].sort((a, b) => a.begun - b.begun || a.index - b.index);
    const since = operations[0]?.begun ?? at;
    const happenings = this.circumstances.happenings.filter((one) => one.at >= since && one.at <= at);
    this.broken.push({
      kind,
      data,
      key,
      at,
      requirement,
      text: found.text,
      operations: operations.map((one) => (one instanceof Followed ? one.published() : one)),
      happenings: happenings.slice(-MOST_HAPPENINGS),
    });
  }

  results(): Readonly<Record<Id, DataResult>> {
    const keys = new Map<Id, Set<number>>();
    for (const { data, histories } of this.registers.values()) {
      const known = keys.get(data) ?? new Set();
      for (const { key } of histories) known.add(key);
      keys.set(data, known);
    }
    return Object.fromEntries([...this.data].map(([id, { counts }]) => [id, counts.result(keys.get(id)?.size ?? 0)]));
  }

  violations(): readonly Violation[] {
    return this.broken;
  }

  /** All followed operations, where they are traced; the first ones of a long run. */
  traced(): readonly Operation[] {
    return (this.trace ?? []).map((one) => one.published());
  }
}

/** Happenings that a counterexample tells of: the last ones. */
const MOST_HAPPENINGS = 8;

function publicationsOf({ operations }: KeyHistory, versions: readonly number[]): Followed[] {
  return operations.filter(({ kind, version }) => kind === 'publish' && versions.includes(version));
}

/** Whether an earlier delivery of the same message was processed. */
function wasProcessed(operation: Followed): boolean {
  return operation.item.operations.some(
    (one) =>
      one !== operation &&
      one.kind === 'consume' &&
      one.flow === operation.flow &&
      one.version === operation.version &&
      one.outcome === 'ok',
  );
}
