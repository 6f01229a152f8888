/** Kinds of events; subjects are frames unless said. */

/** The service of a frame at its unit is over. */
export const SERVED = 0;
/** An attempt reaches its unit. */
export const ARRIVED = 1;
/** The answer to an attempt reaches its caller. */
export const ANSWERED = 2;
/** A frame has waited long enough. */
export const WAKE = 3;
/** The caller gives up this attempt. */
export const TIMEOUT = 4;
/** The caller tries again, or sends a second attempt beside the first. */
export const RETRY = 5;
export const HEDGE = 6;
/** Somebody who waits for a server gives up. */
export const PATIENCE = 7;
/** An operation reaches another copy; its acknowledgement comes back; a flush is done. */
export const COPY_ARRIVED = 8;
export const COPY_ANSWERED = 9;
export const FLUSHED = 10;
/** The next request of unit that shares its servers is done. Subject: unit. */
export const SHARED = 11;
/** A unit breaks, or is repaired. Subject: unit. */
export const BREAK = 12;
export const REPAIR = 13;
/** An open load starts requests. Subject: load. */
export const START = 14;
/** A user of a closed load starts again. Subject: load. */
export const THOUGHT = 15;
/** A message is handed out again. Subject: queue of the run. */
export const REDELIVER = 16;
/** Autoscaling looks at the utilization; instances that it ordered serve. Subject: autoscaled pool. */
export const SCALE = 20;
export const SCALED = 21;
/** A member of what is up and down goes down or comes up. Subject: outage of the run; ticket: member. */
export const OUTAGE = 22;
/** A visit of another shard reaches it; its answer comes back. Subject: frame. */
export const PART_ARRIVED = 23;
export const PART_ANSWERED = 24;
/** Something rare that was put off happens. Subject: its place in the world's list. */
export const LATER = 30;
/** The warm-up is over; a batch is; a point of the timeline is. */
export const WARM = 17;
export const BATCH = 18;
export const POINT = 19;
