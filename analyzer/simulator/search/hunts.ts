import type { ViolationKind } from '../history/violation.js';
import {
  answersAreLate,
  callersCrash,
  callersFail,
  calm,
  copyCutOff,
  copySlows,
  holderCrashes,
  holdersFail,
  leaderCrashes,
  leaderCrashesWhileOthersLag,
  leaderCutOff,
  leaderPauses,
  leaderPausesBeforeSomeCallers,
  onlyStragglerIsLeft,
  regionsPart,
  type Trouble,
} from './troubles.js';

/** What shows that a finding is right, and the trouble in which it shows, the most ordinary first. */
export interface Hunt {
  readonly kinds: readonly ViolationKind[];
  readonly troubles: readonly Trouble[];
  /** Whether clients go on coming while those before them wait; else a few ask one thing after the other. */
  readonly isOpen?: true;
  /** Whether it shows in reads that do not see one copy, whatever the data ask for. */
  readonly isLinearizable?: true;
}

const lossOf = (...troubles: Trouble[]): Hunt => ({ kinds: ['lost'], troubles });

const stalenessIn = (...troubles: Trouble[]): Hunt => ({
  kinds: ['stale', 'read_your_writes', 'monotonic_reads', 'linearizability'],
  troubles,
});

/** By the id of the rule. A finding of any other rule says something that no history of operations can show. */
export const hunts: Readonly<Record<string, Hunt>> = {
  'ack-before-processing': lossOf(callersCrash, callersFail),
  'ap-for-critical': stalenessIn(calm, copySlows, copyCutOff, regionsPart),
  'async-commit-loss': lossOf(holderCrashes, leaderCrashes),
  'dual-write': lossOf(callersCrash, holdersFail),
  'duplicate-effects': { kinds: ['duplicated'], troubles: [callersCrash, callersFail] },
  'ephemeral-pubsub': lossOf(callersCrash, holderCrashes),
  'failover-loses-writes': lossOf(leaderCrashes, leaderCrashesWhileOthersLag),
  'fire-and-forget-publish': lossOf(leaderCrashes, holdersFail),
  'lag-exceeds-bound': stalenessIn(calm, copySlows, copyCutOff),
  'leader-only-ack': lossOf(leaderCrashes, leaderCutOff, leaderCrashesWhileOthersLag),
  'non-idempotent-retry': { kinds: ['duplicated'], troubles: [answersAreLate, holdersFail] },
  'order-lost': { kinds: ['reordered'], troubles: [calm, callersFail, callersCrash] },
  'read-after-write-on-replica': stalenessIn(calm, copySlows, copyCutOff),
  'split-brain': {
    kinds: ['lost', 'linearizability', 'stale'],
    isOpen: true,
    isLinearizable: true,
    troubles: [leaderPausesBeforeSomeCallers, leaderPauses, leaderCutOff, regionsPart],
  },
  'stale-cache': stalenessIn(calm),
  'stale-quorum': stalenessIn(calm, copySlows, copyCutOff),
  'stale-view': { kinds: ['stale'], troubles: [calm] },
  'strong-read-from-replica': stalenessIn(calm, copySlows, copyCutOff),
  'unclean-election': lossOf(onlyStragglerIsLeft),
  'unlogged-writes': lossOf(holderCrashes, leaderCrashes),
  'volatile-system-of-record': lossOf(holderCrashes),
  'write-back-loss': lossOf(holderCrashes),
};

/** Rules of which one could think that a run shows them, and why none does. */
export const unplayed: Readonly<Record<string, string>> = {
  'lag-without-bound':
    'it is about the load, and the search asks with a load of its own: play the workload, and see `replicationLag` grow',
  'transaction-across-stores':
    'a history knows single reads and writes, and not which of them were meant to happen together or not at all',
  'unsafe-min-insync':
    'a leader that was alone in sync comes back with all that its log had flushed, and until then nobody else is elected: it takes the loss of its disk, which no fault is',
};
