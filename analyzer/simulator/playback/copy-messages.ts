import { COPY_ANSWERED, COPY_ARRIVED, LATER, PART_ANSWERED, PART_ARRIVED } from '../model/events.js';
import type { Frame } from '../model/frame.js';
import type { Unit } from '../model/units.js';
import { MENDING } from '../replication/quorum.js';
import type { ReplicaCopy } from '../replication/replica-copy.js';
import type { World } from '../world.js';
import type { FollowedRequests } from './followed-requests.js';
import { type Draft, type MessageLog, MOST_MESSAGES } from './message-log.js';
import type { MessageKind } from './playback.js';

/** Windows of a run in each of which one message of a kind between two machines is shown, where it belongs to no request. */
const WINDOWS = 100;
/** Share of all messages that these may be. */
const SHARE = 0.25;

/** What the machines of one component tell each other: entries of logs, reads and writes of copies, heartbeats, votes. */
export class CopyMessages {
  /** Who sends what is being sent, and for which request. */
  private from: Unit | undefined;
  private request = -1;
  private isSending = false;
  private sentSoFar = 0;
  /** Whether copies that are alike are being asked. */
  private isAsking = false;
  private voting: { readonly from: ReplicaCopy; readonly to: ReplicaCopy } | undefined;
  /** Requests that entries of followers are of, until they are acknowledged. */
  private readonly entries = new Map<ReplicaCopy, Map<number, number>>();
  /** Messages to copies that are on their way, by frame; the one whose copy it is about now. */
  private readonly pending = new Map<number, { readonly ticket: number; readonly draft: Draft }>();
  private arriving: Draft | undefined;
  /** Window in which a message was last shown, by kind and machines. */
  private readonly shown = new Map<string, number>();
  private readonly window: number;
  /** How many were shown that belong to no request. */
  private unasked = 0;

  constructor(
    private readonly world: World,
    private readonly requests: FollowedRequests,
    private readonly log: MessageLog,
    end: number,
  ) {
    this.window = end / WINDOWS;
    this.watchLogs();
    this.watchQuorums();
    this.watchElections();
  }

  /** Something between machines was scheduled. */
  scheduled(kind: number, subject: number, delay: number): void {
    if (kind === LATER) {
      if (this.voting !== undefined) this.voted(this.voting, delay);
      return;
    }
    if (kind !== COPY_ARRIVED && kind !== COPY_ANSWERED && kind !== PART_ARRIVED && kind !== PART_ANSWERED) return;
    const frame = this.world.frames.get(subject);
    if (kind === COPY_ARRIVED) this.sent(frame, delay);
    else if (kind === COPY_ANSWERED) this.acknowledged(frame, delay);
    else this.visited(frame, kind === PART_ARRIVED, delay);
  }

  private watchLogs(): void {
    const { followerLog } = this.world;
    const ship = followerLog.ship.bind(followerLog);
    const arrived = followerLog.arrived.bind(followerLog);
    followerLog.arrived = (message) => {
      const { copy, life } = message;
      const isVoid = copy === undefined || copy.life !== life || copy.isDown || message.startedAt <= copy.deafUntil;
      this.arrives(message, undefined, () => {
        if (isVoid && this.arriving !== undefined) this.arriving.outcome = 'lost';
        arrived(message);
      });
    };
    followerLog.ship = (to, from, frame) => {
      const request = frame === undefined ? -1 : this.requests.numberOf(frame);
      if (request >= 0) {
        const entries = this.entries.get(to) ?? new Map<number, number>();
        entries.set(from.log.last, request);
        this.entries.set(to, entries);
      }
      const before = this.sentSoFar;
      this.during(from.unit, request, () => ship(to, from, frame));
      // In no time, where network time is not counted.
      const isAtOnce = this.sentSoFar === before && this.world.leadership.canReach(from.unit, to.unit);
      if (isAtOnce) this.send(request, 'replicate', from.unit, to.unit, 0, frame);
    };
  }

  private watchQuorums(): void {
    const { quorums, copies } = this.world;
    const mend = quorums.mend.bind(quorums);
    quorums.mend = (contents, from, to, key, value, flow) =>
      this.during(from, -1, () => mend(contents, from, to, key, value, flow));
    const ask = copies.ask.bind(copies);
    copies.ask = (frame, of) =>
      this.during(frame.unit, of === undefined ? -1 : this.requests.numberOf(frame), () => ask(frame, of));
    const arrived = copies.arrived.bind(copies);
    copies.arrived = (copy) => {
      if (this.isSending && copy.log === undefined && copy.duty === 0) this.sent(copy, 0);
      arrived(copy);
    };
    const askAll = quorums.ask.bind(quorums);
    quorums.ask = (frame, of) => {
      this.isAsking = true;
      askAll(frame, of);
      this.isAsking = false;
    };
    const arrivedAt = quorums.arrived.bind(quorums);
    quorums.arrived = (copy) => {
      const draft = this.isAsking ? this.sent(copy, 0) : undefined;
      this.arrives(copy, draft, () => arrivedAt(copy));
    };
    const lost = quorums.lost.bind(quorums);
    quorums.lost = (copy) => {
      // One that cannot be reached is not even sent to.
      const draft = this.arriving ?? (this.isAsking ? this.sent(copy, 0) : undefined);
      if (draft !== undefined) draft.outcome = 'lost';
      lost(copy);
    };
  }

