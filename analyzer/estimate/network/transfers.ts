import { bandwidths } from '../../catalogue/network.js';
import { writeAheadLog } from '../../catalogue/setting.js';
import type { Id } from '../../design/design.js';
import { constantLatency, type Latency, NO_TIME } from '../distribution/latency.js';
import { type Configuration, machinesOf } from './configuration.js';
import { either, inSum } from './course.js';
import { linkOwner, numberOf } from './effective.js';
import { rememberLatency } from './latency-cache.js';
import type { Network } from './network.js';
import type { CallNode } from './plan.js';
import { NEVER, waitLatency } from './response.js';
import type { RoundTrip } from './round-trip.js';
import { sizeOfId } from './storage.js';

/** What bytes pass through one after the other: a disk, one direction of a machine's network or of a link. */
interface Pipe {
  /** Bytes per second. */
  readonly bandwidth: number;
  /** What passes each second in this round: how many payloads, their bytes, and the squares of those. */
  rate: number;
  bytes: number;
  squares: number;
}

/** The pipes that the payload of a step takes at its two ends: one after the other, those of a group at the same time. */
interface Crossing {
  readonly node: CallNode;
  readonly size: number;
  /** Machines it leaves and comes to, the disk it is written to. */
  readonly ends: readonly { readonly pipe: Pipe; readonly share: number }[];
  readonly disk: Pipe | undefined;
  /** Payloads that go on to other copies, through the same card, and onto their disks. */
  readonly copies: number;
  readonly sends: Pipe | undefined;
  readonly receives: Pipe | undefined;
}

/**
 * Time that payload takes: its size over the narrowest of what it passes through, behind what came before (M/G/1). Items read come
 * with the answer, items written go with the request and are on disk before they are answered, each copy on its own.
 *
 * Machines share the bytes evenly but for the busiest shard, as in `byteLoads`. Source of the wait: Pollaczek and Khinchine.
 */
export class Transfers {
  private readonly pipes = new Map<string, Pipe>();
  private readonly crossings: readonly (Crossing | undefined)[];

  constructor(private readonly network: Network) {
    const crossings: (Crossing | undefined)[] = [];
    for (const node of network.plan.calls) crossings[node.index] = this.crossing(node);
    this.crossings = crossings;
  }

  /** Puts the traffic of a round on the pipes. */
  weigh(rates: Float64Array): void {
    for (const pipe of this.pipes.values()) {
      pipe.rate = 0;
      pipe.bytes = 0;
      pipe.squares = 0;
    }
    for (const crossing of this.crossings) {
      if (crossing === undefined) continue;
      const { node, size, ends, disk, copies, sends, receives } = crossing;
      const rate = rates[node.index] ?? 0;
      if (!(rate > 0)) continue;
      for (const { pipe, share } of ends) put(pipe, rate * share, size);
      const of = this.network.configurations.get(node.target);
      const share = of === undefined ? 1 : busiestShare(of);
      if (disk !== undefined) put(disk, rate * share * (1 + copies), size);
      if (copies === 0) continue;
      if (sends !== undefined) put(sends, rate * share * copies, size);
      if (receives !== undefined) put(receives, rate * share * copies, size);
      for (const link of this.copyLinks(of)) put(this.link(link.link, 'copies'), rate * link.share, size);
    }
    for (const crossing of this.crossings) {
      const rate = crossing === undefined ? 0 : (rates[crossing.node.index] ?? 0);
      if (crossing === undefined || !(rate > 0)) continue;
      for (const { link, share } of this.network.routes.trip(crossing.node)?.links ?? [])
        put(this.link(link, isWrite(crossing.node) ? 'requests' : 'answers'), rate * share, crossing.size);
    }
  }

  /** Between caller and target, with the request or with the answer. */
  between(node: CallNode, trip: RoundTrip): Latency {
    const crossing = this.crossings[node.index];
    if (crossing === undefined) return NO_TIME;
    const machines = slowest(
      crossing.ends.map(({ pipe }) => pipe),
      crossing.size,
    );
    if (trip.links.length === 0) return machines;
    const way = isWrite(node) ? 'requests' : 'answers';
    const ways = trip.links.map(({ link, share }) => ({
      probability: share,
      latency: longer(machines, slowest([this.link(link, way)], crossing.size)),
    }));
    const crossed = ways.reduce((sum, { probability }) => sum + probability, 0);
    return crossed >= 1 - 1e-9 && ways.length === 1
      ? (ways[0]?.latency ?? machines)
      : either([...ways, { probability: Math.max(0, 1 - crossed), latency: machines }]);
  }

  /** Of a write: onto the disk of whoever answers it. */
  toDisk(node: CallNode): Latency {
    const crossing = this.crossings[node.index];
    return crossing?.disk === undefined ? NO_TIME : slowest([crossing.disk], crossing.size);
  }

