/** Read, compute, write back: whoever wrote in between is overwritten. */
import { technologyOf } from '../../catalogue/setting.js';
import type { DataItem } from '../../design/design.js';
import { sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { hasNoConflicts, hottestKeyRate, overlapsPerHour } from '../concurrent-writes.js';
import type { Fix, Rule } from '../rule.js';
import { isSameRun } from '../same-run.js';
import { busiestRate, worstFigure } from '../step-rates.js';

export const readModifyWrite: Rule = {
  id: 'read-modify-write',
  family: 'acid',
  severity: 'warning',
  summary: 'A flow reads an item and writes it back without transaction, compare-and-set or lock: updates get lost.',
  concept: 'lost update',
  sources: [
    'Berenson et al., A Critique of ANSI SQL Isolation Levels, SIGMOD 1995 (P4)',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 7',
  ],
  *check(facts) {
    for (const { read, write, item } of unprotectedUpdates(facts)) {
      yield {
        at: write.step.id,
        message: `\`${write.caller}\` reads \`${item.id}\` and writes it back: two requests that overlap lose one update${conflicts(facts, item, read, write)}.`,
        related: [{ at: read.step.id, message: 'the value read here may be old by then' }],
        help: 'Write `if unchanged`, take a lock, or do both steps in a transaction that keeps lost updates out.',
        fixes: remedies(facts, write),
      };
    }
  },
};

interface Update {
  readonly read: Operation;
  readonly write: Operation;
  readonly item: DataItem;
}

/** Writes behind a read of the same item that nothing joins to it. */
export function unprotectedUpdates(facts: Facts): Update[] {
  return facts.operations.flatMap((write, index) => {
    if (
      write.step.kind !== 'write' ||
      write.step.ifUnchanged ||
      write.lock !== undefined ||
      write.transaction !== undefined
    )
      return [];
    const item = facts.lookup.data.get(write.data ?? '');
    if (item === undefined || hasNoConflicts(item)) return [];
    const read = facts.operations
      .slice(0, index)
      .find((one) => one.kind === 'read' && one.data === write.data && isSameRun(facts, one, write));
    return read === undefined ? [] : [{ read, write, item }];
  });
}

/**
 * Expected lost updates per hour on the hottest key: each write is lost when another falls into the time between its read
 * and its write.
 */
function conflicts(facts: Facts, item: DataItem, read: Operation, write: Operation): string {
  const rate = busiestRate(facts, [write]);
  const window = worstFigure(facts, read.target, 'responseTime') + worstFigure(facts, write.target, 'responseTime');
  const hottest = hottestKeyRate(facts, item, [write]);
  if (hottest === undefined || window === 0) return rate > 0 ? ` (${sayRate(rate)} of writes)` : '';
  return ` (about ${sayNumber(overlapsPerHour(hottest, window))} an hour on the hottest key, which takes ${sayRate(hottest)} over a window of ${sayTime(window)})`;
}

function remedies(facts: Facts, write: Operation): Fix[] {
  const lacks = technologyOf(facts.lookup.components.get(write.target)?.technology)?.lacks ?? [];
  return lacks.includes('conditional_writes')
    ? []
    : [{ title: 'Compare and set', edits: [{ kind: 'append', at: write.step.id, text: 'if unchanged' }] }];
}
