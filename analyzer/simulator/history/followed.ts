import type { Id } from '../../design/design.js';
import type { KeyHistory } from './key-history.js';
import type { Effect, Operation } from './operation.js';
import type { Register } from './register.js';

/** An operation of a run that is followed: what is published of it, and what was known when it began. */
export class Followed implements Operation {
  copy = '';
  version = 0;
  ended: number | null = null;
  outcome: Operation['outcome'] = 'unknown';
  effects: Effect[] = noEffects;
  /** Whether its client has not heard how it ended, and does not wait any more. */
  isGivenUp = false;
  /** Newest versions that had been acknowledged, seen by anybody, and written or seen by its session when it began. */
  acknowledged = 0;
  seen = 0;
  ownWrite = 0;
  ownRead = 0;

  constructor(
    readonly register: Register,
    readonly item: KeyHistory,
    readonly index: number,
    readonly kind: Operation['kind'],
    readonly session: number,
    readonly flow: Id,
    readonly begun: number,
    /** Whether doing it again changes nothing. */
    readonly isIdempotent: boolean,
  ) {}

  get data(): Id {
    return this.register.data;
  }
  get key(): number {
    return this.item.key;
  }
  get at(): Id {
    return this.register.home;
  }
  get isOver(): boolean {
    return this.ended !== null;
  }

  /** A store or queue does it. */
  happened(at: number, copy: string, version: number): void {
    if (this.effects === noEffects) this.effects = [];
    if (this.effects.length < MOST_EFFECTS) this.effects.push({ at, copy, version });
  }

  /** What is published of it. */
  published(): Operation {
    const { index, kind, data, key, session, flow, at, copy, version, begun, ended, outcome } = this;
    const effects = [...this.effects];
    return { index, kind, data, key, session, flow, at, copy, version, begun, ended, outcome, effects };
  }
}

const noEffects: Effect[] = [];
const MOST_EFFECTS = 8;
