/**
 * Sensitivity: which setting moves the p99 of a flow most.
 *
 * Each number that the estimate of a workload may read is made a tenth larger, one at a time (a small count by one, a ratio
 * no nearer to 1 than half way), and the whole design is estimated again. A change is what the estimate says of the changed
 * design, no derivative: where a queue is near its limit it says more than a slope could.
 */
import { law, type Owner, quantity, settingsOf } from '../catalogue/setting.js';
import type { Component, Design, Id, Settings, Value } from '../design/design.js';
import { scaledLaw } from '../design/scaled-law.js';
import { type Dimension, seconds } from '../design/units.js';
import { distributionMean } from './distribution/moments.js';
import type { Estimate, SensitivityEstimate } from './estimate.js';
import { estimate } from './estimate-workload.js';

/** One number of a design, and the design with another number in its place. */
interface Knob {
  /** `chat.instances`, `orders.replicas`, `Message.size`. */
  readonly id: Id;
  readonly name: string;
  readonly component?: Id;
  readonly from: number;
  readonly dimension: Dimension;
  /** Whether the text says so, and not a default. */
  readonly isWritten: boolean;
  with(value: number): Design;
}

/** Larger by this share. */
const STEP = 0.1;
/** Counts below this grow by one. */
const SMALL = 10;
/** Changes below this share of the p99 are not told. */
const LEAST = 0.001;
/** Designs estimated at most; of larger ones the parts that cost the flows most. */
const MOST_KNOBS = 400;

/** Settings by how much they move a p99, the strongest first; those that move none are left out. `base` is at `scale`. */
export function sensitivities(design: Design, base: Estimate, scale = 1): readonly SensitivityEstimate[] {
  return [...sensitivitySteps(design, base, scale)].flatMap((found) => found ?? []).sort(byStrength);
}

/** The same one number after the other, in no order, for those who do something else in between. */
export function* sensitivitySteps(
  design: Design,
  base: Estimate,
  scale = 1,
): Generator<SensitivityEstimate | undefined, void> {
  for (const knob of knobsOf(design, base).slice(0, MOST_KNOBS)) yield effectOf(knob, base, scale);
}

/** The strongest first. */
export const byStrength = (one: SensitivityEstimate, other: SensitivityEstimate): number =>
  strengthOf(other.change) - strengthOf(one.change);

function effectOf(knob: Knob, base: Estimate, scale: number): SensitivityEstimate | undefined {
  if (!knob.isWritten && !isInForce(knob, base, scale)) return undefined;
  const to = larger(knob.from, knob.dimension);
  const changed = estimate(knob.with(to), base.workload, { scale });
  const flows = Object.entries(base.flows).flatMap(([id, { latency }]) => {
    const [before, after] = [latency.p99, changed.flows[id]?.latency.p99];
    if (before === null || before <= 0 || after === undefined) return [];
    // No figure any more: the change takes the flow beyond what it can carry.
    return [{ flow: id, p99: after, change: after === null ? null : after / before - 1 }];
  });
  const [strongest] = flows.sort((one, other) => strengthOf(other.change) - strengthOf(one.change));
  if (strongest === undefined || strengthOf(strongest.change) < LEAST) return undefined;
  const { id, name, component, from, dimension, isWritten } = knob;
  const named = { setting: id, name, ...(component === undefined ? {} : { component }) };
  return { ...named, from, to, dimension, isWritten, ...strongest };
}

/** A default may be outranked by another setting (the work of all operations by that of one): then it moves nothing as it is. */
function isInForce(knob: Knob, base: Estimate, scale: number): boolean {
  const { flows } = estimate(knob.with(knob.from), base.workload, { scale });
  return Object.entries(base.flows).every(([id, { latency }]) => flows[id]?.latency.p99 === latency.p99);
}

const strengthOf = (change: number | null): number => (change === null ? Infinity : Math.abs(change));

function larger(value: number, dimension: Dimension): number {
  if (dimension === 'count' && Number.isInteger(value))
    return value < SMALL ? value + 1 : Math.round(value * (1 + STEP));
  const grown = value * (1 + STEP);
  return dimension === 'ratio' && value < 1 ? Math.min(grown, (1 + value) / 2) : grown;
}

