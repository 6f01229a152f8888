import { extraAnomalies, isolation } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { anomaliesOf, isIsolation } from '../../guarantees/isolation.js';

/**
 * How a store keeps transactions apart.
 *
 * locks: what is read is locked against writers and what is written against everybody, until the end (two-phase locking).
 * validation: nothing waits; at its end a transaction is refused when somebody else has changed meanwhile what it writes
 * (`checksReads`: or what it read). writes: only what is written is locked, from the first write until the end, so that updates can
 * get lost.
 */
export interface Protection {
  readonly kind: 'locks' | 'validation' | 'writes';
  readonly checksReads: boolean;
}

/**
 * Products that look for conflicts instead of locking what is read: snapshots of rows (PostgreSQL documentation, transaction
 * isolation; CockroachDB, Oracle, TimescaleDB alike), compare-and-set of revisions (etcd, CouchDB), cancelled transactions
 * (DynamoDB, MongoDB: write conflict), and watched keys (Redis).
 */
const validating: ReadonlySet<string> = new Set([
  'bigquery',
  'cockroachdb',
  'couchdb',
  'dynamodb',
  'etcd',
  'mongodb',
  'oracle',
  'postgres',
  'redis',
  'snowflake',
  'timescaledb',
  'valkey',
]);

/** By level and product: whoever lets updates get lost locks writes only; a snapshot is always validated. */
export function protectionOf(component: Component): Protection {
  const level = isolation(component)?.value;
  if (level === undefined || !isIsolation(level)) return { kind: 'writes', checksReads: false };
  const anomalies = [...anomaliesOf(level), ...extraAnomalies(component, level)];
  if (anomalies.includes('lost_update')) return { kind: 'writes', checksReads: false };
  const isValidated = level === 'snapshot' || validating.has(component.technology ?? '');
  return { kind: isValidated ? 'validation' : 'locks', checksReads: !anomalies.includes('write_skew') };
}
