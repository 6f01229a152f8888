/** A client that meets an older state than it has written or seen. */
import { replication, symbol } from '../../catalogue/setting.js';
import type { Component, Requirement } from '../../design/design.js';
import { sayList, sayNumber, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { implies } from '../../guarantees/consistency.js';
import type { FlowGuarantee } from '../../guarantees/guarantee.js';
import { groupedBy } from '../grouped.js';
import type { Fix, Rule } from '../rule.js';
import { areAlternatives } from '../same-run.js';
import { isCritical, requirementOf } from '../step-rates.js';
import { byCause, readAtClause, readFresh, topology } from '../weak-reads.js';

export const sessionGuaranteeBroken: Rule = {
  id: 'session-guarantee-broken',
  family: 'cap',
  severity: 'error',
  summary: 'A client’s reads can land on a copy older than what it has written or seen.',
  concept: 'session guarantees',
  sources: ['Terry et al., Session Guarantees for Weakly Consistent Replicated Data, PDIS 1994'],
  *check(facts) {
    for (const same of byCause(brokenReads(facts), facts)) {
      const [first] = same;
      if (first === undefined) continue;
      const { path, store, need, write } = first;
      const items = [...new Set(same.map((one) => `\`${one.path.data}\``))];
      const what =
        write === undefined
          ? 'a client may see an older state than before'
          : `\`${write.origin}\` writes it in \`${write.flow}\` and may not find it`;
      const isShared = same.length > 1;
      yield {
        at: isShared ? path.weakest.at : path.step,
        message: `${sayList(items)} ${items.length === 1 ? 'requires' : 'require'} ${need.name}, but ${what} ${isShared ? `in ${sayNumber(same.length)} reads` : 'here'}: ${path.weakest.because}${odds(facts, store, write === undefined)}.`,
        related: [
          { at: need.id, message: 'required here' },
          ...(write === undefined ? [] : [{ at: write.step.id, message: 'the write' }]),
          ...(isShared ? same.map((one) => ({ at: one.path.step, message: 'a read' })) : []),
        ],
        help:
          write === undefined
            ? 'Keep each client at its copy (`sessions sticky`), or read from the leader.'
            : 'Read from the leader what the client writes itself, or answer with what was written.',
        fixes: write === undefined ? stay(store) : fresh(facts, path, isShared),
      };
    }
  },
};

interface BrokenRead {
  readonly path: FlowGuarantee;
  readonly store: Component;
  readonly need: Requirement;
  /** The client's own write that it may miss; none where it may only go back in time. */
  readonly write?: Operation;
}

function brokenReads(facts: Facts): BrokenRead[] {
  const positions = new Map(facts.operations.map((one, index) => [one.at, index]));
  const writes = groupedBy(facts.operations, (one) =>
    one.kind === 'write' && !one.asynchronous ? one.data : undefined,
  );
  const reads = new Map(
    facts.operations.filter(({ kind, fallback }) => kind !== 'write' && fallback === 0).map((one) => [one.at, one]),
  );
  return facts.paths.flatMap((path): BrokenRead[] => {
    const read = reads.get(path.step);
    const item = facts.lookup.data.get(path.data);
    if ((path.operation !== 'read' && path.operation !== 'query') || read === undefined || read.asynchronous) return [];
    // strong-read-from-replica speaks of each weak read of linearizable data.
    if (item === undefined || requirementOf(item, 'linearizable') !== undefined) return [];
    const store = weakCopy(facts, read, path);
    if (store === undefined) return [];
    const own = requirementOf(item, 'read_your_writes');
    if (own !== undefined && !implies(path.gets, 'read_your_writes')) {
      // stale-quorum and ap-for-critical speak of the store as a whole.
      const keeps = store.stores.some(({ to }) => to === item.id);
      if (topology(facts, store.id) === 'leaderless' || (keeps && isCritical(item))) return [];
      const mine = (writes.get(item.id) ?? []).filter((one) => one.origin === read.origin);
      const isToldInTheFlow = mine.some(
        (one) =>
          read.kind === 'read' &&
          one.flow === read.flow &&
          (positions.get(one.at) ?? 0) < (positions.get(read.at) ?? 0) &&
          !areAlternatives(facts, one, read),
      );
      const [write] = mine;
      if (write !== undefined) return isToldInTheFlow ? [] : [{ path, store, need: own, write }];
    }
    const need = requirementOf(item, 'monotonic_reads');
    if (need === undefined || implies(path.gets, 'monotonic_reads') || topology(facts, store.id) === undefined)
      return [];
    return [{ path, store, need }];
  });
}

/** The copy that makes the read weak; `undefined` where clients stay with one leader of several. */
function weakCopy(facts: Facts, read: Operation, path: FlowGuarantee): Component | undefined {
  const targets = [read.target, ...(read.step.kind === 'read' ? read.step.orElse.map(({ to }) => to) : [])];
  const components = targets.flatMap((id) => facts.lookup.components.get(id) ?? []);
  const store =
    components.find(({ id }) => path.weakest.at === id || path.weakest.at.startsWith(`${id}.`)) ?? components[0];
  return store !== undefined && topology(facts, store.id) === 'multi_leader' && isSticky(store) ? undefined : store;
}

function isSticky({ replicas }: Component): boolean {
  return symbol({ kind: 'replicas', settings: replicas?.settings ?? {} }, 'sessions')?.value === 'sticky';
}

/** How far copies are behind, and how often the next read is answered by another one. */
function odds(facts: Facts, store: Component, isTwoReads: boolean): string {
  const copies = replication(store);
  if (copies === undefined || copies.count <= 1) return '';
  const lag = Math.max(0, ...facts.estimates.map((one) => one.components[store.id]?.replicationLag?.p99 ?? 0));
  const answering = copies.read === 'replica' ? copies.count - 1 : copies.count;
  const isSpread = copies.topology === 'leader' && (copies.read === 'any' || copies.read === 'replica');
  const behind = lag > 0 ? `, up to ${sayTime(lag)} (p99 of the lag)` : '';
  if (!isSpread) return behind;
  return isTwoReads
    ? `${behind}; ${sayRatio(1 - 1 / answering)} of reads land on another copy than the one before`
    : `${behind}; ${sayRatio((copies.count - 1) / answering)} of reads land on a follower`;
}

function fresh(facts: Facts, path: FlowGuarantee, isShared: boolean): readonly Fix[] {
  return isShared ? readAtClause(facts, path.weakest.at) : readFresh(facts, path);
}

function stay({ replicas }: Component): Fix[] {
  return replicas?.topology === 'leader'
    ? [
        {
          title: 'Keep each client at its copy',
          edits: [{ kind: 'set', into: replicas.id, clause: 'sessions sticky' }],
        },
      ]
    : [];
}