  /** Of a write: to another copy, over these links, and onto its disk. */
  toCopy(node: CallNode, links: RoundTrip['links']): Latency {
    const crossing = this.crossings[node.index];
    if (crossing === undefined || crossing.copies === 0) return NO_TIME;
    const { sends, receives, disk, size } = crossing;
    const over = links.filter(({ share }) => share >= 0.5).map(({ link }) => this.link(link, 'copies'));
    return slowest(
      [sends, receives, disk, ...over].filter((pipe) => pipe !== undefined),
      size,
    );
  }

  /** What of the way of a step takes no more bytes; `undefined` where all passes. */
  full(node: CallNode): string | undefined {
    const crossing = this.crossings[node.index];
    if (crossing === undefined) return undefined;
    if (crossing.disk !== undefined && isFull(crossing.disk))
      return `${node.target}: more is written than its disk takes`;
    const ends = crossing.ends.some(({ pipe }) => isFull(pipe));
    return ends ? `${node.target}: more bytes come and go than its network, or that of its caller, takes` : undefined;
  }

  private crossing(node: CallNode): Crossing | undefined {
    const { lookup, configurations } = this.network;
    const size = node.caller === node.target ? 0 : sizeOfId(node.data, lookup);
    const target = configurations.get(node.target);
    if (!(size > 0) || target === undefined || target.isSource) return undefined;
    const caller = configurations.get(node.caller ?? '');
    const [from, to] = isWrite(node) ? [caller, target] : [target, caller];
    const ends = [
      { of: from, way: 'sends' as const },
      { of: to, way: 'receives' as const },
    ].flatMap(({ of, way }) => {
      const pipe = of === undefined || of.isSource ? undefined : this.card(of, way);
      return pipe === undefined || of === undefined ? [] : [{ pipe, share: busiestShare(of) }];
    });
    const copies = isWrite(node) ? (target.copies?.count ?? 1) - 1 : 0;
    const writes = isWrite(node) && writeAheadLog(target.component)?.mode !== 'off';
    const disk = writes ? this.pipe(`disk ${node.target}`, numberOf(target.component, 'disk_bandwidth')) : undefined;
    const [sends, receives] = [this.card(target, 'sends'), this.card(target, 'receives')];
    return { node, size, ends, disk, copies, sends, receives };
  }

  private copyLinks(of: Configuration | undefined): RoundTrip['links'] {
    if (of === undefined) return [];
    return this.network.distances.toCopies(of.component, of.copies?.count ?? 1).flatMap(({ links }) => links);
  }

  private card({ component }: Configuration, way: 'sends' | 'receives'): Pipe | undefined {
    return this.pipe(`${way} ${component.id}`, numberOf(component, 'bandwidth'));
  }

  private link(id: Id, way: 'requests' | 'answers' | 'copies'): Pipe {
    const link = this.network.lookup.links.get(id);
    const stated = link === undefined ? undefined : numberOf(linkOwner(link), 'bandwidth');
    // Copies go the way of the requests.
    const direction = way === 'answers' ? 'answers' : 'requests';
    return this.pipe(`${direction} ${id}`, stated ?? Number(bandwidths.between_regions.value)) ?? endless;
  }

  private pipe(key: string, bandwidth: number | undefined): Pipe | undefined {
    if (bandwidth === undefined || !(bandwidth > 0)) return undefined;
    let pipe = this.pipes.get(key);
    if (pipe === undefined) {
      pipe = { bandwidth, rate: 0, bytes: 0, squares: 0 };
      this.pipes.set(key, pipe);
    }
    return pipe;
  }
}

const endless: Pipe = { bandwidth: Infinity, rate: 0, bytes: 0, squares: 0 };

const isWrite = ({ operation }: CallNode): boolean => operation === 'write' || operation === 'publish';

const busiestShare = (of: Configuration): number => (of.hottestShare * of.shards) / machinesOf(of);

const isFull = ({ bytes, bandwidth }: Pipe): boolean => bytes >= bandwidth;

function put(pipe: Pipe, rate: number, size: number): void {
  pipe.rate += rate;
  pipe.bytes += rate * size;
  pipe.squares += rate * size ** 2;
}

/** The pipe that takes longest, waiting included. */
function slowest(pipes: readonly Pipe[], size: number): Latency {
  return pipes.map((pipe) => passing(pipe, size)).reduce(longer, NO_TIME);
}

const longer = (one: Latency, other: Latency): Latency => (other.mean > one.mean ? other : one);

/** Waits that add less to a payload's own time change no figure. */
const NEGLIGIBLE = 1e-3;

function passing(pipe: Pipe, size: number): Latency {
  if (isFull(pipe)) return NEVER;
  const { bandwidth, bytes, squares } = pipe;
  const own = size / bandwidth;
  const load = bytes / bandwidth;
  const wait = squares / bandwidth ** 2 / 2 / (1 - load);
  const itself = rememberLatency(`transfer ${own}`, () => constantLatency(own));
  if (!(wait > NEGLIGIBLE * own)) return itself;
  return inSum(
    itself,
    rememberLatency(`hold ${wait} ${load}`, () => waitLatency(wait, load)),
  );
}
