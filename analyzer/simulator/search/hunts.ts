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
  regionsPart,
  type Trouble,
} from './troubles.js';

/** What shows that a finding is right, and the trouble in which it shows, the most ordinary first. */
export interface Hunt {
  readonly kinds: readonly ViolationKind[];
  readonly troubles: readonly Trouble[];
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
  'fire-and-forget-publish': lossOf(leaderCrashes, holderCrashes),
  'lag-exceeds-bound': stalenessIn(calm, copySlows, copyCutOff),
  'lag-without-bound': stalenessIn(calm, copySlows),
  'leader-only-ack': lossOf(leaderCrashes, leaderCrashesWhileOthersLag),
  'non-idempotent-retry': { kinds: ['duplicated'], troubles: [answersAreLate, holdersFail] },
  'order-lost': { kinds: ['reordered'], troubles: [calm, callersFail, callersCrash] },
  'read-after-write-on-replica': stalenessIn(calm, copySlows, copyCutOff),
  'split-brain': {
    kinds: ['lost', 'linearizability', 'stale'],
    troubles: [leaderPauses, leaderCutOff, regionsPart],
  },
  'stale-cache': stalenessIn(calm),
  'stale-quorum': stalenessIn(calm, copySlows, copyCutOff),
  'stale-view': stalenessIn(calm, answersAreLate),
  'strong-read-from-replica': stalenessIn(calm, copySlows, copyCutOff),
  'transaction-across-stores': lossOf(callersCrash, holdersFail),
  'unclean-election': lossOf(leaderCrashesWhileOthersLag, leaderCrashes, leaderCutOff),
  'unlogged-writes': lossOf(holderCrashes, leaderCrashes),
  'unsafe-min-insync': lossOf(leaderCrashesWhileOthersLag, leaderCrashes, copyCutOff),
  'volatile-system-of-record': lossOf(holderCrashes),
  'write-back-loss': lossOf(holderCrashes),
};
