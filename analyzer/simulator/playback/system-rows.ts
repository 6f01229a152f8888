import type { Id } from '../../design/design.js';
import type { Pool, Unit } from '../model/units.js';
import type { Observed } from '../observed.js';
import type { Parts } from '../report.js';
import { Behind } from './behind.js';
import { BreakerRows } from './breaker-rows.js';
import { type Answers, ComponentRows } from './component-rows.js';
import type { EventLog } from './event-log.js';
import { FlowRows } from './flow-rows.js';
import { CacheRows, LagRows, PartitionRows, QueueRows } from './holder-rows.js';
import { MachineRows } from './machine-rows.js';
import type { BreakerSeries, ComponentSeries, FlowSeries, MachineSeries, PartitionSeries, Series } from './playback.js';
import { Rows, type Watched } from './watched.js';

/** Machines or partitions of one component, and of all, that are shown one by one. */
const MOST_OF_ONE = 64;
const MOST_OF_ALL = 512;
/** Figures of all of them together: 64 MB. */
const MOST_FIGURES = 8_000_000;
/** Figures of a machine or partition in each frame, roughly. */
const FIGURES = 8;

/** The course of everything in a run. */
export class SystemRows implements Watched {
  readonly series: {
    readonly flows: Record<Id, FlowSeries<Series>>;
    readonly components: Record<Id, ComponentSeries<Series>>;
    readonly machines: MachineSeries<Series>[];
    readonly partitions: PartitionSeries<Series>[];
    readonly breakers: BreakerSeries<Series>[];
  } = { flows: {}, components: {}, machines: [], partitions: [], breakers: [] };
  readonly notes: string[] = [];
  private readonly watched: Watched[] = [];
  private readonly rows: Rows;
  /** Machines shown by component, those that came later included. */
  private readonly machines = new Map<Id, Set<Unit>>();
  private shown = 0;
  /** Of pools whose machines are copies that are all alike. */
  private readonly behind = new Map<Pool, Behind>();

  constructor(
    private readonly observed: Observed,
    frames: number,
    answers: ReadonlyMap<Id, Answers>,
    private readonly events: EventLog,
  ) {
    this.rows = new Rows(frames);
    for (const [id, of] of observed.flows) this.series.flows[id] = this.watch(new FlowRows(of, this.rows)).series;
    for (const [id, parts] of observed.parts) {
      const own = answers.get(id) ?? { failed: 0, givenUp: 0 };
      const { series } = this.watch(new ComponentRows(id, parts, own, observed.world, this.rows));
      this.series.components[id] = { ...series, ...this.held(id, parts) };
      const contents = parts.replicas?.contents;
      if (contents !== undefined && parts.main !== undefined)
        this.behind.set(parts.main, new Behind(contents, parts.main));
      this.addMachines(id, parts);
    }
    for (const [pair, breaker] of observed.breakers) {
      const rows = new BreakerRows(breaker, pair, this.rows, ({ from, to }, isOpen) =>
        events.tell('breaker', [from, to], `the breaker from ${from} to ${to} ${isOpen ? 'opens' : 'closes'}`),
      );
      this.series.breakers.push(this.watch(rows).series);
    }
  }

  look(at: number, now: number, seconds: number): void {
    for (const [id, parts] of this.observed.parts) if (parts.main?.scaling !== undefined) this.addMachines(id, parts);
    for (const one of this.watched) one.look(at, now, seconds);
  }

  private watch<T extends Watched>(one: T): T {
    this.watched.push(one);
    return one;
  }

  /** What a component keeps: copies of data, messages, a log. */
  private held(id: Id, { cache, queue, replicas }: Parts): Partial<ComponentSeries<Series>> {
    const { rows } = this;
    const isQueue = queue !== undefined && queue.groups.length > 0;
    const isLed = replicas?.kind === 'led' && replicas.count > 1;
    if (isQueue && queue.delivery.partitions > 1) {
      const count = this.room(id, 0, queue.delivery.partitions);
      for (let partition = 0; partition < count; partition++)
        this.series.partitions.push(this.watch(new PartitionRows(queue, partition, rows)).series);
    }
    return {
      ...(cache === undefined ? {} : this.watch(new CacheRows(cache, rows)).series),
      ...(isQueue ? this.watch(new QueueRows(queue, rows, this.deaths(id))).series : {}),
      ...(isLed ? this.watch(new LagRows(replicas, rows)).series : {}),
    };
  }

  /** Tells of dead letters when they begin to come. */
  private deaths(id: Id): (count: number) => void {
    let before = 0;
    return (count) => {
      if (count > 0 && before === 0)
        this.events.tell('dead_letter', [id], `${count === 1 ? 'a message' : 'messages'} of ${id} become dead letters`);
      before = count;
    };
  }

  /** Machines of components that have several are shown one by one. */
  private addMachines(id: Id, { main, follower, replicas }: Parts): void {
    const units = [...(main?.units ?? []), ...(follower?.units ?? [])];
    const known = this.machines.get(id) ?? new Set();
    const isOne = units.length <= 1 && main?.scaling === undefined && (replicas?.count ?? 1) <= 1;
    if (isOne || units.length === known.size) return;
    this.machines.set(id, known);
    for (const unit of units) {
      if (known.has(unit)) continue;
      if (this.room(id, known.size, 1) === 1) {
        const rows = new MachineRows(unit, this.observed.world, this.rows, this.behind.get(unit.pool));
        this.series.machines.push(this.watch(rows).series);
        // One with copies of several shards counts as several.
        this.shown += Math.max(0, rows.series.copies.length - 1);
      }
      known.add(unit);
    }
  }

  /** How many more of a component that has so many may be shown; said once where they are not all. */
  private room(id: Id, has: number, wanted: number): number {
    const all = Math.min(MOST_OF_ALL, Math.floor(MOST_FIGURES / FIGURES / this.rows.frames));
    const room = Math.max(0, Math.min(wanted, MOST_OF_ONE - has, all - this.shown));
    this.shown += room;
    const note = `${id}: not all machines or partitions are shown one by one (${MOST_OF_ONE} of one component, ${all} in all).`;
    if (room < wanted && !this.notes.includes(note)) this.notes.push(note);
    return room;
  }
}
