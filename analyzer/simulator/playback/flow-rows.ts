import type { FlowStatistics } from '../statistics/flow-statistics.js';
import type { FlowSeries, Series } from './playback.js';
import { StepLatencies } from './step-latencies.js';
import { Growth, type Rows, type Watched } from './watched.js';

/** The course of one flow. */
export class FlowRows implements Watched {
  readonly series: FlowSeries<Series>;
  private readonly latencies = new StepLatencies();
  private readonly counted: readonly (readonly [Series, Growth])[];

  constructor(
    private readonly of: FlowStatistics,
    rows: Rows,
  ) {
    const row = () => rows.row();
    this.series = {
      started: row(),
      completed: row(),
      failed: row(),
      timedOut: row(),
      shortCircuited: row(),
      retried: row(),
      mean: row(),
      p50: row(),
      p95: row(),
      p99: row(),
      inSystem: row(),
    };
    const counts = ['started', 'completed', 'failed', 'timedOut', 'shortCircuited', 'retried'] as const;
    this.counted = counts.map((name) => [this.series[name], new Growth(() => of[name].total)]);
    const end = of.end.bind(of);
    of.end = (now, succeeded, latency) => {
      if (succeeded) this.latencies.note(latency);
      end(now, succeeded, latency);
    };
  }

  look(at: number): void {
    const { series, latencies } = this;
    for (const [row, growth] of this.counted) row[at] = growth.since();
    series.mean[at] = latencies.mean;
    series.p50[at] = latencies.percentile(0.5);
    series.p95[at] = latencies.percentile(0.95);
    series.p99[at] = latencies.percentile(0.99);
    series.inSystem[at] = this.of.underway;
    latencies.clear();
  }
}
