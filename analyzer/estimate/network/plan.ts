/**
 * Flows as the estimate walks them: steps turned into calls with a body, one tree per root.
 *
 * This folder turns a design and a workload into visit rates, stations and response laws. It knows the design and the
 * catalogue's effective settings; the pure formulas are in the folders beside it, and text or positions are unknown here.
 *
 * A root is what sets requests going: the start of a flow, or a queue that hands messages to a consumer. `a -> b -> c { … }`
 * becomes a call of b whose body is a call of c whose body is the block, so that a retry of the outer call repeats the
 * inner one.
 */

import type { CallPolicy, CopyCount, Id, ReadTarget } from '../../design/design.js';
import type { Distribution } from '../../design/distribution.js';
import type { Reach } from '../../flow/access-path.js';
import type { OperationKind } from '../../flow/operations.js';

/** Steps done one after another. */
export interface Block {
  /** Position in arrays that hold one figure per block. */
  readonly index: number;
  readonly nodes: readonly PlanNode[];
}

interface NodeBase {
  /** Position in arrays that hold one figure per node. */
  readonly index: number;
  /** Id in `Estimate.steps`. */
  readonly id: Id;
}

/** A message to a component and all it does before it answers. */
export interface CallNode extends NodeBase {
  readonly kind: 'call';
  readonly operation: OperationKind;
  /** Component that asks; missing on the queue side of a consumer. */
  readonly caller: Id | undefined;
  readonly target: Id;
  readonly data: Id | undefined;
  readonly level: ReadTarget | CopyCount | undefined;
  /** Shards it visits besides that of its key. */
  readonly reach: Reach | undefined;
  readonly policy: CallPolicy;
  readonly priority: number | undefined;
  /** Whether the target's own work is done: not when a hop only leads to operations on the store itself. */
  readonly isCharged: boolean;
  /** Nobody waits for the answer (an outbox relay, a queue with `ack none`, a cache that writes back). */
  readonly isDetached: boolean;
  /** What the target does besides its own work. */
  readonly body: Block;
}

/** Work of a stated law on the cores of a component. */
export interface WorkNode extends NodeBase {
  readonly kind: 'work';
  readonly at: Id;
  readonly law: Distribution;
  readonly priority: number | undefined;
}

export interface WaitNode extends NodeBase {
  readonly kind: 'wait';
  readonly law: Distribution;
}

/** A read that goes on to the next holder when one misses. */
export interface FallbackNode extends NodeBase {
  readonly kind: 'fallback';
  readonly reads: readonly CallNode[];
}

export interface ParallelNode extends NodeBase {
  readonly kind: 'parallel';
  /** How many of each branch run at once. */
  readonly copies: number;
  /** Branches that must finish. */
  readonly waitFor: number;
  readonly branches: readonly Block[];
}

export interface RepeatNode extends NodeBase {
  readonly kind: 'repeat';
  readonly times: { readonly exactly: number } | { readonly mean: number };
  readonly body: Block;
}

export interface BranchNode extends NodeBase {
  readonly kind: 'branch';
  readonly alternatives: readonly { readonly id: Id | undefined; readonly probability: number; readonly body: Block }[];
}

/** A lock taken at a coordinator (the call) and held for the body. */
export interface LockNode extends NodeBase {
  readonly kind: 'lock';
  readonly acquire: CallNode;
  /** One lock for everyone: no `by`. */
  readonly isGlobal: boolean;
  readonly body: Block;
}

/** Steps that belong together without changing how they run: a path's start, a transaction. */
export interface GroupNode extends NodeBase {
  readonly kind: 'group';
  readonly body: Block;
}

export interface DoneNode extends NodeBase {
  readonly kind: 'done';
}

export type PlanNode =
  | CallNode
  | WorkNode
  | WaitNode
  | FallbackNode
  | ParallelNode
  | RepeatNode
  | BranchNode
  | LockNode
  | GroupNode
  | DoneNode;

/** Something that sets requests going. */
export interface Root {
  readonly index: number;
  readonly flow: Id;
  /** Queue whose messages start it; missing: the flow's own start. */
  readonly queue?: Id;
  readonly body: Block;
}

export interface Plan {
  readonly roots: readonly Root[];
  readonly nodes: readonly PlanNode[];
  readonly calls: readonly CallNode[];
  readonly blockCount: number;
  /** Steps nested deeper than the estimate follows. */
  readonly isCut: boolean;
}

/** The steps directly inside a step, in order of the text. */
export function stepsInside(node: PlanNode): readonly PlanNode[] {
  switch (node.kind) {
    case 'call':
    case 'repeat':
    case 'group':
      return node.body.nodes;
    case 'lock':
      return [node.acquire, ...node.body.nodes];
    case 'fallback':
      return node.reads;
    case 'parallel':
      return node.branches.flatMap(({ nodes }) => nodes);
    case 'branch':
      return node.alternatives.flatMap(({ body }) => body.nodes);
    case 'work':
    case 'wait':
    case 'done':
      return [];
  }
}
