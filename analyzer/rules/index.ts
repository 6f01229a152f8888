/** Every rule, alphabetical by id; a test compares this list with the folders. */
import { asyncCommitLoss } from './acid/async-commit-loss.js';
import { defaultIsolation } from './acid/default-isolation.js';
import { dualWrite } from './acid/dual-write.js';
import { foreignKeyAcrossStores } from './acid/foreign-key-across-stores.js';
import { longTransaction } from './acid/long-transaction.js';
import { nonIdempotentRetry } from './acid/non-idempotent-retry.js';
import { readModifyWrite } from './acid/read-modify-write.js';
import { transactionAcrossShards } from './acid/transaction-across-shards.js';
import { transactionAcrossStores } from './acid/transaction-across-stores.js';
import { uncheckedLog } from './acid/unchecked-log.js';
import { unloggedWrites } from './acid/unlogged-writes.js';
import { volatileSystemOfRecord } from './acid/volatile-system-of-record.js';
import { weakIsolation } from './acid/weak-isolation.js';
import { cacheStampede } from './caching/cache-stampede.js';
import { coldCacheCollapse } from './caching/cold-cache-collapse.js';
import { dynamicOnCdn } from './caching/dynamic-on-cdn.js';
import { staleCache } from './caching/stale-cache.js';
import { staleFill } from './caching/stale-fill.js';
import { staticFromOrigin } from './caching/static-from-origin.js';
import { unboundedCache } from './caching/unbounded-cache.js';
import { undersizedCache } from './caching/undersized-cache.js';
import { writeBackLoss } from './caching/write-back-loss.js';
import { apForCritical } from './cap/ap-for-critical.js';
import { consistentAndAvailable } from './cap/consistent-and-available.js';
import { evenVoters } from './cap/even-voters.js';
import { latencyFloor } from './cap/latency-floor.js';
import { linearizableOverSloppyQuorum } from './cap/linearizable-over-sloppy-quorum.js';
import { minorityOutage } from './cap/minority-outage.js';
import { multiLeaderConflict } from './cap/multi-leader-conflict.js';
import { sessionGuaranteeBroken } from './cap/session-guarantee-broken.js';
import { staleQuorum } from './cap/stale-quorum.js';
import { strongForFeed } from './cap/strong-for-feed.js';
import { strongReadFromReplica } from './cap/strong-read-from-replica.js';
import { writeQuorumOverlap } from './cap/write-quorum-overlap.js';
import { expectationMissed } from './capacity/expectation-missed.js';
import { latencyObjectiveMissed } from './capacity/latency-objective-missed.js';
import { linkSaturated } from './capacity/link-saturated.js';
import { littleHeadroom } from './capacity/little-headroom.js';
import { logBandwidth } from './capacity/log-bandwidth.js';
import { overloaded } from './capacity/overloaded.js';
import { poolExhausted } from './capacity/pool-exhausted.js';
import { storageFull } from './capacity/storage-full.js';
import { contradiction } from './hygiene/contradiction.js';
import { emptyFlow } from './hygiene/empty-flow.js';
import { unreachedComponent } from './hygiene/unreached-component.js';
import { unsupportedByTechnology } from './hygiene/unsupported-by-technology.js';
import { unusedComponent } from './hygiene/unused-component.js';
import { unusedData } from './hygiene/unused-data.js';
import { manualFailover } from './leaders/manual-failover.js';
import { smallCoordinator } from './leaders/small-coordinator.js';
import { splitBrain } from './leaders/split-brain.js';
import { uncheckedBackends } from './leaders/unchecked-backends.js';
import { cardinalityExplosion } from './observability/cardinality-explosion.js';
import { sharedFateMonitor } from './observability/shared-fate-monitor.js';
import { unloggedLeaf } from './observability/unlogged-leaf.js';
import { ackBeforeProcessing } from './queues/ack-before-processing.js';
import { backlogGrows } from './queues/backlog-grows.js';
import { duplicateEffects } from './queues/duplicate-effects.js';
import { ephemeralPubsub } from './queues/ephemeral-pubsub.js';
import { fireAndForgetPublish } from './queues/fire-and-forget-publish.js';
import { idleConsumers } from './queues/idle-consumers.js';
import { leaderOnlyAck } from './queues/leader-only-ack.js';
import { orderLost } from './queues/order-lost.js';
import { poisonMessage } from './queues/poison-message.js';
import { retentionShorterThanOutage } from './queues/retention-shorter-than-outage.js';
import { slowDrain } from './queues/slow-drain.js';
import { unbufferedIngest } from './queues/unbuffered-ingest.js';
import { uncleanElection } from './queues/unclean-election.js';
import { unsafeMinInsync } from './queues/unsafe-min-insync.js';
import { crossRegionSync } from './replication/cross-region-sync.js';
import { failoverLosesWrites } from './replication/failover-loses-writes.js';
import { lagExceedsBound } from './replication/lag-exceeds-bound.js';
import { lagWithoutBound } from './replication/lag-without-bound.js';
import { missingReadRepair } from './replication/missing-read-repair.js';
import { nonMonotonicReads } from './replication/non-monotonic-reads.js';
import { readAfterWriteOnReplica } from './replication/read-after-write-on-replica.js';
import { replicasForWrites } from './replication/replicas-for-writes.js';
import { statementReplication } from './replication/statement-replication.js';
import { syncReplicaStall } from './replication/sync-replica-stall.js';
import { availabilityBelowObjective } from './resilience/availability-below-objective.js';
import { fanOutTail } from './resilience/fan-out-tail.js';
import { missingTimeout } from './resilience/missing-timeout.js';
import { noSpareZone } from './resilience/no-spare-zone.js';
import { retryStorm } from './resilience/retry-storm.js';
import { retryWithoutBackoff } from './resilience/retry-without-backoff.js';
import { singlePointOfFailure } from './resilience/single-point-of-failure.js';
import { timeoutInversion } from './resilience/timeout-inversion.js';
import { unboundedQueue } from './resilience/unbounded-queue.js';
import { unguardedExternal } from './resilience/unguarded-external.js';
import type { Rule } from './rule.js';
import { analyticsOverShards } from './sharding/analytics-over-shards.js';
import { fewVirtualNodes } from './sharding/few-virtual-nodes.js';
import { hotShard } from './sharding/hot-shard.js';
import { localIndexFanOut } from './sharding/local-index-fan-out.js';
import { lowCardinalityKey } from './sharding/low-cardinality-key.js';
import { moduloRebalance } from './sharding/modulo-rebalance.js';
import { monotonicRangeKey } from './sharding/monotonic-range-key.js';
import { scatterGather } from './sharding/scatter-gather.js';
import { unreplicatedShards } from './sharding/unreplicated-shards.js';
import { unroutedShards } from './sharding/unrouted-shards.js';
import { analyticsOnTransactional } from './stores/analytics-on-transactional.js';
import { blobsInDatabase } from './stores/blobs-in-database.js';
import { eventsWithoutView } from './stores/events-without-view.js';
import { joinsWithoutRelations } from './stores/joins-without-relations.js';
import { normalisedWarehouse } from './stores/normalised-warehouse.js';
import { pointReadsOnColumnar } from './stores/point-reads-on-columnar.js';
import { staleView } from './stores/stale-view.js';
import { timeSeriesOnRows } from './stores/time-series-on-rows.js';
import { traversalOnRows } from './stores/traversal-on-rows.js';
import { unindexedLookup } from './stores/unindexed-lookup.js';

