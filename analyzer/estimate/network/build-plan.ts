import type { CallPolicy, Component, CopyCount, Flow, Id, ReadTarget, Reference, Step } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import { reachOf } from '../../flow/access-path.js';
import type { OperationKind } from '../../flow/operations.js';
import { isFireAndForget, keepsBack } from './effective.js';
import type {
  Block,
  BranchNode,
  CallNode,
  DoneNode,
  FallbackNode,
  GroupNode,
  LockNode,
  ParallelNode,
  Plan,
  PlanNode,
  RepeatNode,
  Root,
  WaitNode,
  WorkNode,
} from './plan.js';

/** Blocks nested deeper than this are left out; no design that a person wrote comes near. */
const deepest = 400;

/** Kinds whose data operations at a hop are the hop's work. */
const keepers = new Set(['cache', 'cdn', 'queue', 'database', 'warehouse', 'bucket', 'search', 'materialized_view']);

/** The plan of all flows of a design; steps that point to nothing are left out. */
export function buildPlan(flows: readonly Flow[], lookup: Lookup): Plan {
  const builder = new PlanBuilder(lookup);
  for (const flow of flows) builder.flow(flow);
  return builder.plan();
}

interface At {
  readonly flow: Flow;
  readonly component: Id | undefined;
  readonly priority: number | undefined;
  readonly depth: number;
}

/** Numbers nodes and blocks while it walks the steps. */
class PlanBuilder {
  private readonly roots: Root[] = [];
  private readonly nodes: PlanNode[] = [];
  private readonly calls: CallNode[] = [];
  private blockCount = 0;
  private isCut = false;

  constructor(private readonly lookup: Lookup) {}

  plan(): Plan {
    return { roots: this.roots, nodes: this.nodes, calls: this.calls, blockCount: this.blockCount, isCut: this.isCut };
  }

  flow(flow: Flow): void {
    const at: At = { flow, component: undefined, priority: flow.priority, depth: 0 };
    const body = this.block(flow.steps, at);
    this.roots.push({ index: this.roots.length, flow: flow.id, body });
  }

  private block(steps: readonly Step[], at: At): Block {
    if (at.depth > deepest) {
      this.isCut = true;
      return this.blockOf([]);
    }
    const nodes: PlanNode[] = [];
    for (const step of steps) {
      const node = this.step(step, { ...at, depth: at.depth + 1 });
      if (node !== undefined) nodes.push(node);
    }
    return this.blockOf(nodes);
  }

  private blockOf(nodes: readonly PlanNode[]): Block {
    return { index: this.blockCount++, nodes };
  }

  private add<T extends PlanNode>(node: Omit<T, 'index'>): T {
    // The one field left out is put back here.
    const numbered = { ...node, index: this.nodes.length } as T;
    this.nodes.push(numbered);
    if (numbered.kind === 'call') this.calls.push(numbered);
    return numbered;
  }

