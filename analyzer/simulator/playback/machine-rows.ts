import type { Unit } from '../model/units.js';
import type { ReplicaCopy } from '../replication/replica-copy.js';
import type { World } from '../world.js';
import type { Behind } from './behind.js';
import { lagOf } from './log-lag.js';
import { conditionOf, serving, waitingAt } from './machine-levels.js';
import type { CopySeries, MachineSeries, Series } from './playback.js';
import type { Rows, Watched } from './watched.js';

/** The course of one machine. */
export class MachineRows implements Watched {
  readonly series: MachineSeries<Series>;
  private readonly copies: readonly CopyRows[];

  constructor(
    private readonly unit: Unit,
    private readonly world: World,
    rows: Rows,
    private readonly behind: Behind | undefined,
  ) {
    const { component } = unit.pool;
    const groups = world.replicas.of(component)?.groups ?? [];
    const copies = groups.filter((group) => group.copies.length > 1).flatMap((group) => group.copyAt(unit) ?? []);
    this.copies = copies.map((copy) => new CopyRows(copy, rows));
    this.series = {
      id: world.replicas.labelOf(unit),
      component,
      queue: rows.row(),
      busy: rows.row(),
      state: rows.row(),
      ...(behind === undefined ? {} : { behind: rows.row() }),
      copies: this.copies.map(({ series }) => series),
    };
  }

  look(at: number, now: number): void {
    const { unit, series } = this;
    for (const copy of this.copies) copy.look(at, now);
    if (series.behind !== undefined) series.behind[at] = this.behind?.counts[unit.position] ?? 0;
    if (unit.inside === 0 && unit.pool.scaling !== undefined && !serving(unit.pool).includes(unit)) return;
    series.queue[at] = waitingAt(unit);
    series.busy[at] = unit.sharing === undefined ? unit.busy - unit.held : unit.busy;
    series.state[at] = conditionOf(unit, this.world);
  }
}

/** The course of one copy of a shard. */
class CopyRows implements Watched {
  readonly series: CopySeries<Series>;

  constructor(
    private readonly copy: ReplicaCopy,
    rows: Rows,
  ) {
    const row = () => rows.row();
    this.series = {
      shard: copy.group.shard,
      leads: row(),
      term: row(),
      written: row(),
      applied: row(),
      committed: row(),
      lagEntries: row(),
      lagSeconds: row(),
    };
  }

  look(at: number, now: number): void {
    const { copy, series } = this;
    const { group, log } = copy;
    const lag = lagOf(copy, group.log, now);
    series.leads[at] = copy.isDown ? 0 : copy.leads ? (group.leader === copy ? 2 : 1) : copy.isCandidate ? 0.5 : 0;
    series.term[at] = copy.isCandidate ? copy.term : log.term;
    series.written[at] = copy.received;
    series.applied[at] = copy.applied;
    series.committed[at] = Math.min(copy.received, log.committed);
    series.lagEntries[at] = lag.entries;
    series.lagSeconds[at] = lag.seconds;
  }
}
