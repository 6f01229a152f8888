import { meanOutage } from '../../catalogue/outage.js';
import type { Id } from '../../design/design.js';
import { OUTAGE } from '../model/events.js';
import type { World } from '../world.js';

const MEAN_OUTAGE = Number(meanOutage.value);

/** Instances, copies or the one whole that are up and down independently of each other. */
export class Outage {
  /** How many are up, and until when each is down; 0 for those that are up. */
  up: number;
  private readonly downUntil: Float64Array;

  constructor(
    private readonly world: World,
    /** Component or link. */
    readonly id: Id,
    private readonly index: number,
    count: number,
    /** How many must be up for a read, and for anything else. */
    private readonly toRead: number,
    private readonly toWrite: number,
    private readonly meanUp: number,
  ) {
    this.up = count;
    this.downUntil = new Float64Array(count);
  }

  allows(isRead: boolean): boolean {
    return this.up >= (isRead ? this.toRead : this.toWrite);
  }

  /** Whether a link will still be down then, as far as anybody can know now. */
  isDownAt(time: number): boolean {
    return this.up === 0 && time < (this.downUntil[0] ?? 0);
  }

  /** Every member begins as it is at any time: down with the share of the time that it is down. */
  begin(): void {
    const { streams, kernel } = this.world;
    for (let member = 0; member < this.downUntil.length; member++) {
      const uniform = streams.uniform(this.stream(member));
      const isDown = uniform() >= this.meanUp / (this.meanUp + MEAN_OUTAGE);
      if (isDown) this.fall(member, -MEAN_OUTAGE * Math.log(1 - uniform()), false);
      else if (this.meanUp < Infinity)
        kernel.schedule(-this.meanUp * Math.log(1 - uniform()), OUTAGE, this.index, member);
    }
  }

  private stream(member: number): string {
    return `${this.id} availability ${member}`;
  }

  /** A member goes down, or comes up again. */
  change(member: number): void {
    const { streams, kernel, chronicle } = this.world;
    const uniform = streams.uniform(this.stream(member));
    if ((this.downUntil[member] ?? 0) === 0) {
      this.fall(member, -MEAN_OUTAGE * Math.log(1 - uniform()), true);
      return;
    }
    this.downUntil[member] = 0;
    this.up++;
    if (this.up === this.toWrite) chronicle.note('repair', [this.id], `${this.id} works again`);
    if (this.meanUp < Infinity) kernel.schedule(-this.meanUp * Math.log(1 - uniform()), OUTAGE, this.index, member);
  }

  private fall(member: number, lasts: number, isTold: boolean): void {
    const { kernel, chronicle } = this.world;
    this.downUntil[member] = kernel.now + lasts;
    this.up--;
    if (isTold && this.up === this.toWrite - 1) chronicle.note('fault', [this.id], `${this.id} is down`);
    // What is never up stays down.
    if (this.meanUp > 0) kernel.schedule(lasts, OUTAGE, this.index, member);
    else this.downUntil[member] = Infinity;
  }
}

/** `availability p`: up and down in turn, for such times that the share p of all time is up; both exponential. */
export class Outages {
  private readonly all: Outage[] = [];
  private readonly byId = new Map<Id, Outage>();

  constructor(private readonly world: World) {}

  /** Something with so many members, of which so many must be up, that works this share of the time. */
  add(id: Id, availability: number, count: number, toRead: number, toWrite: number): Outage {
    const share = Math.min(1, Math.max(0, availability));
    const meanUp = share === 1 ? Infinity : (MEAN_OUTAGE * share) / (1 - share);
    const outage = new Outage(this.world, id, this.all.length, count, toRead, toWrite, meanUp);
    this.all.push(outage);
    this.byId.set(id, outage);
    outage.begin();
    return outage;
  }

  /** What is down of a component or link. */
  of(id: Id): Outage | undefined {
    return this.byId.get(id);
  }

  change(index: number, member: number): void {
    this.all[index]?.change(member);
  }
}
