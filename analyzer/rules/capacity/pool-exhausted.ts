/** Pools of connections that are too small for their calls, or together too large for the store. */
import { quantity, replication } from '../../catalogue/setting.js';
import type { Component, Id } from '../../design/design.js';
import { sayList, sayNumber, sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { growth } from '../load.js';
import type { Report, Rule } from '../rule.js';

export const poolExhausted: Rule = {
  id: 'pool-exhausted',
  family: 'capacity',
  severity: 'error',
  summary: 'A pool has fewer connections than its calls hold, or all pools together more than the store accepts.',
  concept: 'Little’s law',
  sources: [
    'Little, A Proof for the Queuing Formula L = λW, Operations Research, 1961',
    'PostgreSQL documentation, max_connections',
  ],
  thresholds: {
    target: { default: 0.7, summary: 'Held share of the connections that the suggested pool leads to.' },
  },
  *check(facts) {
    const pools = poolsByStore(facts);
    for (const [store, callers] of pools) {
      for (const caller of callers) yield* tooFew(facts, store, caller);
      yield* tooMany(facts, store, callers);
    }
  },
};

interface Pool {
  readonly caller: Component;
  /** Connections of one instance. */
  readonly size: number;
  /** The setting. */
  readonly at: Id;
  /** Instances there may be, each with a pool of its own. */
  readonly instances: number;
}

/** Callers with a pool, by the store that they read from or write to. */
function poolsByStore(facts: Facts): Map<Id, Pool[]> {
  const found = new Map<Id, Pool[]>();
  for (const caller of facts.design.components) {
    const size = quantity(caller, 'pool');
    if (size === undefined) continue;
    const instances = caller.autoscale?.maximum ?? quantity(caller, 'instances')?.value ?? 1;
    const pool = { caller, size: size.value, at: size.id ?? caller.id, instances };
    const asked = facts.takingPart(caller.id).filter((one) => one.caller === caller.id && one.kind !== 'call');
    for (const target of new Set(asked.map((one) => one.target))) {
      if (target !== caller.id) found.set(target, [...(found.get(target) ?? []), pool]);
    }
  }
  return found;
}

/** Calls hold more connections on average than there are: rate × time of one call. */
function* tooFew(facts: Facts, store: Id, { caller, size, at, instances }: Pool): Generator<Report> {
  const worst = facts.estimates
    .map((estimate) => {
      const figures = estimate.components[caller.id];
      const held = figures?.connectionUtilization?.[store] ?? 0;
      const isFull = (estimate.components[store]?.utilization ?? 0) >= 1;
      return { estimate, busy: isFull ? 0 : held / growth(caller, figures) };
    })
    .sort((a, b) => b.busy - a.busy)[0];
  if (worst === undefined || worst.busy < 1) return;
  const steps = facts.visits(store).filter((one) => one.caller === caller.id && one.kind !== 'call');
  const rate = steps.reduce((sum, one) => sum + (worst.estimate.steps[one.at]?.rate ?? 0), 0);
  const all = size * instances;
  const needed = Math.ceil((size * worst.busy) / facts.threshold('pool-exhausted', 'target'));
  yield {
    at,
    message:
      `Under \`${worst.estimate.workload}\`, each of ${sayRate(rate)} from \`${caller.id}\` to \`${store}\` holds a connection for ${sayTime((worst.busy * all) / rate)}: ` +
      `that takes ${sayNumber(worst.busy * all)} connections, and ${sayNumber(instances)} × ${sayNumber(size)} are ${sayNumber(all)}. Calls wait for one without end.`,
    related: [{ at: store, message: 'the store' }],
    help: `${sayNumber(needed)} connections per instance instead of ${sayNumber(size)} would do, or calls that take less time.`,
    fixes: [keep(needed, [caller.id])],
  };
}

/** Each caller fills its pool sooner or later, and the store refuses the connection after its last. */
function* tooMany(facts: Facts, store: Id, pools: readonly Pool[]): Generator<Report> {
  const component = facts.lookup.components.get(store);
  const each = component === undefined ? undefined : quantity(component, 'connections');
  if (component === undefined || each === undefined) return;
  const machines = machinesThatAnswer(component);
  const room = each.value * machines;
  const wanted = pools.reduce((sum, { size, instances }) => sum + size * instances, 0);
  const first = [...pools].sort((a, b) => b.size * b.instances - a.size * a.instances)[0];
  if (first === undefined || wanted <= room) return;
  const clients = pools.reduce((sum, { instances }) => sum + instances, 0);
  const share = Math.floor(room / clients);
  const parts = pools.map(
    ({ caller, size, instances }) => `${sayNumber(instances)} of \`${caller.id}\` × ${sayNumber(size)}`,
  );
  const accepts = `${sayNumber(room)}${machines > 1 ? ` (${sayNumber(machines)} machines × ${sayNumber(each.value)})` : ''}`;
  yield {
    at: first.at,
    message: `The pools hold ${sayNumber(wanted)} connections to \`${store}\` (${sayList(parts)}), which accepts ${accepts}: it refuses ${sayNumber(wanted - room)} of them.`,
    related: [
      { at: each.id ?? store, message: `${sayNumber(each.value)} connections` },
      ...pools.filter((pool) => pool !== first).map(({ at }) => ({ at, message: 'another pool' })),
    ],
    help: `Keep fewer connections per instance, or share them in a proxy before \`${store}\`.`,
    fixes:
      share < 1
        ? []
        : [
            keep(
              share,
              pools.filter(({ size }) => size > share).map(({ caller }) => caller.id),
            ),
          ],
  };
}

/** Followers that answer no reads are asked by nobody; the shards share what the pools hold. */
function machinesThatAnswer(component: Component): number {
  const copies = replication(component);
  const shards = component.shards?.count ?? 1;
  const isLed = copies?.topology === 'leader' || copies?.topology === 'consensus';
  const answering = isLed && copies.read === 'leader' ? 1 : (copies?.count ?? 1);
  return component.replicas === undefined && component.shards === undefined
    ? Math.max(answering, quantity(component, 'instances')?.value ?? 1)
    : shards * answering;
}

function keep(size: number, callers: readonly Id[]) {
  return {
    title: `Keep ${size} connections per instance`,
    edits: callers.map((into) => ({ kind: 'set' as const, into, clause: `pool ${size}` })),
  };
}
