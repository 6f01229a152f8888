import { sayTime } from '../../design/say.js';
import type { Followed } from './followed.js';
import { nameOf } from './item-name.js';
import { type Conflict, conflictIn } from './linearizability.js';
import { endOf, type Operation } from './operation.js';
import { brokenBy } from './sessions.js';
import { missedWrite } from './staleness.js';
import type { ViolationKind } from './violation.js';

/** What is said of a counterexample, and what shows it. */
export interface Shown {
  readonly text: string;
  readonly operations: readonly Operation[];
}

/** Something that an operation breaks. */
export interface Breach {
  readonly kind: ViolationKind;
  /** Of a stale read: seconds that a newer version had been acknowledged for; otherwise 0. */
  readonly age: number;
  /** Finds what shows it; `undefined` where that is not kept any more. */
  readonly find: () => Shown | undefined;
}

const none: readonly Breach[] = [];

/**
 * What a read or write that was just answered breaks.
 *
 * Versions that were known when it began decide at once whether anything can be wrong; only then are the operations that are
 * kept looked through.
 */
export function judge(operation: Followed): readonly Breach[] {
  const { version, kind } = operation;
  if (version < 0) return none;
  const newest = Math.max(operation.acknowledged, operation.seen, operation.ownWrite, operation.ownRead);
  if (version >= newest) return none;
  const breaches: Breach[] = [];
  const { item } = operation;
  const missed =
    kind === 'read' && version < operation.acknowledged
      ? missedWrite(operation, [...item.milestones, ...item.changes])
      : undefined;
  if (kind === 'read' && version < operation.acknowledged) {
    // Where that write is not kept any more, it was acknowledged before everything that is.
    const since = missed?.ended ?? item.operations[0]?.begun ?? operation.begun;
    breaches.push({
      kind: 'stale',
      age: Math.max(0, operation.begun - since),
      find: () => missed && { text: staleText(operation, missed), operations: [missed, operation] },
    });
  }
  const [before, after] = [
    kind === 'read' ? 'read_your_writes' : 'monotonic_writes',
    kind === 'read' ? 'monotonic_reads' : 'writes_follow_reads',
  ] as const;
  if (version < operation.ownWrite) breaches.push({ kind: before, age: 0, find: () => session(operation, before) });
  if (version < operation.ownRead) breaches.push({ kind: after, age: 0, find: () => session(operation, after) });
  const conflict = conflictOf(operation, missed);
  if (conflict !== undefined)
    breaches.push({
      kind: 'linearizability',
      age: 0,
      find: () => ({ text: conflictText(operation), operations: conflict }),
    });
  return breaches;
}

/** What shows that the operation fits no order of the others. */
function conflictOf(operation: Followed, missed: Operation | undefined): Conflict | undefined {
  const { version, item } = operation;
  if (version >= Math.max(operation.acknowledged, operation.seen)) return undefined;
  if (missed !== undefined) {
    // Most often the version that it saw had been overwritten for good: nothing else needs to be looked at.
    if (version === 0) return [missed, operation];
    const seen = item.changes.find((one) => one.kind === 'write' && one.version === version);
    if (seen !== undefined && endOf(seen) < missed.begun) return [seen, missed, operation];
  }
  const conflict = conflictIn(item.operations);
  // A conflict that this operation has no part in was counted when it came up.
  return conflict?.includes(operation) === true ? conflict : undefined;
}

function session(operation: Followed, guarantee: ViolationKind): Shown | undefined {
  const found = brokenBy(operation, operation.item.operations).find((one) => one.guarantee === guarantee);
  if (found === undefined) return undefined;
  const { earlier } = found;
  const done = operation.kind === 'read' ? 'read' : 'wrote';
  const had = earlier.kind === 'read' ? 'seen' : 'written';
  return {
    text: `${client(operation)} ${done} version ${operation.version} of ${nameOf(operation)} ${from(operation)} after it had ${had} version ${earlier.version} itself`,
    operations: [earlier, operation],
  };
}

const client = ({ session: number }: Operation): string => `client ${number}`;
const from = ({ kind, copy, at }: Operation): string => `${kind === 'read' ? 'from' : 'at'} ${copy === '' ? at : copy}`;

function staleText(read: Followed, missed: Operation): string {
  const age = sayTime(Math.max(0, read.begun - (missed.ended ?? read.begun)));
  return `${client(read)} read version ${read.version} of ${nameOf(read)} ${from(read)}, ${age} after version ${missed.version} was acknowledged`;
}

function conflictText(operation: Followed): string {
  const done = operation.kind === 'read' ? 'read' : 'wrote';
  return `${client(operation)} ${done} version ${operation.version} of ${nameOf(operation)} ${from(operation)} when version ${Math.max(operation.acknowledged, operation.seen)} was already there: no order of these operations fits one register`;
}

/** An operation that was done more than once. */
export function judgeEffects(operation: Followed): Shown {
  const { effects, kind } = operation;
  const done = kind === 'publish' ? 'published' : 'wrote';
  return {
    text: `${client(operation)} ${done} ${nameOf(operation)} once, and ${operation.at} did it ${effects.length} times`,
    operations: [operation],
  };
}

/** An acknowledged write that no copy has any more. */
export function judgeLost(write: Followed): Shown {
  return {
    text: `version ${write.version} of ${nameOf(write)} was acknowledged to ${client(write)}, and no copy of ${write.at} has it any more`,
    operations: [write],
  };
}
