import { distributionMean } from '../distribution/moments.js';
import type { Block, CallNode, PlanNode } from './plan.js';
import type { Solution } from './solve-network.js';

/** A read of what the same run of a flow wrote before. */
export interface OwnRead {
  /** Mean seconds from the write being done at its store to the read reaching it. */
  readonly after: number;
}

/** Reads that follow a write of the same data to the same component in one run of a flow; by index of the read. */
export function ownReads(solution: Solution): ReadonlyMap<number, OwnRead> {
  let found = remembered.get(solution);
  if (found === undefined) {
    const walk = new Walk(solution);
    for (const root of solution.network.plan.roots) walk.block(root.body, { clock: 0, written: new Map() });
    found = walk.reads;
    remembered.set(solution, found);
  }
  return found;
}

const remembered = new WeakMap<Solution, ReadonlyMap<number, OwnRead>>();

/** How far a run has come: mean seconds since its start, and when it last wrote what to where. */
interface Progress {
  readonly clock: number;
  readonly written: ReadonlyMap<string, number>;
}

class Walk {
  readonly reads = new Map<number, OwnRead>();

  constructor(private readonly solution: Solution) {}

  block(block: Block, from: Progress): Progress {
    return block.nodes.reduce((progress, node) => this.node(node, progress), from);
  }

  private node(node: PlanNode, from: Progress): Progress {
    switch (node.kind) {
      case 'call':
        return node.isDetached ? from : this.call(node, from);
      case 'work':
        return later(from, this.ownTime(node.index));
      case 'wait':
        return later(from, distributionMean(node.law));
      case 'done':
        return from;
      case 'fallback': {
        let [progress, clock, left] = [from, from.clock, 1];
        for (const read of node.reads) {
          const next = this.call(read, progress);
          clock += left * (next.clock - progress.clock);
          left *= 1 - (this.solution.behaviour.hits[read.index] ?? 0);
          progress = next;
        }
        return { ...progress, clock };
      }
      case 'parallel': {
        const ends = node.branches.map((branch) => this.block(branch, from));
        return { clock: Math.max(from.clock, ...ends.map(({ clock }) => clock)), written: latest([from, ...ends]) };
      }
      case 'branch': {
        const ends = node.alternatives.map(({ probability, body }) => ({ probability, end: this.block(body, from) }));
        const clock = ends.reduce(
          (sum, { probability, end }) => sum + probability * (end.clock - from.clock),
          from.clock,
        );
        return { clock, written: latest([from, ...ends.map(({ end }) => end)]) };
      }
      case 'repeat': {
        const end = this.block(node.body, from);
        const times = 'exactly' in node.times ? node.times.exactly : node.times.mean;
        return later(end, Math.max(0, times - 1) * (end.clock - from.clock));
      }
      case 'lock':
        return this.block(node.body, this.call(node.acquire, from));
      case 'group':
        return this.block(node.body, from);
    }
  }

  private call(node: CallNode, from: Progress): Progress {
    const { distances, configurations } = this.solution.network;
    const [caller, target] = [configurations.get(node.caller ?? ''), configurations.get(node.target)];
    const isWrite = node.operation === 'write';
    const toLeader = isWrite && (target?.copies?.count ?? 1) > 1;
    const way =
      target === undefined ? 0 : finite(distances.between(caller?.component, target.component, toLeader).mean) / 2;
    const reached = later(from, way);
    const key = `${node.target} ${node.data ?? ''}`;
    if (node.operation === 'read' || node.operation === 'query') {
      const wrote = reached.written.get(key);
      if (wrote !== undefined && node.data !== undefined) this.reads.set(node.index, { after: reached.clock - wrote });
    }
    const served = later(reached, this.ownTime(node.index));
    const written = isWrite ? new Map([...served.written, [key, served.clock] as const]) : served.written;
    return later(this.block(node.body, { ...served, written }), way);
  }

  private ownTime(index: number): number {
    return finite(this.solution.walked.ownTimes[index] ?? 0);
  }
}

const finite = (time: number) => (Number.isFinite(time) ? time : 0);

const later = (progress: Progress, time: number): Progress =>
  time > 0 ? { ...progress, clock: progress.clock + finite(time) } : progress;

function latest(all: readonly Progress[]): ReadonlyMap<string, number> {
  const written = new Map<string, number>();
  for (const progress of all) {
    for (const [key, at] of progress.written) written.set(key, Math.max(at, written.get(key) ?? at));
  }
  return written;
}
