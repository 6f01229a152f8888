import { retransmissionDelay } from '../../catalogue/network.js';
import { distributionMean } from '../../estimate/distribution/moments.js';
import type { Distances } from '../../estimate/network/round-trip.js';
import type { Streams } from '../kernel/random.js';
import { NOWHERE, type Places } from '../model/places.js';
import type { Pool } from '../model/units.js';

/** After so many repetitions of a lost message the connection is given up. */
const MOST_REPETITIONS = 6;

interface Way {
  /** Seconds there and back. */
  readonly roundTrip: () => number;
  /** Probability that a message is lost on it, one way. */
  readonly loss: number;
  /** Seconds after which a lost message is sent again for the first time. */
  readonly timeout: number;
}

/**
 * Messages between places: half a round trip each way, and lost ones sent again after a time that doubles (RFC 6298 §5), as the
 * estimate has it.
 */
export class Network {
  private readonly ways = new Map<number, Way>();
  private readonly losing: () => number;

  constructor(
    private readonly distances: Distances,
    private readonly places: Places,
    private readonly streams: Streams,
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

  /** Whether messages between the two can get lost at all. */
  losesBetween(from: number, to: number): boolean {
    return this.way(from, to).loss > 0;
  }

  /** Seconds that repetitions of one message take; `Infinity` when it is given up. */
  repetitions(from: number, to: number): number {
    const { loss, timeout } = this.way(from, to);
    let lost = 0;
    while (lost <= MOST_REPETITIONS && this.losing() < loss) lost++;
    return lost > MOST_REPETITIONS ? Infinity : timeout * (2 ** lost - 1);
  }

  /** Seconds until a message that is never answered is given up. */
  givenUpAfter(from: number, to: number): number {
    return this.way(from, to).timeout * (2 ** (MOST_REPETITIONS + 1) - 1);
  }

  private way(from: number, to: number): Way {
    const [one, other] = from === NOWHERE || to === NOWHERE ? [NOWHERE, NOWHERE] : [from, to];
    const key = one * 4096 + other;
    let way = this.ways.get(key);
    if (way === undefined) {
      const { law, loss } = this.distances.way(this.places.spot(one), this.places.spot(other));
      const once = distributionMean(law);
      way = {
        roundTrip: this.streams.draw(law, `network ${one} ${other}`),
        loss,
        timeout: (Number.isFinite(once) ? once : 0) + Number(retransmissionDelay.value),
      };
      this.ways.set(key, way);
    }
    return way;
  }
}
