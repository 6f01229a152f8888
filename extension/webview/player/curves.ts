/** Which curves of a run are drawn. */
import type { Playback, Series } from '../../../analyzer/simulator/playback/playback.js';
import type { ColorName } from '../../../diagram/svg/palette.js';

export type Unit = 'time' | 'rate' | 'count';

export interface Curve {
  readonly name: string;
  /** A colour of the pictures. */
  readonly tone: ColorName;
  readonly dash?: readonly number[];
  /** One per frame; `null` where there is none. */
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly title: string;
  readonly unit: Unit;
  readonly curves: readonly Curve[];
}

/** Curves of components in one chart at most. */
const MOST = 3;
const tones: readonly ColorName[] = ['ink-edge', 'ink-queue', 'ink-cache'];
const dashes: readonly (readonly number[] | undefined)[] = [undefined, [6, 3], [2, 3]];

/** Latency and throughput of a flow; queues and lag of the components that have most of them. */
export function chartsOf(playback: Playback, flow: string): readonly Chart[] {
  const { flows, components, step } = playback;
  const one = flows[flow];
  const rate = (series: Series | undefined) => list(series).map((count) => (count === null ? null : count / step));
  const latency: Chart[] =
    one === undefined
      ? []
      : [
          {
            title: 'Latency',
            unit: 'time',
            curves: [
              { name: 'p50', tone: 'load-low', dash: [2, 3], values: list(one.p50) },
              { name: 'p95', tone: 'ink-edge', dash: [6, 3], values: list(one.p95) },
              { name: 'p99', tone: 'ink-compute', values: list(one.p99) },
            ],
          },
          {
            title: 'Throughput',
            unit: 'rate',
            curves: [
              { name: 'done', tone: 'load-low', values: rate(one.completed) },
              { name: 'failed', tone: 'load-critical', dash: [6, 3], values: rate(one.failed) },
            ],
          },
        ];
  const waiting = Object.entries(components).map(([id, own]) => ({ id, series: own.backlog ?? own.queue }));
  const behind = Object.entries(components).flatMap(([id, { lagSeconds }]) =>
    lagSeconds === undefined ? [] : [{ id, series: lagSeconds }],
  );
  return [
    ...latency,
    { title: 'Waiting', unit: 'count', curves: largest(waiting) },
    ...(behind.length === 0 ? [] : [{ title: 'Lag of copies', unit: 'time' as const, curves: largest(behind) }]),
  ];
}

/** The flow of which the largest share fails; the first one where none does. */
export function worstOf({ flows }: Playback): string {
  const [first] = Object.keys(flows);
  let worst = { id: first ?? '', share: 0.001 };
  for (const [id, { started, failed }] of Object.entries(flows)) {
    const share = sumOf(failed) / Math.max(1, sumOf(started));
    if (share > worst.share) worst = { id, share };
  }
  return worst.id;
}

function sumOf(series: Series): number {
  let sum = 0;
  for (const value of series) sum += value || 0;
  return sum;
}

function largest(all: readonly { readonly id: string; readonly series: Series }[]): readonly Curve[] {
  return all
    .map(({ id, series }) => ({ id, series, most: mostOf(series) }))
    .sort((a, b) => b.most - a.most)
    .filter(({ most }, at) => at === 0 || most > 0)
    .slice(0, MOST)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, series }, at): Curve => {
      const dash = dashes[at];
      return { name: id, tone: tones[at] ?? 'line', values: list(series), ...(dash === undefined ? {} : { dash }) };
    });
}

/** The largest value; -1 where there is none, as with clients. */
function mostOf(series: Series): number {
  let most = -1;
  for (const value of series) if (value < Infinity && value > most) most = value;
  return most;
}

const list = (series: Series | undefined): (number | null)[] =>
  Array.from(series ?? [], (value) => (Number.isFinite(value) ? value : null));
