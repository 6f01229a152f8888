/** When messages are seen to travel: those that take no time that an eye could follow are slowed down. */
import type { Message, Playback } from '../../../analyzer/simulator/playback/playback.js';

/** A message on its way in the picture; times in seconds of the run. */
export interface Trip {
  readonly message: Message;
  readonly starts: number;
  readonly ends: number;
}

/** Seconds of the reader that a message takes at least. */
const LEAST = 0.4;
const LEAST_AMONG_COPIES = 0.15;
/** Above this speed nothing could be followed, however slowed down. */
export const FASTEST = 10;

export class Journeys {
  private readonly trips: readonly Trip[];
  private readonly longest: number;

  /**
   * Each message leaves after those that had arrived when it was sent, and takes its time or a little of the reader's.
   *
   * @param speed simulated seconds in one of the reader
   */
  constructor({ messages }: Playback, speed: number, isShown: (message: Message) => boolean) {
    const trips: Trip[] = [];
    const byRequest = new Map<number, Message[]>();
    for (const message of messages) {
      if (message.request < 0) {
        if (!isShown(message)) continue;
        const ends = Math.max(message.arrives, message.departs + LEAST_AMONG_COPIES * speed);
        trips.push({ message, starts: message.departs, ends });
        continue;
      }
      const known = byRequest.get(message.request);
      if (known === undefined) byRequest.set(message.request, [message]);
      else known.push(message);
    }
    for (const own of byRequest.values())
      for (const trip of slowed(own, LEAST * speed)) if (isShown(trip.message)) trips.push(trip);
    this.trips = trips.sort((a, b) => a.starts - b.starts);
    this.longest = trips.reduce((most, { starts, ends }) => Math.max(most, ends - starts), 0);
  }

  /** Messages that are on their way at a time, the newest ones where there are too many. */
  at(time: number, most: number): readonly Trip[] {
    const { trips } = this;
    const under: Trip[] = [];
    for (let at = this.after(time) - 1; at >= 0 && under.length < most; at--) {
      const trip = trips[at];
      if (trip === undefined || trip.starts < time - this.longest) break;
      if (trip.ends > time) under.push(trip);
    }
    return under;
  }

  /** Position of the first trip that begins later. */
  private after(time: number): number {
    let [low, high] = [0, this.trips.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.trips[middle]?.starts ?? Infinity) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Messages of one request that answer one another are seen one after the other. */
function slowed(messages: readonly Message[], least: number): Trip[] {
  const trips: Trip[] = [];
  for (const message of [...messages].sort((a, b) => a.departs - b.departs || a.arrives - b.arrives)) {
    let starts = message.departs;
    for (let at = trips.length - 1; at >= 0 && at > trips.length - 60; at--) {
      const earlier = trips[at];
      if (earlier !== undefined && earlier.message.arrives <= message.departs + 1e-12)
        starts = Math.max(starts, earlier.ends);
    }
    trips.push({ message, starts, ends: starts + Math.max(least, message.arrives - message.departs) });
  }
  return trips;
}
