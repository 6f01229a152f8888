import type { Id } from '../../design/design.js';
import type { Pool } from '../model/units.js';
import type { Parts } from '../report.js';
import type { World } from '../world.js';
import { conditionOf, conditionWithout, serving, waitingOutside, works } from './machine-levels.js';
import type { ComponentSeries, Series } from './playback.js';
import { Growth, type Rows, type Watched } from './watched.js';

/** What became of the attempts that were made of a component: counted where their answers leave, and where callers give up. */
export interface Answers {
  failed: number;
  givenUp: number;
}

/** The course of one component: all its machines together, leaders and followers. */
export class ComponentRows implements Watched {
  readonly series: ComponentSeries<Series>;
  private readonly pools: readonly Pool[];
  private readonly counted: readonly (readonly [Series, Growth])[];
  private readonly busy: Growth;
  private now = 0;

  constructor(
    private readonly id: Id,
    { main, follower }: Parts,
    answers: Answers,
    private readonly world: World,
    rows: Rows,
  ) {
    this.pools = [main, follower].filter((pool) => pool !== undefined);
    const row = () => rows.row();
    this.series = {
      arrivals: row(),
      completions: row(),
      failures: row(),
      timeouts: row(),
      queue: row(),
      busy: row(),
      servers: row(),
      utilization: row(),
      instances: row(),
      up: row(),
      state: row(),
    };
    const { arrivals, completions, failures, timeouts } = this.series;
    const sum = (of: (pool: Pool) => number) => this.pools.reduce((all, pool) => all + of(pool), 0);
    this.counted = [
      [arrivals, new Growth(() => sum(({ statistics }) => statistics.arrivals.total))],
      [completions, new Growth(() => sum(({ statistics }) => statistics.done.total))],
      [failures, new Growth(() => answers.failed)],
      [timeouts, new Growth(() => answers.givenUp)],
    ];
    this.busy = new Growth(() => sum(({ statistics }) => statistics.busyAreaAt(this.now)));
  }

  look(at: number, now: number, seconds: number): void {
    const { series, pools, world } = this;
    this.now = now;
    for (const [row, growth] of this.counted) row[at] = growth.since();
    let [servers, waiting, busy, instances, up, state] = [0, 0, 0, 0, 0, 0];
    for (const pool of pools) {
      waiting += pool.statistics.waiting;
      busy += pool.statistics.busy;
      const units = serving(pool);
      for (const unit of units) {
        const bits = conditionOf(unit, world);
        servers += unit.servers;
        state |= bits;
        waiting += waitingOutside(unit);
        instances += unit.machines;
        if (works(bits)) up += unit.machines;
      }
    }
    const area = this.busy.since();
    const has = pools.length > 0;
    series.queue[at] = has ? waiting : Number.NaN;
    series.busy[at] = has ? busy : Number.NaN;
    series.servers[at] = has ? servers : Number.NaN;
    series.utilization[at] = servers > 0 && servers < Infinity && seconds > 0 ? area / seconds / servers : Number.NaN;
    series.instances[at] = has ? instances : Number.NaN;
    series.up[at] = has ? up : Number.NaN;
    series.state[at] = has ? state : conditionWithout(this.id, world);
  }
}
