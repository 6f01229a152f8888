import type { Id } from '../../design/design.js';

/** That a store or queue did an operation: more than once where attempts were repeated. */
export interface Effect {
  /** Seconds since the start of the run. */
  readonly at: number;
  /** The copy or partition that did it. */
  readonly copy: string;
  readonly version: number;
}

/**
 * Something that a client did to data and what it saw of it: a history is a list of these.
 *
 * Versions of one key count from 1 in the order in which the store gave them out; 0 is what was there before the run. A message
 * has the version of its key, too: the number of its publication.
 */
export interface Operation {
  /** Position in the history; operations are in the order of their beginnings. */
  readonly index: number;
  readonly kind: 'read' | 'write' | 'publish' | 'consume';
  readonly data: Id;
  /** Which item; items of data without a `count` that the run made itself count down from -2. */
  readonly key: number;
  /** One client in one conversation with the system: operations of a session follow each other. */
  readonly session: number;
  readonly flow: Id;
  /** Store or queue that it was done at, and the copy or partition that answered: `accounts.leader`, `accounts.replica.2`. */
  readonly at: Id;
  readonly copy: string;
  /** What a write wrote, a read saw, a message carried; -1 where the run does not know it. */
  readonly version: number;
  /** Seconds since the start of the run; an answer that never came is `null`. */
  readonly begun: number;
  readonly ended: number | null;
  /** As the client knows it: a write that timed out may have happened. */
  readonly outcome: 'ok' | 'failed' | 'unknown';
  /** Of writes and publications: each time that it was done. */
  readonly effects: readonly Effect[];
}

/** When an operation was over; `Infinity` where its answer never came. */
export const endOf = ({ ended }: Operation): number => ended ?? Infinity;
