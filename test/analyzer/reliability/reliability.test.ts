import assert from 'node:assert/strict';
import { constantLatency, latencyOf, quantile } from '../../../analyzer/estimate/distribution/latency.js';
import {
  anyOf,
  atLeast,
  atLeastOf,
  availabilityOf,
  dependencyTarget,
  downtime,
  downtimeMinutesPerMonth,
  inParallel,
  inSeries,
  majorityAvailability,
} from '../../../analyzer/estimate/reliability/availability.js';
import { outageBacklog, poolCapacity, spikeBacklog } from '../../../analyzer/estimate/reliability/backlog.js';
import { commitLatency } from '../../../analyzer/estimate/reliability/consensus-commit.js';
import { failoverLoss, meanTimeToDataLoss } from '../../../analyzer/estimate/reliability/data-loss.js';
import { electionDowntime, splitVoteProbability } from '../../../analyzer/estimate/reliability/leader-election.js';
import {
  ownWriteMissed,
  staleWithExponentialLag,
  staleWithFixedLag,
} from '../../../analyzer/estimate/reliability/replica-staleness.js';
import {
  budgetedAttempts,
  meanAttempts,
  metastability,
  successAfterRetries,
  worstAmplification,
} from '../../../analyzer/estimate/reliability/retries.js';
import { closeTo } from '../queueing/close-to.js';

