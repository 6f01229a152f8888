/** Shapes of invariants, requirements and the network. */
import assert from 'node:assert/strict';
import { invariantShape, invariantShapes } from '../../../analyzer/catalogue/invariants.js';
import { roundTrips } from '../../../analyzer/catalogue/network.js';
import { requirementName, requirementNames } from '../../../analyzer/catalogue/requirements.js';
import { consistencyModels, implies, isConsistency } from '../../../analyzer/guarantees/consistency.js';
import { anomaliesOf, weakestWithout } from '../../../analyzer/guarantees/isolation.js';

describe('invariant shapes', () => {
  it('are all kept by serializable and broken by read committed', () => {
    for (const shape of invariantShapes) {
      assert.deepEqual(
        shape.brokenBy.filter((anomaly) => anomaliesOf('serializable').includes(anomaly)),
        [],
      );
      assert.notDeepEqual(
        shape.brokenBy.filter((anomaly) => anomaliesOf('read_committed').includes(anomaly)),
        [],
        shape.id,
      );
    }
  });

  const cheapest: readonly (readonly [string, string])[] = [
    ['counter', 'snapshot'],
    ['across_items', 'repeatable_read'],
    ['over_range', 'serializable'],
    ['snapshot', 'snapshot'],
    ['unique', 'serializable'],
  ];
  for (const [shape, level] of cheapest) {
    it(`${shape} needs ${level}`, () => assert.equal(weakestWithout(invariantShape(shape)?.brokenBy ?? []), level));
  }

  it('an unknown shape is none', () => assert.equal(invariantShape('round'), undefined));
});

describe('requirements', () => {
  it('name every consistency model, strongest first, and three things besides', () => {
    const models = requirementNames.filter(({ isConsistency: is }) => is).map(({ id }) => id);
    assert.deepEqual(models, [...consistencyModels]);
    assert.deepEqual(
      requirementNames.filter(({ isConsistency: is }) => !is).map(({ id }) => id),
      ['durable', 'immutable', 'ordered'],
    );
  });

  it('allow a bound exactly where a read may be old', () => {
    for (const { id, isConsistency: is, mayHaveBound } of requirementNames) {
      assert.equal(mayHaveBound, is && isConsistency(id) && !implies(id, 'linearizable'), id);
    }
  });

  it('an unknown name is none', () => assert.equal(requirementName('fast'), undefined));
});

describe('network', () => {
  it('grows with distance', () => {
    const { same_zone, same_region, between_regions } = roundTrips;
    assert.ok(Number(same_zone.value) < Number(same_region.value));
    assert.ok(Number(same_region.value) < Number(between_regions.value));
  });
});
