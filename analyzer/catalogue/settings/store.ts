/** What databases and their kin promise, and what one operation costs them. */
import { of, recalled } from '../source.js';
import type { SettingSpec, SymbolOption } from '../types.js';

/** Isolation levels, strongest first; the ids of `analyzer/guarantees/isolation.ts`. */
export const isolationLevels: readonly SymbolOption[] = [
  { name: 'serializable', meaning: 'as if transactions ran one after another' },
  { name: 'snapshot', meaning: 'each transaction reads one moment; first committer wins; write skew remains' },
  { name: 'repeatable_read', meaning: 'what was read stays as it is until commit (locking); phantoms remain' },
  { name: 'cursor_stability', meaning: 'the row under the cursor stays as it is' },
  { name: 'read_committed', meaning: 'no uncommitted data is seen; lost updates and skews remain' },
  { name: 'read_uncommitted', meaning: 'uncommitted data may be seen' },
];

const reading = [
  'database',
  'warehouse',
  'bucket',
  'search',
  'materialized_view',
  'coordinator',
  'cache',
  'monitor',
] as const;

export const storeSettings: readonly SettingSpec[] = [
  {
    name: 'isolation',
    summary: 'How far transactions are kept apart.',
    value: { type: 'symbol', options: isolationLevels },
    of: ['database', 'warehouse'],
    example: 'isolation serializable',
    used: 'guarantees: anomalies that can happen (Berenson et al. 1995); rules weak-isolation, default-isolation, read-modify-write, unsupported-by-technology; simulator: what transactions lock, and which of them are refused',
  },
  {
    name: 'refresh',
    summary: 'Time until a change is visible to reads here.',
    value: { type: 'quantity', dimension: 'time' },
    of: ['database', 'warehouse', 'search', 'materialized_view'],
    example: 'refresh 2 s',
    used: 'guarantees: age of what is read; rules stale-view, lag-exceeds-bound; simulator: how old what is read is',
  },
  {
    name: 'read_work',
    summary: 'Time one core is busy with one read by key; instead of `work`.',
    value: { type: 'law', bare: 'exponential' },
    of: reading,
    example: 'read_work 0.5 ms',
    used: 'estimate: service time of reads; simulator: sampled per read',
  },
  {
    name: 'write_work',
    summary: 'Time one core of one copy is busy with one write; instead of `work`.',
    value: { type: 'law', bare: 'exponential' },
    of: reading,
    example: 'write_work 2 ms',
    used: 'estimate: service time of writes at each copy; rule replicas-for-writes; simulator: sampled per write',
  },
  {
    name: 'query_work',
    summary: 'Time one core is busy with one scan, join, aggregate or traversal; instead of `work`.',
    value: { type: 'law', bare: 'exponential' },
    of: reading,
    example: 'query_work 200 ms',
    used: 'estimate: service time of queries; rule analytics-on-transactional; simulator: sampled per query',
  },
  {
    name: 'publish_work',
    summary: 'Time one core of a broker is busy with one published message; instead of `work`.',
    value: { type: 'law', bare: 'exponential' },
    of: ['queue'],
    example: 'publish_work 10 us',
    used: 'estimate: service time of publishing; simulator: sampled per message',
  },
  {
    name: 'consume_work',
    summary: 'Time one core of a broker is busy with handing out one message; instead of `work`.',
    value: { type: 'law', bare: 'exponential' },
    of: ['queue'],
    example: 'consume_work 10 us',
    used: 'estimate: service time of delivery at the broker; simulator: sampled per message',
  },
  {
    name: 'lease',
    summary: 'Time for which the holder of a lock or of leadership may act without asking again.',
    value: { type: 'quantity', dimension: 'time' },
    of: ['replicas', 'coordinator'],
    default: of(
      10,
      recalled('Gray, Cheriton, Leases, SOSP 1989: 10 s is short enough for failures and long enough to cost little'),
    ),
    example: 'lease 10 s',
    used: 'estimate: fail-over window, reads at the leader without a round trip; rules split-brain, slow-detection; simulator: expiry and fencing',
  },
];
