/** Figures of components as steps of a scale, for colours; each with its words, as a colour alone says nothing. */
import { sayNumber, sayRatio } from '../../../analyzer/design/say.js';
import type { ComponentEstimate, Estimate } from '../../../analyzer/estimate/estimate.js';
import { fullest } from '../../../analyzer/estimate/fullest.js';
import { load, time } from '../../../analyzer/wording/figure.js';
import { type LoadStep, loadStepOf } from '../../../diagram/svg/palette.js';
import type { Measure, Reading } from './messages.js';

type Known = number | null | undefined;

interface Scale {
  /** The figure of a component; nothing where it has none. */
  readonly of: (component: ComponentEstimate) => Known;
  readonly step: (value: number, all: readonly number[]) => LoadStep;
  readonly say: (value: number) => string;
}

const steps: readonly LoadStep[] = ['low', 'medium', 'high', 'critical'];

/** The step whose bound a value reaches; the bounds say where the second, third and fourth begin. */
const by =
  (bounds: readonly [number, number, number]) =>
  (value: number): LoadStep =>
    steps[bounds.filter((bound) => value >= bound).length] ?? 'critical';

/** Where it stands between nothing and the largest of all. */
const share = (bounds: readonly [number, number, number]) => (value: number, all: readonly number[]) =>
  by(bounds)(value / Math.max(...all, Number.MIN_VALUE));

/** What the legend says of each measure: the bounds of its steps. */
export const scales: Readonly<Record<Measure, Scale>> = {
  load: { of: (component) => fullest(component).utilization, step: loadStepOf, say: load },
  latency: { of: ({ response }) => response?.p99, step: share([0.1, 0.3, 0.6]), say: (value) => `p99 ${time(value)}` },
  lag: {
    of: ({ replicationLag, backlog, drainTime }) =>
      replicationLag?.p99 ?? replicationLag?.mean ?? (backlog === 0 ? 0 : drainTime),
    step: by([0.01, 0.1, 1]),
    say: (value) => `lag ${time(value)}`,
  },
  availability: {
    of: ({ availability }) => (availability === null ? null : 1 - availability),
    step: by([1e-4, 1e-3, 1e-2]),
    say: (value) => sayRatio(1 - value),
  },
  cost: {
    of: ({ costPerMonth }) => costPerMonth,
    step: (value, all) =>
      by([0.1, 0.25, 0.5])(
        value /
          Math.max(
            all.reduce((sum, one) => sum + one, 0),
            Number.MIN_VALUE,
          ),
      ),
    say: (value) => `${sayNumber(Math.round(value))}/month`,
  },
};

/** Readings of one measure by component; what is not asked under this load has none. */
export function readingsOf(measure: Measure, { components }: Estimate): Readonly<Record<string, Reading>> {
  const { of, step, say } = scales[measure];
  const known = Object.entries(components).flatMap(([id, component]): (readonly [string, number])[] => {
    const value = of(component);
    return value === null || value === undefined || !Number.isFinite(value) ? [] : [[id, value]];
  });
  const all = known.map(([, value]) => value);
  return Object.fromEntries(known.map(([id, value]) => [id, { step: step(value, all), said: say(value) }]));
}
