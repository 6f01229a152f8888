import type { Operation } from '../../analyzer/simulator/history/operation.js';
import type { Violation } from '../../analyzer/simulator/history/violation.js';

const operation = (of: Partial<Operation>): Operation => ({
  index: 0,
  kind: 'read',
  data: 'Account',
  key: 17,
  session: 7,
  flow: 'pay',
  at: 'accounts',
  copy: 'accounts.leader',
  version: 4,
  begun: 0,
  ended: 1,
  outcome: 'ok',
  effects: [],
  ...of,
});

/** A read of a replica that a write has not reached. */
export const staleRead: Violation = {
  kind: 'stale',
  data: 'Account',
  key: 17,
  at: 121.251,
  requirement: 'linearizable',
  text: 'client 9 read version 3 of Account 17 from accounts.replica.2, 1.2 s after version 4 was acknowledged',
  operations: [
    operation({
      kind: 'write',
      begun: 120.001,
      ended: 120.013,
      effects: [{ at: 120.004, copy: 'accounts.leader', version: 4 }],
    }),
    operation({ index: 1, session: 9, copy: 'accounts.replica.2', version: 3, begun: 121.213, ended: 121.251 }),
  ],
  happenings: [{ at: 120.01, kind: 'fault', of: ['us', 'eu'], text: 'us is cut off from eu' }],
};

/** A write that was acknowledged and is gone, and one without an answer that happened twice. */
export const lostWrite: Violation = {
  kind: 'lost',
  data: 'Account',
  key: 17,
  at: 42,
  requirement: 'durable',
  text: 'version 5 of Account 17 was acknowledged to client 7, and at the end no copy at accounts holds anything newer than version 4',
  operations: [
    operation({
      kind: 'write',
      version: 5,
      begun: 3,
      ended: 3.2,
      effects: [{ at: 3.1, copy: 'accounts.leader', version: 5 }],
    }),
    operation({
      index: 1,
      kind: 'write',
      session: 12,
      begun: 4,
      ended: null,
      outcome: 'unknown',
      effects: [
        { at: 4.1, copy: 'accounts.leader', version: 6 },
        { at: 4.4, copy: 'accounts.replica.2', version: 7 },
      ],
    }),
    operation({
      index: 2,
      kind: 'publish',
      session: 12,
      at: 'events',
      copy: 'events.partition.3',
      version: 9,
      begun: 5,
      ended: 5.5,
      effects: [{ at: 5.2, copy: 'events.partition.3', version: 9 }],
    }),
    operation({
      index: 3,
      kind: 'consume',
      flow: 'deliver',
      session: 12,
      at: 'events',
      copy: 'events.partition.3',
      version: 9,
      begun: 6,
      ended: 7,
      outcome: 'failed',
    }),
  ],
  happenings: [{ at: 4.2, kind: 'fault', of: ['accounts'], text: 'accounts.leader crashes' }],
};
