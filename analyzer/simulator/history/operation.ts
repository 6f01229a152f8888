import type { Id } from '../../design/design.js';

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
  readonly key: number;
  /** One client in one conversation with the system: operations of a session follow each other. */
  readonly session: number;
  readonly flow: Id;
  /** Store or queue that it was done at, and the copy or partition that answered: `accounts.leader`, `accounts.replica.2`. */
  readonly at: Id;
  copy: string;
  /** What a write wrote, a read saw, a message carried. */
  version: number;
  /** Seconds since the start of the run; an answer that never came is `Infinity`. */
  readonly begun: number;
  ended: number;
  /** As the client knows it: a write that timed out may have happened. */
  outcome: 'ok' | 'failed' | 'unknown';
}