  private watchElections(): void {
    const { elections } = this.world;
    const { votes } = elections;
    const hear = elections.hear.bind(elections);
    elections.hear = (leader, copy) => {
      hear(leader, copy);
      this.send(-1, 'heartbeat', leader.unit, copy.unit, Math.max(0, copy.lastHeard - this.world.kernel.now));
    };
    const send = votes.send.bind(votes);
    votes.send = (from, to, happens) => {
      this.voting = { from, to };
      send(from, to, happens);
      // Nothing was sent: the other one cannot be reached.
      const draft = this.voting === undefined ? undefined : this.send(-1, 'vote', from.unit, to.unit, 0);
      if (draft !== undefined) draft.outcome = 'lost';
      this.voting = undefined;
    };
  }

  private voted({ from, to }: { readonly from: ReplicaCopy; readonly to: ReplicaCopy }, delay: number): void {
    this.voting = undefined;
    this.send(-1, 'vote', from.unit, to.unit, delay);
  }

  private during(from: Unit | undefined, request: number, happens: () => void): void {
    const before = [this.from, this.request, this.isSending] as const;
    [this.from, this.request, this.isSending] = [from, request, true];
    happens();
    [this.from, this.request, this.isSending] = before;
  }

  private sent(copy: Frame, delay: number): Draft | undefined {
    this.sentSoFar++;
    if (!this.isSending && (copy.log !== undefined || copy.duty === MENDING)) return undefined;
    const draft = this.isSending
      ? this.send(this.request, 'replicate', this.from, copy.unit, delay, copy)
      : this.send(this.requests.numberOf(copy), 'replicate', copy.parent?.unit, copy.unit, delay, copy);
    if (draft === undefined || delay === 0) this.pending.delete(copy.id);
    else this.pending.set(copy.id, { ticket: copy.ticket, draft });
    return draft;
  }

  /** A message reaches its copy: what it does there may be in vain. */
  private arrives(copy: Frame, draft: Draft | undefined, happens: () => void): void {
    const before = this.arriving;
    const known = this.pending.get(copy.id);
    this.pending.delete(copy.id);
    this.arriving = known?.ticket === copy.ticket ? known.draft : draft;
    happens();
    this.arriving = before;
  }

  private acknowledged(copy: Frame, delay: number): void {
    if (copy.log === undefined) {
      if (copy.duty === MENDING || copy.parent === undefined) return;
      this.send(this.requests.numberOf(copy), 'acknowledge', copy.unit, copy.parent.unit, delay, copy);
      return;
    }
    const entries = copy.copy === undefined ? undefined : this.entries.get(copy.copy);
    const request = entries?.get(copy.entry);
    if (request === undefined) return;
    entries?.delete(copy.entry);
    this.send(request, 'acknowledge', copy.unit, copy.log.leader.unit, delay, copy);
  }

  /** Another shard is visited on the way. */
  private visited(part: Frame, isThere: boolean, delay: number): void {
    const { parent, unit } = part;
    const request = parent === undefined ? -1 : this.requests.numberOf(parent);
    if (request < 0 || parent?.ticket !== part.parentTicket) return;
    if (isThere) this.send(request, 'request', parent.unit, unit, delay, part);
    else this.send(request, 'answer', unit, parent.unit, delay, part);
  }

  private send(
    request: number,
    kind: MessageKind,
    from: Unit | undefined,
    to: Unit | undefined,
    delay: number,
    about?: Frame,
  ): Draft | undefined {
    if (from === undefined || to === undefined || from === to) return undefined;
    if (request < 0 && !this.mayShow(kind, from, to)) return undefined;
    const [here, there] = [this.log.at(from, ''), this.log.at(to, '')];
    return this.log.send(request, kind, here, there, delay, request < 0 ? undefined : about?.call?.node.id);
  }

  /** Of what nobody asked for only one now and then is shown. */
  private mayShow(kind: MessageKind, from: Unit, to: Unit): boolean {
    if (!this.log.hasRoom || this.unasked > MOST_MESSAGES * SHARE * this.log.progress) return false;
    const name = `${kind} ${from.index} ${to.index}`;
    const window = Math.floor(this.world.kernel.now / this.window);
    if (kind !== 'vote' && this.shown.get(name) === window) return false;
    this.shown.set(name, window);
    this.unasked++;
    return true;
  }
}