  private step(step: Step, at: At): PlanNode | undefined {
    switch (step.kind) {
      case 'path': {
        const [first, ...rest] = step.hops;
        if (first === undefined) return undefined;
        const inner: At = { ...at, component: first.to, priority: step.priority ?? at.priority };
        return this.group(step, this.blockOf(this.hops(step, rest, 1, inner)));
      }
      case 'consume':
        this.consume(step, at);
        return undefined;
      case 'read': {
        const first = this.operation(step, 'read', step.id, step.from, step.at, at);
        if (first === undefined || step.orElse.length === 0) return first;
        const others = step.orElse.map((other, index) =>
          this.operation(step, 'read', `${step.id}/else${index + 1}`, other, step.at, at),
        );
        const reads = [first, ...others].filter((node) => node !== undefined);
        return this.add<FallbackNode>({ kind: 'fallback', id: `${step.id}/any`, reads });
      }
      case 'query':
        return this.operation(step, 'query', step.id, step.from, step.at, at);
      case 'write':
        return this.operation(step, 'write', step.id, step.to, step.at, at, false, this.writtenBack(step, at));
      case 'publish':
        return this.operation(step, 'publish', step.id, step.to, undefined, at, this.isDetached(step));
      case 'call':
        return this.operation(step, 'call', step.id, step.to, undefined, at);
      case 'work':
        if (at.component === undefined) return undefined;
        return this.add<WorkNode>({
          kind: 'work',
          id: step.id,
          at: at.component,
          law: step.work,
          priority: at.priority,
        });
      case 'wait':
        return this.add<WaitNode>({ kind: 'wait', id: step.id, law: step.time });
      case 'lock': {
        const acquire = this.operation(step, 'call', step.id, step.at, undefined, at);
        const body = this.block(step.steps, at);
        if (acquire === undefined) return this.group(step, body);
        const isGlobal = step.by === undefined;
        return this.add<LockNode>({ kind: 'lock', id: `${step.id}/held`, acquire, isGlobal, body });
      }
      case 'transaction':
        return this.transaction(step, at);
      case 'parallel': {
        const copies = step.copies === undefined ? 1 : Math.max(0, Math.round(step.copies));
        const branches =
          step.copies === undefined
            ? step.steps.map((branch) => this.block([branch], at))
            : [this.block(step.steps, at)];
        const all = branches.length * copies;
        const waitFor = Math.min(all, Math.max(0, Math.round(step.waitFor ?? all)));
        return this.add<ParallelNode>({ kind: 'parallel', id: step.id, copies, waitFor, branches });
      }
      case 'repeat':
        return this.add<RepeatNode>({
          kind: 'repeat',
          id: step.id,
          times: step.times,
          body: this.block(step.steps, at),
        });
      case 'branch': {
        const alternatives = step.alternatives.map((alternative) => ({
          id: alternative.id as Id | undefined,
          probability: Math.min(1, Math.max(0, alternative.probability)),
          body: this.block(alternative.steps, at),
        }));
        const rest = 1 - alternatives.reduce((sum, alternative) => sum + alternative.probability, 0);
        alternatives.push({ id: undefined, probability: Math.max(0, rest), body: this.block(step.otherwise, at) });
        return this.add<BranchNode>({ kind: 'branch', id: step.id, alternatives });
      }
      case 'done':
        return this.add<DoneNode>({ kind: 'done', id: step.id });
    }
  }

  private group(step: Step, body: Block): GroupNode {
    return this.add<GroupNode>({ kind: 'group', id: step.id, body });
  }

  /** Calls along the hops of a path, each inside the one before; the block runs at the last. */
  private hops(
    step: Step & { kind: 'path' | 'consume' },
    rest: readonly Reference[],
    number: number,
    at: At,
  ): PlanNode[] {
    const [hop, ...others] = rest;
    if (hop === undefined) return [...this.block(step.steps, at).nodes];
    if (at.depth > deepest) {
      this.isCut = true;
      return [];
    }
    const target = this.lookup.components.get(hop.to);
    const inner = this.hops(step, others, number + 1, { ...at, component: hop.to, depth: at.depth + 1 });
    if (target === undefined) return inner;
    return [this.call(step, 'call', `${step.id}/hop${number}`, target, undefined, undefined, at, inner)];
  }

  private consume(step: Step & { kind: 'consume' }, at: At): void {
    const [first, ...rest] = step.hops;
    const target = this.lookup.components.get(first?.to ?? '');
    if (target === undefined) return;
    const inner: At = { ...at, component: target.id, priority: step.priority ?? at.priority };
    const hops = this.hops(step, rest, 1, inner);
    const outside: At = { ...inner, component: undefined };
    const body = this.blockOf([this.call(step, 'consume', step.id, target, undefined, undefined, outside, hops)]);
    this.roots.push({ index: this.roots.length, flow: at.flow.id, queue: step.queue.to, body });
  }

  /** Nobody waits for what an outbox sends, nor for what nobody answers. */
  private isDetached({ inOutbox, to }: Step & { kind: 'publish' }): boolean {
    return inOutbox || isFireAndForget(this.lookup.components.get(to.to));
  }

