import type { Id } from '../../design/design.js';
import type { Plan } from './plan.js';

/** How work comes to a component. */
export interface Intake {
  /** Queues whose messages it handles. */
  readonly queues: readonly Id[];
  /** Whether others ask it, too. */
  readonly isCalled: boolean;
}

/** The intake of every component that consumes from a queue. */
export function intakes(plan: Plan): ReadonlyMap<Id, Intake> {
  const queues = new Map<Id, Id[]>();
  for (const root of plan.roots) {
    const first = root.body.nodes[0];
    if (root.queue === undefined || first?.kind !== 'call') continue;
    queues.set(first.target, [...(queues.get(first.target) ?? []), root.queue]);
  }
  const called = new Set(plan.calls.filter((call) => call.operation !== 'consume').map((call) => call.target));
  return new Map([...queues].map(([id, consumed]) => [id, { queues: consumed, isCalled: called.has(id) }]));
}
