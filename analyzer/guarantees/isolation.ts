/**
 * Which anomalies an isolation level lets happen.
 *
 * Berenson et al., A Critique of ANSI SQL Isolation Levels, SIGMOD 1995, table 4; `sometimes` counts as possible.
 * Serializable is taken to imply snapshot isolation (Elle's convention), so the levels are one chain but for write skew,
 * which snapshot lets happen and locking repeatable read does not.
 */
import type { Anomaly, Isolation } from './guarantee.js';

const allowed: Readonly<Record<Isolation, readonly Anomaly[]>> = {
  serializable: [],
  snapshot: ['phantom', 'write_skew'],
  repeatable_read: ['phantom'],
  cursor_stability: ['lost_update', 'fuzzy_read', 'phantom', 'read_skew', 'write_skew'],
  read_committed: ['cursor_lost_update', 'lost_update', 'fuzzy_read', 'phantom', 'read_skew', 'write_skew'],
  read_uncommitted: [
    'dirty_read',
    'cursor_lost_update',
    'lost_update',
    'fuzzy_read',
    'phantom',
    'read_skew',
    'write_skew',
  ],
  none: [
    'dirty_write',
    'dirty_read',
    'cursor_lost_update',
    'lost_update',
    'fuzzy_read',
    'phantom',
    'read_skew',
    'write_skew',
  ],
};

export function isIsolation(name: string): name is Isolation {
  return Object.hasOwn(allowed, name);
}

export function anomaliesOf(level: Isolation): readonly Anomaly[] {
  return allowed[level];
}

/** The cheapest level that excludes all of `anomalies`. */
export function weakestWithout(anomalies: readonly Anomaly[]): Isolation {
  const ascending: readonly Isolation[] = [
    'read_committed',
    'cursor_stability',
    'snapshot',
    'repeatable_read',
    'serializable',
  ];
  return ascending.find((level) => anomalies.every((anomaly) => !allowed[level].includes(anomaly))) ?? 'serializable';
}
