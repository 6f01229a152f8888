/** Which requests of a run are shown, and when each of their messages travels. */
import type { FollowedRequest, Message } from '../../analyzer/simulator/playback/playback.js';
import { FRAME } from './loop.js';
import type { View } from './view.js';

/** A message on its way in the loop; times in seconds of the loop. */
export interface Leg {
  readonly message: Message;
  readonly starts: number;
  readonly lasts: number;
}

/** Frames from the start of one group of requests to that of the next. */
const EVERY = 2;
/** Requests of a group, of different flows as far as there are. */
const TOGETHER = 3;
/** Frames within which a request ends, however long it took. */
const WITHIN = 6;
/** Longest time of one message in seconds. */
const SLOWEST = 0.5;
/** Messages of one request that are shown at most, and of all. */
const MOST_OF_ONE = 24;
const MOST = 1500;

/**
 * Some requests of every moment, those that failed first. They are slowed down: a message takes milliseconds where the loop
 * has tens of seconds, so each takes a step, in the order in which they were sent and answered.
 *
 * @param isShown whether the way of a message is in the picture
 */
export function journeys(view: View, isShown: (message: Message) => boolean): readonly Leg[] {
  const messages = new Map<number, Message[]>();
  for (const message of view.playback.messages) {
    const known = messages.get(message.request);
    if (known === undefined) messages.set(message.request, [message]);
    else known.push(message);
  }
  const lastShown = new Map<string, number>();
  const legs: Leg[] = [];
  for (let frame = 0; frame + WITHIN <= view.frames || frame === 0; frame += EVERY) {
    const inside = view.playback.requests.filter(({ starts, number }) => {
      const at = view.frameOf(starts);
      return at >= frame && at < frame + EVERY && messages.get(number)?.some(isShown) === true;
    });
    for (const request of chosen(inside, lastShown, frame)) {
      const own = (messages.get(request.number) ?? []).filter(isShown);
      if (legs.length + Math.min(own.length, MOST_OF_ONE) > MOST) return legs;
      legs.push(...slowedDown(own.slice(0, MOST_OF_ONE), frame * FRAME, Math.min(WITHIN, view.frames) * FRAME));
    }
  }
  return legs;
}

/** Failures first, then flows that were not shown for the longest time. */
function chosen(
  requests: readonly FollowedRequest[],
  lastShown: Map<string, number>,
  frame: number,
): readonly FollowedRequest[] {
  const found: FollowedRequest[] = [];
  const rank = ({ flow, outcome }: FollowedRequest): number =>
    (outcome === 'failed' ? -1e6 : 0) + (lastShown.get(flow) ?? -1);
  for (const request of [...requests].sort((one, other) => rank(one) - rank(other))) {
    if (found.length >= TOGETHER) break;
    if (found.some(({ flow }) => flow === request.flow)) continue;
    found.push(request);
  }
  for (const { flow } of found) lastShown.set(flow, frame);
  return found;
}

/** Each message takes the step after the last one that had arrived when it was sent. */
function slowedDown(messages: readonly Message[], starts: number, room: number): Leg[] {
  const ordered = [...messages].sort((one, other) => one.departs - other.departs || one.arrives - other.arrives);
  const steps: number[] = [];
  ordered.forEach((message, index) => {
    let step = 0;
    for (let earlier = 0; earlier < index; earlier++)
      if ((ordered[earlier]?.arrives ?? Infinity) <= message.departs + 1e-12)
        step = Math.max(step, (steps[earlier] ?? 0) + 1);
    steps.push(step);
  });
  const lasts = Math.min(SLOWEST, room / (Math.max(0, ...steps) + 1));
  return ordered.map((message, index) => ({ message, starts: starts + (steps[index] ?? 0) * lasts, lasts }));
}
