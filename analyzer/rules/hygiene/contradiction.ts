/** Two clauses that cannot both hold. */
import { replication, symbol } from '../../catalogue/setting.js';
import type { Component, Id, Step } from '../../design/design.js';
import { sayNumber, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { isImpossible } from '../impossible-bound.js';
import type { Report, Rule } from '../rule.js';

export const contradiction: Rule = {
  id: 'contradiction',
  family: 'hygiene',
  severity: 'error',
  summary: 'Two statements of the design that cannot both hold.',
  concept: 'consistency of the design itself',
  sources: ['docs/language.md'],
  *check(facts) {
    for (const component of facts.design.components) {
      yield* copies(component);
      yield* machines(component);
      yield* delivery(component);
      yield* timing(component);
      yield* scaling(component);
      yield* shares(component);
    }
    for (const flow of facts.design.flows) yield* inSteps(flow.steps);
    yield* bounds(facts);
  },
};

function conflict(at: Id, message: string, other?: Id): Report {
  return { at, message, related: other === undefined ? [] : [{ at: other, message: 'contradicts this' }] };
}

function* copies(component: Component): Generator<Report> {
  const { replicas } = component;
  if (replicas === undefined) return;
  const { count } = replicas;
  const insync = replicas.settings.min_insync;
  if (insync?.value.kind === 'quantity' && insync.value.value > count) {
    yield conflict(
      insync.id,
      `\`min_insync ${sayNumber(insync.value.value)}\` of ${sayNumber(count)} replicas can never be met: every write is refused.`,
      replicas.id,
    );
  }
  if (typeof replicas.write?.level === 'number' && replicas.write.level > count) {
    yield conflict(
      replicas.write.id,
      `A write waits for ${sayNumber(replicas.write.level)} of ${sayNumber(count)} copies.`,
      replicas.id,
    );
  }
  if (typeof replicas.read?.from === 'number' && replicas.read.from > count) {
    yield conflict(
      replicas.read.id,
      `A read asks ${sayNumber(replicas.read.from)} of ${sayNumber(count)} copies.`,
      replicas.id,
    );
  }
  if (replicas.mode === 'semi_sync' && (replicas.acknowledgements ?? 1) >= count) {
    yield conflict(
      replicas.id,
      `Semi-synchronous replication waits for ${sayNumber(replicas.acknowledgements ?? 1)} followers, and there are ${sayNumber(count - 1)}.`,
    );
  }
}

/** Each copy of each shard is a machine; a queue's are its brokers, each with copies of some partitions. */
function* machines({ id, kind, replicas, shards, settings }: Component): Generator<Report> {
  const instances = settings.instances;
  if (instances?.value.kind !== 'quantity' || (replicas === undefined && shards === undefined)) return;
  const { value } = instances.value;
  const count = replicas?.count ?? 1;
  if (kind === 'queue') {
    if (value >= count) return;
    yield conflict(
      instances.id,
      `${sayNumber(count)} copies of each partition cannot be on ${sayNumber(value)} ${value === 1 ? 'instance' : 'instances'} of \`${id}\`.`,
      replicas?.id,
    );
    return;
  }
  const parts = shards?.count ?? 1;
  const all = count * parts;
  if (value === all) return;
  const said = [
    ...(replicas === undefined ? [] : [`${sayNumber(count)} ${count === 1 ? 'copy' : 'copies'}`]),
    ...(shards === undefined ? [] : [`${sayNumber(parts)} ${parts === 1 ? 'shard' : 'shards'}`]),
  ].join(' of each of ');
  yield {
    ...conflict(
      instances.id,
      `\`${id}\` has ${said}, so it runs on ${sayNumber(all)} ${all === 1 ? 'machine' : 'machines'}, not on ${sayNumber(value)} instances.`,
      replicas?.id ?? shards?.id,
    ),
    help: 'Leave `instances` out: copies × shards say how many machines there are.',
    fixes: [{ title: 'Remove `instances`', edits: [{ kind: 'remove', at: instances.id }] }],
  };
}

function* delivery(component: Component): Generator<Report> {
  const commit = component.settings.commit;
  const deliver = component.settings.deliver;
  if (commit === undefined || deliver === undefined) return;
  const early = commit.value.kind === 'symbol' && commit.value.name === 'before_processing';
  const promise = deliver.value.kind === 'symbol' ? deliver.value.name : '';
  if (early && promise !== 'at_most_once') {
    yield conflict(
      commit.id,
      `Committing before processing gives at-most-once delivery, not \`${promise}\`: a message taken by a consumer that dies is gone.`,
      deliver.id,
    );
  }
  const ack = symbol(component, 'ack');
  if (promise === 'exactly_once' && ack?.value === 'none' && ack.id !== undefined) {
    yield conflict(ack.id, 'Exactly-once delivery needs acknowledged publishes.', deliver.id);
  }
}

function* timing(component: Component): Generator<Report> {
  const election = component.replicas?.election ?? component.election;
  if (election?.lease !== undefined && election.heartbeat !== undefined && election.heartbeat >= election.lease) {
    yield conflict(
      election.id,
      `A lease of ${sayTime(election.lease)} runs out before the next heartbeat (every ${sayTime(election.heartbeat)}): a healthy leader loses it each time.`,
    );
  }
}

function* scaling(component: Component): Generator<Report> {
  const { autoscale } = component;
  if (autoscale === undefined) return;
  if (autoscale.minimum > autoscale.maximum) {
    yield conflict(
      autoscale.id,
      `The least number of instances (${sayNumber(autoscale.minimum)}) is over the greatest (${sayNumber(autoscale.maximum)}).`,
    );
  }
  const instances = component.settings.instances;
  if (instances?.value.kind !== 'quantity') return;
  const { value } = instances.value;
  if (value < autoscale.minimum || value > autoscale.maximum) {
    yield conflict(
      instances.id,
      `${sayNumber(value)} instances are outside ${sayNumber(autoscale.minimum)}..${sayNumber(autoscale.maximum)}.`,
      autoscale.id,
    );
  }
}

function* shares(component: Component): Generator<Report> {
  for (const placement of [component.placement, component.replicas?.placement]) {
    if (placement === undefined || placement.mode !== 'in') continue;
    const sum = placement.places.reduce((total, { share }) => total + (share ?? 0), 0);
    const all = placement.places.every(({ share }) => share !== undefined);
    if (sum > 1.0001 || (all && sum < 0.9999))
      yield conflict(placement.id, `The shares add up to ${sayRatio(sum)}, not 100 %.`);
  }
  const own = replication(component);
  if (own !== undefined && own.count < 1)
    yield conflict(component.replicas?.id ?? component.id, 'There is no copy at all.');
}

function* inSteps(steps: readonly Step[]): Generator<Report> {
  for (const step of steps) {
    if (step.kind === 'branch') {
      const sum = step.alternatives.reduce((total, { probability }) => total + probability, 0);
      if (sum > 1.0001) yield conflict(step.id, `The branches add up to ${sayRatio(sum)}.`);
      for (const one of step.alternatives) yield* inSteps(one.steps);
      yield* inSteps(step.otherwise);
    }
    if (step.kind === 'parallel') {
      const width = step.copies ?? step.steps.length;
      if (step.waitFor !== undefined && step.waitFor > width) {
        yield conflict(step.id, `It waits for ${sayNumber(step.waitFor)} of ${sayNumber(width)} branches.`);
      }
    }
    if ('steps' in step) yield* inSteps(step.steps);
  }
}

/** Bounds that nothing can meet, or that everything meets. */
function* bounds(facts: Facts): Generator<Report> {
  const all = [...facts.design.expectations, ...facts.design.scenarios.flatMap(({ expectations }) => expectations)];
  for (const expectation of all) {
    const { id, comparison, bound } = expectation;
    if (isImpossible(expectation)) yield conflict(id, `A share cannot be ${comparison} ${sayRatio(bound.value)}.`);
  }
}