export const rules: readonly Rule[] = [
  ackBeforeProcessing,
  analyticsOnTransactional,
  analyticsOverShards,
  apForCritical,
  asyncCommitLoss,
  availabilityBelowObjective,
  backlogGrows,
  blobsInDatabase,
  cacheStampede,
  cardinalityExplosion,
  coldCacheCollapse,
  consistentAndAvailable,
  contradiction,
  crossRegionSync,
  defaultIsolation,
  dualWrite,
  duplicateEffects,
  dynamicOnCdn,
  emptyFlow,
  ephemeralPubsub,
  evenVoters,
  eventsWithoutView,
  expectationMissed,
  failoverLosesWrites,
  fanOutTail,
  fewVirtualNodes,
  fireAndForgetPublish,
  foreignKeyAcrossStores,
  hotShard,
  idleConsumers,
  joinsWithoutRelations,
  lagExceedsBound,
  lagWithoutBound,
  latencyFloor,
  latencyObjectiveMissed,
  leaderOnlyAck,
  linearizableOverSloppyQuorum,
  linkSaturated,
  littleHeadroom,
  localIndexFanOut,
  logBandwidth,
  longTransaction,
  lowCardinalityKey,
  manualFailover,
  minorityOutage,
  missingReadRepair,
  missingTimeout,
  moduloRebalance,
  monotonicRangeKey,
  multiLeaderConflict,
  noSpareZone,
  nonIdempotentRetry,
  nonMonotonicReads,
  normalisedWarehouse,
  orderLost,
  overloaded,
  pointReadsOnColumnar,
  poisonMessage,
  poolExhausted,
  readAfterWriteOnReplica,
  readModifyWrite,
  replicasForWrites,
  retentionShorterThanOutage,
  retryStorm,
  retryWithoutBackoff,
  scatterGather,
  sessionGuaranteeBroken,
  sharedFateMonitor,
  singlePointOfFailure,
  slowDrain,
  smallCoordinator,
  splitBrain,
  staleCache,
  staleFill,
  staleQuorum,
  staleView,
  statementReplication,
  staticFromOrigin,
  storageFull,
  strongForFeed,
  strongReadFromReplica,
  syncReplicaStall,
  timeSeriesOnRows,
  timeoutInversion,
  transactionAcrossShards,
  transactionAcrossStores,
  traversalOnRows,
  unboundedCache,
  unboundedQueue,
  unbufferedIngest,
  uncheckedBackends,
  uncheckedLog,
  uncleanElection,
  undersizedCache,
  unguardedExternal,
  unindexedLookup,
  unloggedLeaf,
  unloggedWrites,
  unreachedComponent,
  unreplicatedShards,
  unroutedShards,
  unsafeMinInsync,
  unsupportedByTechnology,
  unusedComponent,
  unusedData,
  volatileSystemOfRecord,
  weakIsolation,
  writeBackLoss,
  writeQuorumOverlap,
];
