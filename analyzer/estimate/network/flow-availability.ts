import { atLeast, atLeastOf } from '../reliability/availability.js';
import { sentToDead } from './dead-instances.js';
import { type Availabilities, NeededParts, type Part } from './needed-parts.js';
import type { Network } from './network.js';
import type { Block, CallNode, FallbackNode, ParallelNode, PlanNode, RepeatNode } from './plan.js';

export type { Availabilities } from './needed-parts.js';

/**
 * Probability that everything a request needs is up, by the theorem of total probability over the states of the parts.
 *
 * A part (component, link) is up or down for the whole request, however often it is asked: a second attempt finds it as the
 * first did. Given the states, a request's own chances (branches, hits of a cache, repetitions) are independent: `repeat 50 {
 * 10% { call x } }` succeeds with 1 - (1 - a)(1 - .9^50). Parts that every request needs are a product; parts asked once are
 * taken by their mean, which is exact; the others are summed over their states, the least available ten of them (fewer in very
 * long flows; the rest by their means). `hits` are those of reads with a fallback, by node.
 */
export function pathAvailability(
  body: Block,
  network: Network,
  availabilities: Availabilities,
  hits: Float64Array,
): number {
  const parts = new NeededParts(body, network, availabilities);
  const path = new Path(parts, hits, network);
  let needed = 1;
  const shared: Part[] = [];
  for (const part of parts.all.values()) {
    if (part.isNeeded) needed *= part.availability;
    else if (part.isShared && part.availability < 1) shared.push(part);
    path.up.set(part.key, part.isNeeded ? 1 : part.availability);
  }
  shared.sort((one, other) => one.availability - other.availability);
  const most = Math.min(MOST_SHARED, Math.max(0, Math.floor(Math.log2(MOST_VISITS / (1 + parts.calls)))));
  return needed * overStates(shared.slice(0, most), path, body);
}

const MOST_SHARED = 10;
/** Calls looked at, all states together. */
const MOST_VISITS = 300_000;

function overStates([first, ...rest]: readonly Part[], path: Path, body: Block): number {
  if (first === undefined) {
    const { goes, ends } = path.block(body);
    return goes + ends;
  }
  path.up.set(first.key, 1);
  const whenUp = overStates(rest, path, body);
  path.up.set(first.key, 0);
  const whenDown = overStates(rest, path, body);
  return first.availability * whenUp + (1 - first.availability) * whenDown;
}

/** Probability that a request passes a step and goes on, and that it is done there (`done`). */
interface Passing {
  readonly goes: number;
  readonly ends: number;
}

const PASSES: Passing = { goes: 1, ends: 0 };

class Path {
  /** Probability that a part is up, by key; 0 or 1 where it is known. */
  readonly up = new Map<string, number>();

  constructor(
    private readonly parts: NeededParts,
    private readonly hits: Float64Array,
    private readonly network: Network,
  ) {}

  block(block: Block): Passing {
    let [goes, ends] = [1, 0];
    for (const node of block.nodes) {
      const next = this.node(node);
      ends += goes * next.ends;
      goes *= next.goes;
      if (goes === 0) break;
    }
    return { goes, ends };
  }

  private node(node: PlanNode): Passing {
    switch (node.kind) {
      case 'call':
        return node.isDetached ? PASSES : this.call(node);
      case 'fallback':
        return { goes: this.fallback(node), ends: 0 };
      case 'parallel':
        return { goes: this.parallel(node), ends: 0 };
      case 'branch': {
        let [goes, ends] = [0, 0];
        for (const { probability, body } of node.alternatives) {
          if (!(probability > 0)) continue;
          const one = this.block(body);
          goes += probability * one.goes;
          ends += probability * one.ends;
        }
        return { goes, ends };
      }
      case 'repeat':
        return this.repeat(node);
      case 'lock': {
        const acquired = this.call(node.acquire);
        const held = this.block(node.body);
        return { goes: acquired.goes * held.goes, ends: acquired.goes * held.ends };
      }
      case 'group':
        return this.block(node.body);
      case 'done':
        return { goes: 0, ends: 1 };
      case 'work':
      case 'wait':
        return PASSES;
    }
  }

  private call(node: CallNode): Passing {
    let available = 1;
    for (const { key } of this.parts.of(node)) available *= this.up.get(key) ?? 1;
    const { configurations } = this.network;
    const [caller, target] = [configurations.get(node.caller ?? ''), configurations.get(node.target)];
    if (caller !== undefined && target !== undefined) available *= 1 - sentToDead(node, caller, target);
    if (available === 0) return { goes: 0, ends: 0 };
    const { goes, ends } = this.block(node.body);
    return { goes: available * goes, ends: available * ends };
  }

  /** A holder that is up answers what it has; what it misses, and all when it is down, is for the next. */
  private fallback({ reads }: FallbackNode): number {
    let unanswered = 1;
    for (const [position, read] of reads.entries()) {
      const isLast = position === reads.length - 1;
      unanswered *= 1 - this.call(read).goes * (isLast ? 1 : (this.hits[read.index] ?? 0));
    }
    return 1 - unanswered;
  }

  private parallel({ branches, copies, waitFor }: ParallelNode): number {
    const each = branches.map((branch) => this.block(branch)).map(({ goes, ends }) => goes + ends);
    const count = each.length * copies;
    if (waitFor >= count) return each.reduce((product, one) => product * one ** copies, 1);
    const [first] = each;
    if (first === undefined) return 1;
    if (count <= 64)
      return atLeastOf(
        waitFor,
        each.flatMap((one) => new Array<number>(copies).fill(one)),
      );
    return atLeast(waitFor, count, each.reduce((sum, one) => sum + one, 0) / each.length);
  }

  private repeat({ times, body }: RepeatNode): Passing {
    const { goes, ends } = this.block(body);
    if ('exactly' in times) {
      const count = Math.max(0, Math.round(times.exactly));
      const all = goes ** count;
      return { goes: all, ends: goes < 1 ? (ends * (1 - all)) / (1 - goes) : 0 };
    }
    if (!(times.mean > 1)) {
      const once = Math.max(0, times.mean);
      return { goes: 1 - once * (1 - goes), ends: once * ends };
    }
    const again = goes * (1 - 1 / times.mean);
    return { goes: goes / times.mean / (1 - again), ends: ends / (1 - again) };
  }
}