  /** What a cache that keeps writes back does with them later: it writes them to their store. */
  private writtenBack(step: Step & { kind: 'write' }, at: At): readonly PlanNode[] {
    const cache = this.lookup.components.get(step.to?.to ?? at.component ?? '');
    const data = step.data.to;
    if (cache === undefined || !keepsBack(cache, data)) return [];
    const store = this.lookup.storesOf.get(data)?.find(({ id }) => id !== cache.id);
    if (store === undefined) return [];
    const inside: At = { ...at, component: cache.id };
    return [this.call(step, 'write', `${step.id}/back`, store, data, undefined, inside, [], true)];
  }

  private operation(
    step: Step,
    operation: OperationKind,
    id: Id,
    reference: Reference | undefined,
    level: ReadTarget | CopyCount | undefined,
    at: At,
    isDetached = false,
    body: readonly PlanNode[] = [],
  ): CallNode | undefined {
    const target = this.lookup.components.get(reference?.to ?? at.component ?? '');
    if (target === undefined) return undefined;
    const data = 'data' in step ? step.data.to : undefined;
    return this.call(step, operation, id, target, data, level, at, body, isDetached);
  }

  private call(
    step: Step,
    operation: OperationKind,
    id: Id,
    target: Component,
    data: Id | undefined,
    level: ReadTarget | CopyCount | undefined,
    at: At,
    body: readonly PlanNode[],
    isDetached = false,
  ): CallNode {
    const caller = this.lookup.components.get(at.component ?? '');
    const leadsInside =
      operation === 'call' && keepers.has(target.kind) && body.some((node) => isOperationAt(node, target.id));
    return this.add<CallNode>({
      kind: 'call',

      id,
      operation,
      caller: at.component,
      target: target.id,
      data,
      level,
      reach:
        operation === 'consume' || operation === 'call'
          ? undefined
          : reachOf(target, this.lookup.data.get(data ?? ''), step),
      // Who hears no answer does not wait for one, nor try again.
      policy: isDetached && (operation === 'write' || isFireAndForget(target)) ? {} : policyOf(step, caller, target),
      priority: ('priority' in step ? step.priority : undefined) ?? at.priority,
      isCharged: !leadsInside,
      isDetached,
      body: this.blockOf(body),
    });
  }

  /** Two-phase commit asks every store written to once more: the write prepares, a second round commits. */
  private transaction(step: Step & { kind: 'transaction' }, at: At): PlanNode {
    const body = this.block(step.steps, at);
    if (step.protocol !== 'two_phase') return this.group(step, body);
    const writes = body.nodes.filter((node): node is CallNode => node.kind === 'call' && node.operation === 'write');
    const targets = [...new Map(writes.map((node) => [node.target, node])).values()];
    if (targets.length < 2) return this.group(step, body);
    const branches = targets.map((node, index) => {
      const target = this.lookup.components.get(node.target);
      if (target === undefined) return this.blockOf([]);
      const id = `${step.id}/commit${index + 1}`;
      return this.blockOf([this.call(step, 'write', id, target, node.data, node.level, at, [])]);
    });
    const id = `${step.id}/commit`;
    const commit: ParallelNode = this.add<ParallelNode>({
      kind: 'parallel',
      id,
      copies: 1,
      waitFor: branches.length,
      branches,
    });
    return this.group(step, this.blockOf([...body.nodes, commit]));
  }
}

function isOperationAt(node: PlanNode, component: Id): boolean {
  if (node.kind === 'fallback') return node.reads[0]?.target === component;
  return node.kind === 'call' && node.target === component && node.operation !== 'call';
}

/** A step's own option wins, then the time-out an external sets for its callers, then the caller's. */
function policyOf(step: Step, caller: Component | undefined, target: Component): CallPolicy {
  const own: CallPolicy = 'calls' in step ? step.calls : {};
  const callee: CallPolicy = target.kind === 'external' ? target.calls : {};
  return { ...caller?.calls, ...callee, ...own };
}
