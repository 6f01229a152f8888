/** The structure of a component in words: copies, shards, log, isolation, placement and how it treats its calls. */
import { isolation, operationWork, replication, writeAheadLog } from '../catalogue/setting.js';
import type { CallPolicy, Component, Placement, Replicas, Shards } from '../design/design.js';
import { sayCount, sayRatio, sayTime } from '../design/say.js';
import type { Facts } from '../facts.js';
import { sayLaw } from './law.js';
import type { Fact } from './setting-facts.js';

/** Clauses as effective values, in a fixed order; what neither design nor technology says is left out. */
export function clauseFacts(component: Component, facts: Facts): readonly Fact[] {
  return [...clauses(component), ...works(component, facts)];
}

function* clauses(component: Component): Generator<Fact> {
  const { placement, shards, partitions, calls, health, autoscale, breaks, whenFull, onMiss } = component;
  if (placement !== undefined) yield { name: placement.mode, text: sayPlacement(placement), id: placement.id };
  const copies = replication(component);
  if (copies !== undefined) {
    const { from, source, id } = copies;
    const known = { ...(source === undefined ? {} : { source }), ...(id === undefined ? {} : { id }) };
    yield { name: 'replicas', text: sayCopies(copies), from, ...template(component.replicas), ...known };
  }
  if (shards !== undefined)
    yield { name: 'shards', text: sayShards(shards), from: shards.provenance.by, ...template(shards), id: shards.id };
  const log = writeAheadLog(component);
  if (log !== undefined) {
    const every = log.every === undefined ? '' : ` every ${sayTime(log.every)}`;
    const known = {
      ...(log.source === undefined ? {} : { source: log.source }),
      ...(log.id === undefined ? {} : { id: log.id }),
    };
    yield { name: 'wal', text: `${log.mode}${every}`, from: log.from, ...template(component.log), ...known };
  }
  // Written isolation is a setting; here is what the technology's own row says.
  const level = isolation(component);
  if (level?.from === 'technology' && level.source !== undefined)
    yield { name: 'isolation', text: level.value, from: level.from, source: level.source };
  if (partitions !== undefined) {
    const by = partitions.key.length === 0 ? '' : ` by ${partitions.key.join(', ')}`;
    yield { name: 'partitions', text: `${sayCount(partitions.count)}${by}`, id: partitions.id };
  }
  yield* policyFacts(calls);
  if (health !== undefined)
    yield {
      name: 'health check',
      text: `every ${sayTime(health.every)}, fail after ${health.failAfter}`,
      id: health.id,
    };
  if (autoscale !== undefined) {
    const target = autoscale.target === undefined ? '' : ` at ${sayRatio(autoscale.target)}`;
    yield { name: 'autoscale', text: `${autoscale.minimum} to ${autoscale.maximum}${target}`, id: autoscale.id };
  }
  if (breaks !== undefined)
    yield {
      name: 'breaks',
      text: `every ${sayLaw(breaks.every)}, repaired in ${sayLaw(breaks.repair)}`,
      id: breaks.id,
    };
  if (whenFull !== undefined) yield { name: 'when full', text: whenFull.action, id: whenFull.id };
  if (onMiss !== undefined) yield { name: 'on miss', text: onMiss.actions.join(', '), id: onMiss.id };
}

/** Time-out, retries, breaker and hedge. */
export function* policyFacts({ timeout, retry, breaker, hedge }: CallPolicy): Generator<Fact> {
  if (timeout !== undefined) yield { name: 'timeout', text: sayTime(timeout.after), id: timeout.id };
  if (retry !== undefined) {
    const { backoff, jitter, budget } = retry;
    const parts = [
      String(retry.times),
      ...(backoff === undefined ? [] : [`backoff ${sayTime(backoff)}`]),
      ...(jitter ? ['jitter'] : []),
      ...(budget === undefined ? [] : [`budget ${sayRatio(budget)}`]),
    ];
    yield { name: 'retry', text: parts.join(' '), id: retry.id };
  }
  if (breaker !== undefined) {
    const { threshold, window, openFor } = breaker;
    const parts = [
      ...(threshold === undefined ? [] : [`threshold ${sayRatio(threshold)}`]),
      ...(window === undefined ? [] : [`window ${sayTime(window)}`]),
      ...(openFor === undefined ? [] : [`open ${sayTime(openFor)}`]),
    ];
    yield { name: 'breaker', text: parts.length === 0 ? 'on' : parts.join(' '), id: breaker.id };
  }
  if (hedge !== undefined) {
    const at = 'after' in hedge.at ? sayTime(hedge.at.after) : `p${hedge.at.percentile * 100}`;
    yield { name: 'hedge', text: `at ${at}`, id: hedge.id };
  }
}

/** Work by operation, of those that some flow asks for, where no setting says it. */
function* works(component: Component, facts: Facts): Generator<Fact> {
  const kinds = new Set(facts.visits(component.id).map(({ kind }) => kind));
  for (const kind of kinds) {
    const work = operationWork(component, kind);
    if (work?.from !== 'technology' && work?.from !== 'kind') continue;
    const source = work.source === undefined ? {} : { source: work.source };
    yield { name: `work of a ${kind}`, text: sayLaw(work.value), from: work.from, ...source };
  }
}

/** `us 60 %, eu 40 %`. */
export function sayPlacement({ places }: Placement): string {
  return places.map(({ at, share }) => (share === undefined ? at : `${at} ${sayRatio(share)}`)).join(', ');
}

type Copies = NonNullable<ReturnType<typeof replication>>;

function sayCopies({ count, topology, mode, acknowledgements, read, write }: Copies): string {
  return [
    `${count} ${topology}`,
    ...(mode === undefined ? [] : [mode === 'semi_sync' ? `semi_sync ${acknowledgements ?? 1}` : mode]),
    ...(read === undefined ? [] : [`read ${read}`]),
    ...(write === undefined ? [] : [`write ${write}`]),
  ].join(', ');
}

function sayShards({ count, by }: Shards): string {
  if (by.scheme === 'vertical') return `${count} by vertical(${by.parts.map(({ name }) => name).join(', ')})`;
  return `${count} by ${by.scheme}(${by.key.join(', ')})`;
}

function template(part: Pick<Replicas, 'provenance'> | undefined): { readonly template?: string } {
  return part?.provenance.by === 'template' ? { template: part.provenance.template } : {};
}
