/** Counting copies: how many a level asks for, and how many the steps of a design ask a leaderless store for. */
import { replication } from '../catalogue/setting.js';
import type { Component, CopyCount, Id, ReadTarget } from '../design/design.js';
import type { Operation } from '../flow/operations.js';

/** Copies that `level` means for `count` copies; words about places (`leader`, `nearest`, …) mean one copy. */
export function copiesNeeded(level: CopyCount | ReadTarget, count: number): number {
  if (typeof level === 'number') return Math.min(level, count);
  if (level === 'all') return count;
  if (level === 'quorum') return Math.floor(count / 2) + 1;
  return 1;
}

/** Copies that reads and writes of one data item at a leaderless store take in. */
export interface QuorumLevels {
  readonly count: number;
  /** Copies of the read that asks fewest, and of a read that does not say. */
  readonly read: number;
  readonly usualRead: number;
  /** Copies of the write that waits for fewest. */
  readonly write: number;
  /** Steps that name a level of their own. */
  readonly said: readonly Id[];
}

/**
 * The weakest levels that the steps use (`at quorum`), the store's own where they say nothing; `undefined` for a store
 * that is not leaderless.
 */
export function quorumLevels(
  component: Component,
  data: Id | undefined,
  operations: readonly Operation[],
): QuorumLevels | undefined {
  const copies = replication(component);
  if (copies === undefined || copies.topology !== 'leaderless') return undefined;
  const { count } = copies;
  const usualRead = copiesNeeded(copies.read ?? 'one', count);
  const usualWrite = copiesNeeded(copies.write ?? 'one', count);
  const steps = operations.filter((one) => one.target === component.id && one.data === data).map(({ step }) => step);
  const reads = steps.flatMap((step) =>
    step.kind === 'read' || step.kind === 'query'
      ? [step.at === undefined ? usualRead : copiesNeeded(step.at, count)]
      : [],
  );
  const writes = steps.flatMap((step) =>
    step.kind === 'write' ? [step.at === undefined ? usualWrite : copiesNeeded(step.at, count)] : [],
  );
  const said = steps.flatMap((step) =>
    'at' in step && (step.kind === 'read' || step.kind === 'query' || step.kind === 'write') && step.at !== undefined
      ? [step.id]
      : [],
  );
  return {
    count,
    read: reads.length === 0 ? usualRead : Math.min(...reads),
    usualRead,
    write: writes.length === 0 ? usualWrite : Math.min(...writes),
    said,
  };
}
