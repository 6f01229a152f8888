import type { Block, CallNode, FallbackNode, ParallelNode, PlanNode, RepeatNode } from './plan.js';

/** What the steps that call others let through. */
export interface Outcomes {
  call(node: CallNode, passage: Passage): number;
  fallback(node: FallbackNode): number;
  parallel(node: ParallelNode): number;
}

/** Probability that a request goes on after a step: it neither failed nor was told that it is done. */
export class Passage {
  private readonly through: Float64Array;

  constructor(
    blockCount: number,
    private readonly outcomes: Outcomes,
  ) {
    this.through = new Float64Array(blockCount).fill(-1);
  }

  block(block: Block): number {
    const known = this.through[block.index] ?? -1;
    if (known >= 0) return known;
    let goes = 1;
    for (const node of block.nodes) goes *= this.node(node);
    this.through[block.index] = goes;
    return goes;
  }

  node(node: PlanNode): number {
    switch (node.kind) {
      case 'work':
      case 'wait':
        return 1;
      case 'done':
        return 0;
      case 'call':
        return this.outcomes.call(node, this);
      case 'fallback':
        return this.outcomes.fallback(node);
      case 'parallel':
        // A branch that is done ends only itself.
        return this.outcomes.parallel(node);
      case 'repeat':
        return this.repeat(node);
      case 'branch':
        return node.alternatives.reduce((sum, { probability, body }) => sum + probability * this.block(body), 0);
      case 'lock':
        return this.outcomes.call(node.acquire, this) * this.block(node.body);
      case 'group':
        return this.block(node.body);
    }
  }

  private repeat({ times, body }: RepeatNode): number {
    const goes = this.block(body);
    if ('exactly' in times) return goes ** wholeTimes(times.exactly);
    if (!(times.mean > 1)) return 1 - atLeastZero(times.mean) * (1 - goes);
    const again = 1 - 1 / times.mean;
    return (goes * (1 - again)) / (1 - goes * again);
  }

  /** Expected repetitions; one that ends the request is the last. */
  repetitions({ times, body }: RepeatNode): number {
    const goes = this.block(body);
    if ('exactly' in times) {
      const count = wholeTimes(times.exactly);
      return goes >= 1 ? count : (1 - goes ** count) / (1 - goes);
    }
    if (!(times.mean > 1)) return atLeastZero(times.mean);
    return 1 / (1 - goes * (1 - 1 / times.mean));
  }
}

const atLeastZero = (value: number) => (Number.isNaN(value) ? 0 : Math.max(0, value));
const wholeTimes = (value: number) => Math.round(atLeastZero(value));

/** Probability, block by block, that it is passed without a `done` when nothing fails. */
export function withoutFailures(blockCount: number): Passage {
  return new Passage(blockCount, {
    call: (node, passage) => passage.block(node.body),
    fallback: () => 1,
    parallel: () => 1,
  });
}
