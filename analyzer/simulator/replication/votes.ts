import type { World } from '../world.js';
import type { ReplicaCopy } from './replica-copy.js';

/**
 * Elections by vote (Raft): who hears no leader for a random time stands, and leads with the votes of a majority.
 *
 * Nobody votes twice in a term, nor for a copy whose log is behind its own: so the leader has everything that a majority has. Who
 * hears a leader does not vote.
 */
export class Votes {
  constructor(private readonly world: World) {}

  /** The copy stands for election after its time-out, unless it hears of a leader before. */
  expect(copy: ReplicaCopy): void {
    if (copy.isTimed) return;
    this.arm(copy, copy.lastHeard);
  }

  cancel(copy: ReplicaCopy): void {
    copy.timer++;
    copy.isTimed = false;
    copy.isCandidate = false;
  }

  private arm(copy: ReplicaCopy, from: number): void {
    const { succession } = copy.group.set.rules;
    if (succession.by !== 'vote') return;
    copy.isTimed = true;
    const timer = ++copy.timer;
    const wait = succession.timeout * (1 + copy.group.uniform());
    this.world.later(Math.max(0, from + wait - this.world.kernel.now), () => {
      if (copy.timer === timer) this.stand(copy);
    });
  }

  private stand(copy: ReplicaCopy): void {
    const { world } = this;
    copy.isTimed = false;
    if (!copy.isRunning) return;
    if (!copy.group.mayLead(copy)) {
      this.arm(copy, world.kernel.now);
      return;
    }
    const term = ++copy.term;
    copy.votedIn = term;
    copy.votes = 1;
    copy.isCandidate = true;
    // Who stands again and again in vain says so once.
    if (copy.stoodSince !== copy.group.ledSince) {
      copy.stoodSince = copy.group.ledSince;
      world.chronicle.note(
        'election',
        [copy.group.set.id],
        `${world.leadership.labelOf(copy)} stands for election in term ${term}`,
      );
    }
    this.arm(copy, world.kernel.now);
    for (const other of copy.group.copies)
      if (other !== copy) this.send(copy, other, () => this.ask(other, copy, term));
    // Its own vote is enough where nobody else works.
    if (copy.group.votesNeeded === 1) this.wins(copy);
  }

  send(from: ReplicaCopy, to: ReplicaCopy, happens: () => void): void {
    const { world } = this;
    if (!world.leadership.canReach(from.unit, to.unit)) return;
    world.later(world.network.betweenMachines(from.unit.spot, to.unit.spot, to.unit.pool) / 2, () => {
      if (to.isRunning) happens();
    });
  }

  /** A request for a vote reaches a voter. */
  private ask(voter: ReplicaCopy, candidate: ReplicaCopy, term: number): void {
    const { world } = this;
    const { group } = voter;
    const { succession } = group.set.rules;
    if (succession.by !== 'vote') return;
    const isLed = group.leader?.isRunning === true && world.leadership.canReach(group.leader.unit, voter.unit);
    if (isLed && (voter === group.leader || world.kernel.now - voter.lastHeard < succession.timeout)) return;
    if (term > voter.term) {
      voter.term = term;
      voter.isCandidate = false;
    }
    if (term < voter.term || voter.votedIn >= term || (isNewer(voter, candidate) && voter.group.mayLead(voter))) return;
    voter.votedIn = term;
    this.arm(voter, world.kernel.now);
    this.send(voter, candidate, () => this.count(candidate, term));
  }

  private count(candidate: ReplicaCopy, term: number): void {
    if (!candidate.isCandidate || candidate.term !== term) return;
    if (++candidate.votes < candidate.group.votesNeeded) return;
    this.wins(candidate);
  }

  private wins(candidate: ReplicaCopy): void {
    this.cancel(candidate);
    for (const other of candidate.group.copies) {
      if (other === candidate || !this.world.leadership.canReach(candidate.unit, other.unit)) continue;
      other.lastHeard = this.world.kernel.now;
      this.cancel(other);
    }
    this.world.leadership.elect(candidate);
  }
}

/** Whether the log of a copy goes further than that of another one. */
function isNewer(copy: ReplicaCopy, other: ReplicaCopy): boolean {
  return copy.log === other.log ? copy.received > other.received : copy.log.term > other.log.term;
}
