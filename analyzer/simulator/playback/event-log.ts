import type { Id } from '../../design/design.js';
import type { Happening } from '../scenario/happening.js';
import type { World } from '../world.js';
import type { PlaybackEvent } from './playback.js';

/** Events that are kept: the first ones. */
export const MOST_EVENTS = 5000;

/** What befell the system, as the run tells it and as the recorder sees it. */
export class EventLog {
  readonly events: PlaybackEvent[] = [];
  /** How many more there were. */
  missed = 0;
  private sorted = 0;

  constructor(private readonly world: World) {
    const { chronicle } = world;
    const note = chronicle.note.bind(chronicle);
    chronicle.note = (kind, of, text) => {
      note(kind, of, text);
      this.add(this.detailed(kind, of, text));
    };
  }

  /** Something that the run itself does not tell. */
  tell(
    kind: PlaybackEvent['kind'],
    of: readonly Id[],
    text: string,
    more: Partial<PlaybackEvent> = {},
    at = this.world.kernel.now,
  ): void {
    this.add({ at, kind, of, text, ...more });
  }

  /** Puts what was told late in its place; what was taken before stays where it is. */
  sort(): void {
    const late = this.events.splice(this.sorted);
    this.events.push(...late.sort((a, b) => a.at - b.at));
    this.sorted = this.events.length;
  }

  private add(event: PlaybackEvent): void {
    if (this.events.length < MOST_EVENTS) this.events.push(event);
    else this.missed++;
  }

  /** Which machine an election is about, and in which term. */
  private detailed(kind: Happening['kind'], of: readonly Id[], text: string): PlaybackEvent {
    const { replicas, kernel } = this.world;
    const event = { at: kernel.now, kind, of, text };
    if (kind !== 'election' && kind !== 'failover') return event;
    for (const { copies } of replicas.of(of[0] ?? '')?.groups ?? []) {
      for (const copy of copies) {
        const machine = replicas.labelOf(copy.unit);
        // Such sentences begin with the machine; one machine may have copies of several shards.
        if (!text.startsWith(`${machine} `) || (kind === 'failover' && copy.group.ledSince !== kernel.now)) continue;
        if (kind === 'election' && copy.isCandidate) return { ...event, kind: 'candidate', machine, term: copy.term };
        return { ...event, machine, term: copy.log.term };
      }
    }
    return event;
  }
}
