/**
 * Flows flattened into the visits they make: who asks whom for what, how often, inside what.
 *
 * The one walk over the step tree that rules and guarantees share. Rates are not here (they need a workload and cache hit
 * ratios): see `Estimate.steps`.
 */
import type { CallPolicy, Component, Flow, Id, Step } from '../design/design.js';
import type { Lookup } from '../design/lookup.js';

export type OperationKind = 'call' | 'read' | 'query' | 'write' | 'publish' | 'consume';

export interface Operation {
  readonly flow: Id;
  readonly kind: OperationKind;
  /** Id of the step; a hop of a path is `<step>/hop<n>`, a fallback of a read `<step>/else<n>`: the ids of `Estimate.steps`. */
  readonly at: Id;
  readonly step: Step;
  /** Component that asks; undefined for the queue side of a consume step. */
  readonly caller?: Id;
  /** Component that is asked: called component, store, cache or queue. */
  readonly target: Id;
  readonly data?: Id;
  /** Expected times per start of the flow when no cache ever hits: branches, repeats, copies counted. */
  readonly times: number;
  /** For a read behind a cache: which fallback it is (1 for the first `else`); 0 otherwise. */
  readonly fallback: number;
  /** Innermost enclosing transaction, lock and parallel steps. */
  readonly transaction?: Id;
  readonly lock?: Id;
  readonly parallel?: Id;
  /** Where the work started: first hop of the path (a client, usually) or the queue it was taken from. */
  readonly origin: Id;
  /** Nobody waits for it: it runs behind a queue. */
  readonly asynchronous: boolean;
  /** Components whose threads wait for it, outermost first. */
  readonly waiting: readonly Id[];
  /** The policy in force: the step's own parts, else the caller's, else (time-out of an external) the callee's. */
  readonly calls: CallPolicy;
}

interface Context {
  readonly flow: Flow;
  readonly at?: Id;
  readonly times: number;
  readonly transaction?: Id;
  readonly lock?: Id;
  readonly parallel?: Id;
  readonly origin?: Id;
  readonly asynchronous: boolean;
  readonly waiting: readonly Id[];
}

/** Every visit of every flow, in order of the text. */
export function operations(flows: readonly Flow[], lookup: Lookup): Operation[] {
  return flows.flatMap((flow) => [...walk(flow.steps, { flow, times: 1, asynchronous: false, waiting: [] }, lookup)]);
}

function* walk(steps: readonly Step[], context: Context, lookup: Lookup): Generator<Operation> {
  for (const step of steps) yield* visit(step, context, lookup);
}

function* visit(step: Step, context: Context, lookup: Lookup): Generator<Operation> {
  switch (step.kind) {
    case 'path': {
      const [first, ...rest] = step.hops;
      if (first === undefined) return;
      const start: Context = { ...context, at: first.to, origin: context.origin ?? first.to };
      const inner = yield* hops(
        step,
        rest.map((hop) => hop.to),
        start,
        lookup,
      );
      yield* walk(step.steps, inner, lookup);
      return;
    }
    case 'consume': {
      const queue = step.queue.to;
      const behind: Context = { ...context, origin: queue, asynchronous: true, waiting: [] };
      const [first, ...rest] = step.hops;
      if (first === undefined) return;
      yield operation('consume', step, step.id, first.to, behind, lookup);
      const inner = yield* hops(
        step,
        rest.map((hop) => hop.to),
        { ...behind, at: first.to, waiting: [first.to] },
        lookup,
      );
      yield* walk(step.steps, inner, lookup);
      return;
    }
    case 'read': {
      const target = step.from?.to ?? context.at;
      if (target !== undefined) yield operation('read', step, step.id, target, context, lookup);
      for (const [index, other] of step.orElse.entries()) {
        yield operation('read', step, `${step.id}/else${index + 1}`, other.to, context, lookup, index + 1);
      }
      return;
    }
    case 'query': {
      const target = step.from?.to ?? context.at;
      if (target !== undefined) yield operation('query', step, step.id, target, context, lookup);
      return;
    }
    case 'write': {
      const target = step.to?.to ?? context.at;
      if (target !== undefined) yield operation('write', step, step.id, target, context, lookup);
      return;
    }
    case 'publish':
      yield operation('publish', step, step.id, step.to.to, context, lookup);
      return;
    case 'call':
      yield operation('call', step, step.id, step.to.to, context, lookup);
      return;
    case 'transaction':
      yield* walk(step.steps, { ...context, transaction: step.id }, lookup);
      return;
    case 'lock':
      yield operation('call', step, step.id, step.at.to, context, lookup);
      yield* walk(step.steps, { ...context, lock: step.id }, lookup);
      return;
    case 'parallel':
      yield* walk(step.steps, { ...context, parallel: step.id, times: context.times * (step.copies ?? 1) }, lookup);
      return;
    case 'repeat': {
      const times = 'mean' in step.times ? step.times.mean : step.times.exactly;
      yield* walk(step.steps, { ...context, times: context.times * times }, lookup);
      return;
    }
    case 'branch': {
      let rest = 1;
      for (const alternative of step.alternatives) {
        rest -= alternative.probability;
        yield* walk(alternative.steps, { ...context, times: context.times * alternative.probability }, lookup);
      }
      yield* walk(step.otherwise, { ...context, times: context.times * Math.max(0, rest) }, lookup);
      return;
    }
    case 'work':
    case 'wait':
    case 'done':
      return;
  }
}

/** Calls along the hops of a path; returns the context at its last hop. */
function* hops(step: Step, targets: readonly Id[], start: Context, lookup: Lookup): Generator<Operation, Context> {
  let context = start;
  for (const [index, target] of targets.entries()) {
    yield operation('call', step, `${step.id}/hop${index + 1}`, target, context, lookup);
    const held = context.at === undefined ? context.waiting : [...context.waiting, context.at];
    context = { ...context, at: target, waiting: held };
  }
  return context;
}

function operation(
  kind: OperationKind,
  step: Step,
  at: Id,
  target: Id,
  context: Context,
  lookup: Lookup,
  fallback = 0,
): Operation {
  const data = 'data' in step ? step.data.to : undefined;
  const caller = kind === 'consume' ? undefined : context.at;
  return {
    flow: context.flow.id,
    kind,
    at,
    step,
    target,
    times: context.times,
    fallback,
    origin: context.origin ?? target,
    asynchronous: context.asynchronous,
    waiting: caller === undefined || context.waiting.at(-1) === caller ? context.waiting : [...context.waiting, caller],
    calls: policy(step, lookup.components.get(caller ?? ''), lookup.components.get(target)),
    ...(caller === undefined ? {} : { caller }),
    ...(data === undefined ? {} : { data }),
    ...(context.transaction === undefined ? {} : { transaction: context.transaction }),
    ...(context.lock === undefined ? {} : { lock: context.lock }),
    ...(context.parallel === undefined ? {} : { parallel: context.parallel }),
  };
}

function policy(step: Step, caller: Component | undefined, target: Component | undefined): CallPolicy {
  const own: CallPolicy = 'calls' in step ? step.calls : {};
  const callee: CallPolicy = target?.kind === 'external' ? target.calls : {};
  return { ...caller?.calls, ...callee, ...own };
}