/** Numbers of what the workload visits, the parts on which the flows spend most of their time first. */
function knobsOf(design: Design, base: Estimate): readonly Knob[] {
  const spent = new Map<Id, number>();
  for (const { breakdown } of Object.values(base.flows))
    for (const { component, mean } of breakdown)
      spent.set(component, Math.max(spent.get(component) ?? 0, mean ?? Infinity));
  const visited = design.components
    .filter(({ id }) => (base.components[id]?.arrivalRate ?? 0) > 0)
    .sort((one, other) => (spent.get(other.id) ?? 0) - (spent.get(one.id) ?? 0));
  return [
    ...visited.flatMap((component) => componentKnobs(design, component)),
    ...design.links.flatMap((link) =>
      settingKnobs({ kind: 'link', settings: link.settings }, link.id, (settings) => ({
        ...design,
        links: design.links.map((one) => (one === link ? { ...link, settings } : one)),
      })),
    ),
    ...design.data.flatMap((item) =>
      settingKnobs({ kind: 'data', settings: item.settings }, item.id, (settings) => ({
        ...design,
        data: design.data.map((one) => (one === item ? { ...item, settings } : one)),
      })),
    ),
  ];
}

function componentKnobs(design: Design, component: Component): readonly Knob[] {
  const put = (changed: Component): Design => ({
    ...design,
    components: design.components.map((one) => (one === component ? changed : one)),
  });
  const { replicas, shards, partitions, calls } = component;
  const own = settingKnobs(component, component.id, (settings) => put({ ...component, settings }));
  const count = (
    part: { readonly id: Id; readonly count: number } | undefined,
    change: (count: number) => Component,
  ) =>
    part === undefined
      ? []
      : [
          {
            id: part.id,
            name: part.id.slice(component.id.length + 1),
            from: part.count,
            dimension: 'count' as const,
            isWritten: true,
            with: (value: number) => put(change(value)),
          },
        ];
  const { timeout } = calls;
  const knobs: readonly Knob[] = [
    ...own,
    ...count(replicas, (value) =>
      replicas === undefined ? component : { ...component, replicas: { ...replicas, count: value } },
    ),
    ...count(shards, (value) =>
      shards === undefined ? component : { ...component, shards: { ...shards, count: value } },
    ),
    ...count(partitions, (value) =>
      partitions === undefined ? component : { ...component, partitions: { ...partitions, count: value } },
    ),
    ...(timeout === undefined
      ? []
      : [
          {
            id: timeout.id,
            name: 'timeout',
            from: timeout.after,
            dimension: 'time' as const,
            isWritten: true,
            with: (value: number) =>
              put({ ...component, calls: { ...calls, timeout: { ...timeout, after: seconds(value) } } }),
          },
        ]),
  ];
  return knobs.map((knob) => ({ ...knob, component: component.id }));
}

/** Settings with a number or a law, written or by default. */
function settingKnobs(owner: Owner, id: Id, put: (settings: Settings) => Design): readonly Knob[] {
  return settingsOf(owner.kind).flatMap(({ name, value: type }): readonly Knob[] => {
    const isWritten = Object.hasOwn(owner.settings, name);
    const withValue = (value: Value): Design =>
      put({ ...owner.settings, [name]: { id: `${id}.${name}`, name, value, provenance: { by: 'design' } } });
    const knob = (from: number, dimension: Dimension, change: (value: number) => Value): readonly Knob[] =>
      from > 0 && Number.isFinite(from)
        ? [{ id: `${id}.${name}`, name, from, dimension, isWritten, with: (value) => withValue(change(value)) }]
        : [];
    if (type.type === 'law') {
      const of = law(owner, name)?.value;
      if (of === undefined) return [];
      const mean = distributionMean(of);
      return knob(mean, 'time', (value) => ({ kind: 'distribution', distribution: scaledLaw(of, value / mean) }));
    }
    const written = owner.settings[name]?.value;
    const own = written?.kind === 'quantity' ? written.dimension : undefined;
    const dimension = type.type === 'quantity' ? (own ?? type.dimension) : type.type === 'capacity' ? own : undefined;
    if (dimension === undefined) return [];
    const from = quantity(owner, name)?.value ?? 0;
    return knob(from, dimension, (value) => ({ kind: 'quantity', value, dimension }));
  });
}
