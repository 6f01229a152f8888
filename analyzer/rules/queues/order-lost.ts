/** Messages that must stay in order, and a queue that does not keep it. */
import { quantity, technologyOf } from '../../catalogue/setting.js';
import type { Component, DataItem, Id } from '../../design/design.js';
import { sayCount, sayNumber, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { consumersOf } from '../carried.js';
import type { Report, Rule } from '../rule.js';
import { busiestRate, required } from '../step-rates.js';

export const orderLost: Rule = {
  id: 'order-lost',
  family: 'queues',
  severity: 'warning',
  summary:
    'Order is required, and the queue is partitioned by another key, keeps no order, or publishes are repeated out of turn.',
  concept: 'order within a partition',
  sources: [
    'Kreps, Narkhede, Rao, Kafka: a Distributed Messaging System for Log Processing, NetDB 2011',
    'Apache Kafka documentation, enable.idempotence',
  ],
  *check(facts) {
    for (const queue of facts.design.components) {
      // What nobody consumes is read by people, in any order.
      if (queue.kind !== 'queue' || consumersOf(facts, queue.id).length === 0) continue;
      for (const { item, need, publishes } of orderedMessages(facts, queue)) {
        const related = [{ at: need, message: 'order is required here' }];
        const inQueue = unordered(facts, queue) ?? otherKey(queue, item);
        if (inQueue !== undefined) yield { ...inQueue, related: [...related, ...(inQueue.related ?? [])] };
        for (const publish of publishes) {
          const repeated = outOfTurn(facts, publish, item);
          if (repeated !== undefined) yield { ...repeated, related };
        }
      }
    }
  },
};

interface OrderedMessage {
  readonly item: DataItem;
  readonly need: Id;
  readonly publishes: readonly Operation[];
}

function orderedMessages(facts: Facts, queue: Component): OrderedMessage[] {
  const published = facts.visits(queue.id).filter(({ kind }) => kind === 'publish');
  const ids = new Set([...queue.carries.map(({ to }) => to), ...published.flatMap(({ data }) => data ?? [])]);
  return [...ids].flatMap((id) => {
    const item = facts.lookup.data.get(id);
    const need = required(item, 'ordered');
    return item === undefined || need === undefined
      ? []
      : [{ item, need: need.id, publishes: published.filter(({ data }) => data === id) }];
  });
}

/** Several consumers of a queue that hands each message to whoever is free. */
function unordered(facts: Facts, queue: Component): Report | undefined {
  const technology = technologyOf(queue.technology);
  if (technology === undefined || !technology.lacks.includes('ordered_partitions')) return undefined;
  const consumers = [...new Set(consumersOf(facts, queue.id).map(({ target }) => target))].flatMap(
    (id) => facts.lookup.components.get(id) ?? [],
  );
  const side = consumers.reduce(
    (sum, one) => sum + (quantity(one, 'instances')?.value ?? 1) * (quantity(one, 'cores')?.value ?? 1),
    0,
  );
  if (side < 2) return undefined;
  return {
    at: queue.id,
    message: `${technology.title} hands each message to whoever is free: ${sayNumber(side)} are processed side by side, and the second of one key may be done before the first.`,
    help: 'Use a queue with partitions or groups by key, or let one consumer with one core read it.',
  };
}

function otherKey(queue: Component, item: DataItem): Report | undefined {
  const [field] = item.key;
  const { partitions } = queue;
  if (
    partitions === undefined ||
    field === undefined ||
    partitions.count < 2 ||
    (partitions.key.length === 1 && partitions.key[0] === field)
  )
    return undefined;
  const by = partitions.key.length === 0 ? 'by no key' : `by ${partitions.key.map((name) => `\`${name}\``).join(', ')}`;
  return {
    at: partitions.id,
    message:
      `\`${item.id}\` must stay in order per \`${field}\`, and \`${queue.id}\` is partitioned ${by}: ` +
      `two messages of one \`${field}\` go to different ones of ${sayNumber(partitions.count)} partitions ${sayRatio(1 - 1 / partitions.count)} of the time, which are read independently.`,
    help: `Partition by what must stay in order: \`partitions ${partitions.count} by ${field}\`.`,
    fixes: [
      {
        title: `Partition by ${field}`,
        edits: [{ kind: 'replace', at: partitions.id, text: `partitions ${partitions.count} by ${field}` }],
      },
    ],
  };
}

/** A publish that is repeated comes behind what was sent meanwhile, unless the queue knows it for the same. */
function outOfTurn(facts: Facts, publish: Operation, item: DataItem): Report | undefined {
  const { step, calls } = publish;
  const { retry } = calls;
  if (
    step.kind !== 'publish' ||
    step.idempotentBy !== undefined ||
    step.inOutbox ||
    retry === undefined ||
    retry.times < 1
  )
    return undefined;
  const wait = Math.max(retry.backoff ?? 0, calls.timeout?.after ?? 0);
  const passed = busiestRate(facts, [publish]) * wait;
  return {
    at: step.id,
    message:
      `A publish of \`${item.id}\` that fails is repeated${wait > 0 ? ` up to ${sayTime(wait)} later` : ''} and comes behind what was sent meanwhile` +
      `${passed >= 1 ? `, ${sayCount(passed)} messages` : ''}.`,
    help: 'Number the messages, so that the queue can put a repeated one in its place: `idempotent by message_id`.',
    fixes: [
      {
        title: 'Make the publish idempotent',
        edits: [{ kind: 'append', at: step.id, text: 'idempotent by message_id' }],
      },
    ],
  };
}
