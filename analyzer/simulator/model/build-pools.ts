import { writeAheadLog } from '../../catalogue/setting.js';
import type { Component, Id } from '../../design/design.js';
import { autoscaleOf, boundsOf, targetOf } from '../../estimate/network/autoscale.js';
import type { Configuration } from '../../estimate/network/configuration.js';
import { lawOf, numberOf } from '../../estimate/network/effective.js';
import type { Network, NetworkPool } from '../../estimate/network/network.js';
import { SharedService } from '../behaviours/processor-sharing.js';
import { Pipe } from '../behaviours/transfers.js';
import type { Batches } from '../statistics/batches.js';
import { PoolStatistics } from '../statistics/pool-statistics.js';
import type { Timeline } from '../statistics/timeline.js';
import type { World } from '../world.js';
import { NOWHERE } from './places.js';
import { Group, Pool, Unit } from './units.js';

/**
 * Makes the machines of all pools of the estimate's network, each at its place; index of the result is that of the pool. Behind
 * them come the pools of copies that no step loads, but that may have to lead one day, and of the coordinators they ask.
 */
export function buildPools(network: Network, world: World, batches: Batches, timeline: Timeline): readonly Pool[] {
  return [...network.pools, ...unloaded(network)].map((of) => {
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
    for (const unit of pool.units) breakUnit(unit, component, world);
    scale(pool, of, world, batches, timeline);
    return pool;
  });
}

function unloaded(network: Network): readonly NetworkPool[] {
  const pools: NetworkPool[] = [];
  const has = (id: Id, role: NetworkPool['role']) =>
    network.poolOf.has(`${id} ${role}`) || pools.some((pool) => pool.component === id && pool.role === role);
  const add = (configuration: Configuration, role: NetworkPool['role']) => {
    const { id } = configuration.component;
    const index = network.pools.length + pools.length;
    if (!has(id, role))
      pools.push({ index, component: id, role, shape: network.shapeOf(configuration, role), classes: [] });
  };
  for (const configuration of network.configurations.values()) {
    const { id, replicas, election } = configuration.component;
    if (isLed(configuration) && (has(id, 'main') || has(id, 'follower')))
      for (const role of ['main', 'follower'] as const) add(configuration, role);
    const coordinator = network.configurations.get((replicas?.election ?? election)?.coordinator?.to ?? '');
    if (coordinator === undefined) continue;
    add(coordinator, 'main');
    if (isLed(coordinator)) add(coordinator, 'follower');
  }
  return pools;
}

/** Whether it has a leader with machines of its own, and followers. */
function isLed({ copies, isSpread }: Configuration): boolean {
  if (copies === undefined || copies.count <= 1 || isSpread) return false;
  return copies.topology === 'leader' || copies.topology === 'consensus';
}

function addUnits(pool: Pool, of: NetworkPool, world: World): void {
  const { shape, configuration } = pool;
  const isShared = shape.policy === 'shared' && !isLed(configuration);
  const machines = Math.max(1, Math.round(shape.units));
  const spots = spotsOf(pool, of, machines, world);
  const merged = isShared ? machines : 1;
  for (let i = 0; i < (isShared ? 1 : machines); i++) {
    const spot = isShared && new Set(spots).size > 1 ? NOWHERE : (spots[i] ?? NOWHERE);
    pool.units.push(makeUnit(pool, i, spot, merged, world));
  }
  pool.all = new Group(pool.units);
  for (const unit of pool.units) {
    const region = world.places.regionOf(unit.spot);
    if (region < 0) continue;
    pool.regions[region] ??= new Group(pool.units.filter((other) => world.places.regionOf(other.spot) === region));
  }
}

function makeUnit(pool: Pool, position: number, spot: number, machines: number, world: World): Unit {
  const { shape, configuration } = pool;
  const [servers, limit, threads] = [shape.servers, shape.limit, configuration.threads].map((each) => each * machines);
  const index = world.units.length;
  const unit = new Unit(pool, index, position, spot, servers ?? 1, limit ?? Infinity, threads ?? Infinity, machines);
  if (shape.discipline === 'sharing' && Number.isFinite(shape.servers)) unit.sharing = new SharedService(world, unit);
  const { component } = configuration;
  const network = numberOf(component, 'bandwidth');
  if (network !== undefined && network > 0) {
    unit.sends = new Pipe(network * machines);
    unit.receives = new Pipe(network * machines);
  }
  const disk = numberOf(component, 'disk_bandwidth');
  const hasLog = writeAheadLog(component)?.mode !== 'off';
  if (disk !== undefined && disk > 0 && hasLog) unit.disk = new Pipe(disk * machines);
  const connections = numberOf(component, 'connections');
  if (connections !== undefined) unit.connections = Math.max(1, Math.round(connections)) * machines;
  world.units.push(unit);
  return unit;
}

/** Lets the instances of an autoscaled component come and go. */
function scale(pool: Pool, of: NetworkPool, world: World, batches: Batches, timeline: Timeline): void {
  const { configuration } = pool;
  const rule = autoscaleOf(configuration);
  if (rule === undefined || of.role !== 'main') return;
  const area = batches.tally();
  timeline.follow(area);
  const { component } = configuration;
  const limits = { ...boundsOf(configuration), target: targetOf(configuration), delay: rule.delay };
  world.autoscaling.add(pool, limits, area, (position) => {
    // Places are dealt one by one, so that the first of many stand where fewer would.
    const spot = world.places.deal(component, position + 1, false)[position] ?? NOWHERE;
    const unit = makeUnit(pool, position, spot, 1, world);
    breakUnit(unit, component, world);
    return unit;
  });
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

function breakUnit(unit: Unit, { id, breaks }: Component, world: World): void {
  const { shape } = unit.pool;
  if (breaks === undefined || shape.breakdowns === undefined) return;
  const name = `${id} breaks ${unit.index}`;
  world.breakdowns.expect(unit, {
    up: world.streams.draw(breaks.every, name),
    repair: world.streams.draw(breaks.repair, `${name} repair`),
  });
}

/** The pool of a component in a role; `undefined` when no step loads it. */
export type PoolFinder = (component: Id, role: 'main' | 'follower') => Pool | undefined;
