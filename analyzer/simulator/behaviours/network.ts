import { bandwidths, retransmissionDelay } from '../../catalogue/network.js';
import type { Id, Link } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import { distributionMean } from '../../estimate/distribution/moments.js';
import { linkOwner, numberOf } from '../../estimate/network/effective.js';
import type { Distances } from '../../estimate/network/round-trip.js';
import type { Streams } from '../kernel/random.js';
import { NOWHERE, type Places } from '../model/places.js';
import type { Pool } from '../model/units.js';
import type { Outage } from './outages.js';
import { Pipe } from './transfers.js';

/** After so many repetitions of a lost message the connection is given up. */
export const MOST_REPETITIONS = 6;

interface Way {
  /** Seconds there and back. */
  readonly roundTrip: () => number;
  readonly mean: number;
  /** Probability that a message is lost on it, one way. */
  readonly loss: number;
  /** Seconds after which a lost message is sent again for the first time. */
  readonly timeout: number;
  /** Declared link it goes over: its bytes in this direction, and whether it is down. */
  readonly pipe: Pipe | undefined;
  readonly outage: Outage | undefined;
}

/**
 * Messages between places: half a round trip each way, and lost ones sent again after a time that doubles (RFC 6298 §5), as the
 * estimate has it.
 */
export class Network {
  private readonly ways = new Map<number, Way>();
  private readonly losing: () => number;
  private readonly pipes = new Map<string, Pipe>();
  /** Links that are up and down. */
  readonly outages = new Map<Id, Outage>();

  constructor(
    private readonly distances: Distances,
    private readonly places: Places,
    private readonly streams: Streams,
    private readonly lookup: Lookup,
    private readonly now: () => number,
  ) {
    this.losing = streams.uniform('network loss');
  }

  /** Draws a round trip between two places, the second perhaps that of a component that is nowhere. */
  roundTrip(from: number, to: number): number {
    return this.way(from, to).roundTrip();
  }

  /** Draws the round trip between two machines that are both placed, or both not. */
  betweenMachines(from: number, to: number, pool: Pool): number {
    if (!this.distances.isPlaced) return 0;
    return from === to && pool.units.length === 1 ? 0 : this.roundTrip(from, to);
  }

  /** Mean round trip between two places. */
  meanRoundTrip(from: number, to: number): number {
    return this.way(from, to).mean;
  }

  /** Whether messages between the two can get lost at all. */
  losesBetween(from: number, to: number): boolean {
    const { loss, outage } = this.way(from, to);
    return loss > 0 || outage !== undefined;
  }

  /** Seconds that repetitions of one message take; `Infinity` when it is given up. */
  repetitions(from: number, to: number): number {
    const { loss, timeout, outage } = this.way(from, to);
    const now = this.now();
    let lost = 0;
    while (
      lost <= MOST_REPETITIONS &&
      (outage?.isDownAt(now + timeout * (2 ** lost - 1)) === true || (loss > 0 && this.losing() < loss))
    )
      lost++;
    return lost > MOST_REPETITIONS ? Infinity : timeout * (2 ** lost - 1);
  }

  /** Seconds after which a lost message is sent again for the first time. */
  timeoutBetween(from: number, to: number): number {
    return this.way(from, to).timeout;
  }

  /** Seconds until a message that is never answered is given up. */
  givenUpAfter(from: number, to: number): number {
    return this.way(from, to).timeout * (2 ** (MOST_REPETITIONS + 1) - 1);
  }

  /** What bytes from one place to another pass through; missing where no link is declared. */
  pipe(from: number, to: number): Pipe | undefined {
    return this.way(from, to).pipe;
  }

  /** One of the two directions of a link: from its first place, or to it. */
  private pipeOf(id: Id | undefined, from: number): Pipe | undefined {
    const link: Link | undefined = this.lookup.links.get(id ?? '');
    if (link === undefined) return undefined;
    const spot = this.places.spot(from);
    const isThere = spot?.region === link.between[0] || spot?.zone === link.between[0];
    const key = `${link.id} ${isThere}`;
    let pipe = this.pipes.get(key);
    if (pipe === undefined) {
      const bandwidth = numberOf(linkOwner(link), 'bandwidth') ?? Number(bandwidths.between_regions.value);
      if (!(bandwidth > 0)) return undefined;
      pipe = new Pipe(bandwidth);
      this.pipes.set(key, pipe);
    }
    return pipe;
  }

  private way(from: number, to: number): Way {
    const [one, other] = from === NOWHERE || to === NOWHERE ? [NOWHERE, NOWHERE] : [from, to];
    const key = one * 4096 + other;
    let way = this.ways.get(key);
    if (way === undefined) {
      const { law, loss, link } = this.distances.way(this.places.spot(one), this.places.spot(other));
      const once = distributionMean(law);
      way = {
        mean: Number.isFinite(once) ? once : 0,
        roundTrip: this.streams.draw(law, `network ${one} ${other}`),
        loss,
        pipe: this.pipeOf(link, one),
        outage: this.outages.get(link ?? ''),
        timeout: (Number.isFinite(once) ? once : 0) + Number(retransmissionDelay.value),
      };
      this.ways.set(key, way);
    }
    return way;
  }
}