describe('reliability', () => {
  it('availability of majorities', () => {
    closeTo(majorityAvailability(3, 0.99), 0.999702, 1e-9);
    closeTo(majorityAvailability(7, 0.99), 0.99999966, 1e-8);
    closeTo(majorityAvailability(3, 0.999), 0.999997002, 1e-9);
    // A fourth node makes it worse.
    assert.ok(majorityAvailability(4, 0.99) < majorityAvailability(3, 0.99));
  });
  it('series, parallel, k of n', () => {
    closeTo(inSeries(0.999, 0.99), 0.98901, 1e-9);
    closeTo(inParallel(0.99, 0.9), 0.999, 1e-9);
    closeTo(atLeast(1, 2, 0.9), inParallel(0.9, 0.9), 1e-12);
    closeTo(atLeast(3, 3, 0.9), inSeries(0.9, 0.9, 0.9), 1e-12);
    closeTo(
      atLeastOf(2, [0.9, 0.8, 0.7]),
      0.9 * 0.8 * 0.7 + 0.1 * 0.8 * 0.7 + 0.9 * 0.2 * 0.7 + 0.9 * 0.8 * 0.3,
      1e-12,
    );
    assert.equal(atLeast(4, 3, 0.9), 0);
    closeTo(availabilityOf(10 * 3600, 300), 0.99173554, 1e-6);
    closeTo(dependencyTarget(0.999, 5), 0.9999, 1e-9);
  });
  it('down-time', () => {
    for (const [availability, month, year] of [
      [0.999, 43.2, 525.6],
      [0.9995, 21.6, 262.8],
      [0.9999, 4.32, 52.56],
    ] as const) {
      closeTo(downtimeMinutesPerMonth(availability), month, 1e-6);
      closeTo(downtime(availability, 365 * 24 * 60), year, 1e-6);
    }
  });
  it('fan-out', () => {
    closeTo(anyOf(100, 0.01), 0.633968, 1e-5);
    closeTo(anyOf(2000, 0.0001), 0.181277, 1e-5);
  });
  it('retries', () => {
    closeTo(meanAttempts(0.2, 4), 1.248, 1e-9);
    assert.equal(meanAttempts(1, 4), 4);
    closeTo(successAfterRetries(0.2, 4), 0.9984, 1e-9);
    assert.equal(worstAmplification([4, 4, 4]), 64);
    assert.equal(worstAmplification([3, 3, 3, 3, 3]), 243);
    closeTo(budgetedAttempts(0.5, 4, 0.1), 1.1, 1e-9);
  });
  it('metastable failure at 700/s of 1000/s', () => {
    assert.equal(metastability(700, 1, 1000), 'stable');
    assert.equal(metastability(700, 4, 1000), 'metastable');
    assert.equal(metastability(1100, 1, 1000), 'overloaded');
    // Ten seconds at 2000/s without retries drain in a third of a minute more.
    closeTo(spikeBacklog(700, 2000, 1000, 10).drain, 33.3, 0.002);
  });
  it('backlog of five minutes', () => {
    const backlog = outageBacklog(1000, 1250, 300);
    assert.deepEqual(backlog, { peak: 300_000, drain: 1200 });
    assert.equal(outageBacklog(1000, 1000, 1).drain, Infinity);
    assert.deepEqual(spikeBacklog(100, 150, 200, 60), { peak: 0, drain: 0 });
    closeTo(poolCapacity(50, 0.2), 250, 1e-9);
  });
  it('mean time to data loss', () => {
    closeTo(meanTimeToDataLoss(2, 10_000, 24, 'serial'), 2_098_333, 1e-6);
    closeTo(meanTimeToDataLoss(3, 10_000, 24, 'serial'), 2.9215e8, 1e-4);
    closeTo(meanTimeToDataLoss(3, 10_000, 24, 'parallel'), 5.8358e8, 1e-4);
    closeTo(meanTimeToDataLoss(1, 10_000, 24, 'serial'), 10_000, 1e-9);
  });
  it('fail-over', () => {
    const loss = failoverLoss(100, 0.2, { detection: 5, promotion: 3 });
    closeTo(loss.failedWrites, 800, 1e-9);
    closeTo(loss.lostWrites, 20, 1e-9);
    closeTo(failoverLoss(1, 0, { detection: 1, promotion: 1, discovery: 30 }).recoveryTime, 32, 1e-9);
  });
  it('commit latency', () => {
    const acknowledgement = latencyOf({ law: 'exponential', mean: 2 });
    const five = commitLatency(new Array(4).fill(acknowledgement));
    closeTo(five.mean, 1.16667, 1e-4);
    closeTo(quantile(five, 0.99), 3.91987, 1e-5);
    closeTo(commitLatency([acknowledgement, acknowledgement]).mean, 1, 1e-3);
    closeTo(quantile(commitLatency([acknowledgement, acknowledgement], constantLatency(5)), 0.5), 5, 1e-6);
    assert.equal(commitLatency([], constantLatency(5)).constant, 5);
  });
  it('elections', () => {
    closeTo(splitVoteProbability(5, 4, 0.1), 0.0523, 1e-3);
    closeTo(splitVoteProbability(5, 5, 0.1), 0.00856, 1e-3);
    closeTo(splitVoteProbability(3, 2, 0.1), 0.19, 1e-3);
    closeTo(splitVoteProbability(9, 8, 0.1), 0.00502, 2e-3);
    const timing = { members: 5, survivors: 4, shortestTimeout: 300, longestTimeout: 600, heartbeat: 150, oneWay: 10 };
    closeTo(electionDowntime(timing).meanDowntime, 307, 0.01);
    closeTo(
      electionDowntime({ ...timing, shortestTimeout: 150, longestTimeout: 300, heartbeat: 75, oneWay: 1 }).meanDowntime,
      144.8,
      0.01,
    );
    assert.match(electionDowntime({ ...timing, survivors: 2 }).reason ?? '', /majority/);
    assert.equal(electionDowntime({ ...timing, longestTimeout: 300 }).meanDowntime, Infinity);
  });
  it('staleness', () => {
    closeTo(ownWriteMissed(0.2, 0.1), Math.exp(-2), 1e-9);
    closeTo(staleWithFixedLag(0.5, 2), 1 - Math.exp(-1), 1e-9);
    closeTo(staleWithExponentialLag(0.5, 2), 0.5, 1e-9);
  });
});
