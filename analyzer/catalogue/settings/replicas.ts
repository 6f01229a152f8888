/** Settings in the block of `replicas`. */
import { assumed, of, published } from '../source.js';
import type { SettingSpec } from '../types.js';

export const replicasSettings: readonly SettingSpec[] = [
  {
    name: 'min_insync',
    summary: 'Copies, the leader included, that must be in sync for a write with `ack all` to be accepted.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, whole: true },
    of: ['replicas'],
    default: of(1, published('Apache Kafka documentation, min.insync.replicas: 1')),
    example: 'min_insync 2',
    used: 'guarantees: copies behind an acknowledgement; rules unsafe-min-insync, contradiction; estimate: write availability; simulator: refusal',
  },
  {
    name: 'hints',
    summary: 'Whether another node takes a write for a copy that is down and hands it over later (sloppy quorum).',
    value: {
      type: 'symbol',
      options: [
        { name: 'on', meaning: 'hinted hand-off' },
        { name: 'off', meaning: 'only the item’s own copies count' },
      ],
    },
    of: ['replicas'],
    default: of('off', assumed('a statement about the quorum: only what is written weakens it')),
    example: 'hints on',
    used: 'guarantees: quorums no longer meet; rules linearizable-over-sloppy-quorum, missing-read-repair; simulator: hints',
  },
  {
    name: 'resolve',
    summary: 'What becomes of two writes that did not see each other.',
    value: {
      type: 'symbol',
      options: [
        { name: 'last_write_wins', meaning: 'the later clock wins, the other is lost' },
        { name: 'crdt', meaning: 'the data type merges them' },
        { name: 'application', meaning: 'the application is given both' },
        { name: 'vector_clocks', meaning: 'both are kept as siblings until a write that saw them' },
      ],
    },
    of: ['replicas'],
    example: 'resolve vector_clocks',
    used: 'guarantees: consistency of leaderless and multi-leader stores; rules multi-leader-conflict, linearizable-over-sloppy-quorum; simulator: which write survives',
  },
  {
    name: 'unclean',
    summary: 'Whether a copy that is behind may become leader when no in-sync copy is left.',
    value: {
      type: 'symbol',
      options: [
        { name: 'on', meaning: 'available sooner, acknowledged writes lost' },
        { name: 'off', meaning: 'waits for an in-sync copy' },
      ],
    },
    of: ['replicas'],
    default: of('off', published('Apache Kafka documentation, unclean.leader.election.enable: false')),
    example: 'unclean on',
    used: 'rule unclean-election; estimate: RPO; simulator: which copy is elected',
  },
];
