import type { Component, Id } from '../../design/design.js';
import { lawOf } from '../../estimate/network/effective.js';
import type { Network, NetworkPool } from '../../estimate/network/network.js';
import { SharedService } from '../behaviours/processor-sharing.js';
import type { Batches } from '../statistics/batches.js';
import { PoolStatistics } from '../statistics/pool-statistics.js';
import type { Timeline } from '../statistics/timeline.js';
import type { World } from '../world.js';
import { NOWHERE } from './places.js';
import { Group, Pool, Unit } from './units.js';

/** Makes the machines of all pools of the estimate's network, each at its place; index of the result is that of the pool. */
export function buildPools(network: Network, world: World, batches: Batches, timeline: Timeline): readonly Pool[] {
  return network.pools.map((of) => {
    const configuration = network.configurations.get(of.component);
    if (configuration === undefined) throw new Error(`bug: no configuration of ${of.component}`);
    const { component } = configuration;
    const name = `${of.component} ${of.role}`;
    const patience = lawOf(component, 'patience');
    const pool = new Pool(
      of,
      configuration,
      of.shape,
      new PoolStatistics(batches, timeline),
      patience === undefined ? undefined : world.streams.draw(patience, `${name} patience`),
      world.streams.uniform(`${name} choice`),
      component.whenFull?.action ?? 'reject',
    );
    addUnits(pool, of, world);
    breakUnits(pool, component, world);
    return pool;
  });
}

function addUnits(pool: Pool, of: NetworkPool, world: World): void {
  const { shape, configuration } = pool;
  const isShared = shape.policy === 'shared';
  const machines = Math.max(1, Math.round(shape.units));
  const spots = spotsOf(pool, of, machines, world);
  const merged = isShared ? machines : 1;
  for (let i = 0; i < (isShared ? 1 : machines); i++) {
    const unit = new Unit(
      pool,
      world.units.length,
      i,
      isShared && new Set(spots).size > 1 ? NOWHERE : (spots[i] ?? NOWHERE),
      shape.servers * merged,
      shape.limit * merged,
      configuration.threads * merged,
      merged,
    );
    if (shape.discipline === 'sharing' && Number.isFinite(shape.servers)) unit.sharing = new SharedService(world, unit);
    pool.units.push(unit);
    world.units.push(unit);
  }
  pool.all = new Group(pool.units);
  for (const unit of pool.units) {
    const region = world.places.regionOf(unit.spot);
    if (region < 0) continue;
    pool.regions[region] ??= new Group(pool.units.filter((other) => world.places.regionOf(other.spot) === region));
  }
}

/** Leaders are at the place named first; copies of a shard are dealt to places one by one; instances as they come. */
function spotsOf({ configuration }: Pool, of: NetworkPool, count: number, world: World): readonly number[] {
  const { component, copies, isSpread } = configuration;
  const { places } = world;
  const each = copies?.count ?? 1;
  if (copies === undefined || each <= 1 || isSpread) return places.deal(component, count, false);
  const ofShard = places.deal(component, each, true);
  if (of.role === 'follower') return Array.from({ length: count }, (_, i) => ofShard[1 + (i % (each - 1))] ?? NOWHERE);
  if (copies.topology === 'leaderless') return Array.from({ length: count }, (_, i) => ofShard[i % each] ?? NOWHERE);
  return Array.from({ length: count }, () => ofShard[0] ?? NOWHERE);
}

function breakUnits(pool: Pool, { id, breaks }: Component, world: World): void {
  if (breaks === undefined || pool.shape.breakdowns === undefined || pool.shape.discipline === 'sharing') return;
  for (const unit of pool.units) {
    const name = `${id} breaks ${unit.index}`;
    world.breakdowns.expect(unit, {
      up: world.streams.draw(breaks.every, name),
      repair: world.streams.draw(breaks.repair, `${name} repair`),
    });
  }
}

/** The pool of a component in a role; `undefined` when no step loads it. */
export type PoolFinder = (component: Id, role: 'main' | 'follower') => Pool | undefined;
