import type { Design, Id, Step } from '../../design/design.js';
import type { Block, CallNode, PlanNode, Root } from '../../estimate/network/plan.js';
import { allSteps } from '../../flow/steps.js';

/** Keys that one frame remembers at most; what comes later has a key of its own each time. */
export const MOST_SLOTS = 8;
/** Slot of a write that is a transaction of its own. */
export const LONELY = MOST_SLOTS;

/** Which of the keys that its frame remembers a step is about, and whether it draws that key anew. */
export interface SlotUse {
  readonly slot: number;
  readonly draws: boolean;
}

/** An item that a transaction is about. */
export interface TransactionItem {
  readonly slot: number;
  readonly store: Id;
  readonly data: Id;
  isRead: boolean;
  isWritten: boolean;
  /** Whether something around the transaction, a lock, has drawn the key already. */
  readonly isGiven: boolean;
}

/**
 * Which steps are about the same item: those of a transaction or under a lock that name the same data, and a write `if unchanged`
 * with the read before it. Steps that another component does are about items of their own.
 */
export class KeySlots {
  private readonly uses = new Map<Id, SlotUse>();
  private readonly steps = new Map<Id, Step>();
  readonly transactions = new Map<Id, readonly TransactionItem[]>();
  /** Data whose item a lock `by` one of its fields is about, and the slot of its key. */
  readonly locks = new Map<Id, { readonly slot: number; readonly data: Id }>();

  constructor(
    private readonly design: Design,
    roots: readonly Root[],
  ) {
    for (const flow of design.flows) for (const step of allSteps(flow.steps)) this.steps.set(step.id, step);
    for (const root of roots) this.scope(root.body);
  }

  step(id: Id): Step | undefined {
    return this.steps.get(id);
  }

  of(id: Id): SlotUse | undefined {
    return this.uses.get(id);
  }

  private scope(block: Block): void {
    new Scope(this, this.uses).block(block);
  }

  /** Goes on with what another component does. */
  inside(call: CallNode): void {
    if (call.body.nodes.length > 0) this.scope(call.body);
  }

  /** Data that a field is of: of those used in the block, else of all. */
  dataWith(field: string, used: ReadonlySet<Id>): Id | undefined {
    const own = this.design.data.filter(({ key }) => key.includes(field));
    return (own.find(({ id }) => used.has(id)) ?? own[0])?.id;
  }
}

/** The steps of one component for one request, in order. */
class Scope {
  private next = 0;
  /** Slot of the data that a lock or transaction around the step is about. */
  private given = new Map<Id, number>();
  private items: Map<string, TransactionItem> | undefined = undefined;
  private readonly lastRead = new Map<Id, Id>();

  constructor(
    private readonly slots: KeySlots,
    private readonly uses: Map<Id, SlotUse>,
  ) {}

  block(block: Block): void {
    for (const node of block.nodes) this.node(node);
  }

  private node(node: PlanNode): void {
    switch (node.kind) {
      case 'call':
        this.call(node);
        return;
      case 'fallback':
        for (const read of node.reads) this.call(read);
        return;
      case 'parallel':
        for (const branch of node.branches) this.block(branch);
        return;
      case 'branch':
        for (const { body } of node.alternatives) this.block(body);
        return;
      case 'repeat':
        this.block(node.body);
        return;
      case 'lock':
        this.call(node.acquire);
        this.lock(node.acquire.id, node.body);
        return;
      case 'group':
        if (this.slots.step(node.id)?.kind === 'transaction') this.transaction(node.id, node.body);
        else this.block(node.body);
        return;
      default:
    }
  }

  private slot(): number {
    return this.next < MOST_SLOTS ? this.next++ : -1;
  }

  private lock(id: Id, body: Block): void {
    const step = this.slots.step(id);
    const field = step?.kind === 'lock' ? step.by : undefined;
    const data = field === undefined ? undefined : this.slots.dataWith(field, new Set(dataIn(body)));
    const slot = data === undefined ? -1 : (this.given.get(data) ?? this.slot());
    if (data === undefined || slot < 0) {
      this.block(body);
      return;
    }
    this.slots.locks.set(id, { slot, data });
    const before = this.given;
    this.given = new Map(before).set(data, slot);
    this.block(body);
    this.given = before;
  }

  private transaction(id: Id, body: Block): void {
    const step = this.slots.step(id);
    // The parts of a saga are alone; what is inside a transaction belongs to it.
    if (this.items !== undefined || (step?.kind === 'transaction' && step.protocol === 'saga')) {
      this.block(body);
      return;
    }
    const [given, items] = [this.given, new Map<string, TransactionItem>()];
    this.items = items;
    this.given = new Map(given);
    for (const node of operationsIn(body)) {
      const data = node.data ?? '';
      const isGiven = given.has(data);
      const slot = this.given.get(data) ?? this.slot();
      if (slot >= 0) this.given.set(data, slot);
      const key = `${node.target} ${data}`;
      const item = items.get(key) ?? { slot, store: node.target, data, isRead: false, isWritten: false, isGiven };
      if (node.operation === 'write') item.isWritten = true;
      else item.isRead = true;
      items.set(key, item);
    }
    this.slots.transactions.set(
      id,
      [...items.values()].filter(({ slot }) => slot >= 0),
    );
    this.block(body);
    this.items = undefined;
    this.given = given;
  }

  private call(node: CallNode): void {
    this.slots.inside(node);
    const { data, id } = node;
    if (data === undefined) return;
    const given = this.given.get(data);
    if (given !== undefined) this.uses.set(id, { slot: given, draws: false });
    if (node.operation === 'read') this.lastRead.set(data, id);
    if (node.operation !== 'write') return;
    const step = this.slots.step(id);
    const read = this.lastRead.get(data);
    if (step?.kind !== 'write' || !step.ifUnchanged || given !== undefined || read === undefined) return;
    const slot = this.uses.get(read)?.slot ?? this.slot();
    if (slot < 0) return;
    // All reads of a chain with `else` have the key of the first.
    if (!this.uses.has(read)) this.uses.set(read, { slot, draws: true });
    this.uses.set(id, { slot, draws: false });
  }
}

/** Operations on data that the component itself does in a block, in order. */
export function operationsIn(block: Block): CallNode[] {
  return block.nodes.flatMap((node): CallNode[] => {
    switch (node.kind) {
      case 'call':
        return node.data === undefined || node.operation === 'publish' || node.isDetached ? [] : [node];
      case 'fallback':
        return node.reads.slice(-1);
      case 'parallel':
        return node.branches.flatMap(operationsIn);
      case 'branch':
        return node.alternatives.flatMap(({ body }) => operationsIn(body));
      case 'repeat':
      case 'lock':
      case 'group':
        return operationsIn(node.body);
      default:
        return [];
    }
  });
}

const dataIn = (block: Block): Id[] => operationsIn(block).flatMap(({ data }) => (data === undefined ? [] : [data]));
