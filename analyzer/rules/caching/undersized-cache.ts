/** The working set does not fit. */
import { capacity, quantity } from '../../catalogue/setting.js';
import type { Component, Id, Setting } from '../../design/design.js';
import { sayCount, sayRatio, saySize } from '../../design/say.js';
import type { Estimate } from '../../estimate/estimate.js';
import { configure } from '../../estimate/network/configuration.js';
import { type CacheReads, cacheHits, meanHitRatio } from '../../estimate/network/hit-ratio.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';

export const undersizedCache: Rule = {
  id: 'undersized-cache',
  family: 'caching',
  severity: 'warning',
  summary: 'A cache too small for the working set: most requests pass through it.',
  concept: 'hit ratio',
  sources: [
    'Che, Tung, Wang, Hierarchical Web Caching Systems, JSAC 2002',
    'Fofack et al., Performance Evaluation 73 (2014)',
  ],
  thresholds: { hitRatio: { default: 0.8, summary: 'Wanted hit ratio where no expectation says one.' } },
  *check(facts) {
    for (const component of facts.design.components) {
      const size = component.kind === 'cache' || component.kind === 'cdn' ? sizeOf(component) : undefined;
      const worst = size === undefined ? undefined : worstShortage(facts, component, size);
      if (size === undefined || worst === undefined) continue;
      const more = say(size, worst.size);
      const node = configure(component, facts.lookup).instances * (component.shards?.count ?? 1) > 1 ? ' per node' : '';
      yield {
        at: size.at ?? component.id,
        message:
          `With ${say(size, size.value)}${node}, \`${component.id}\` answers ${sayRatio(worst.ratio)} of reads under \`${worst.workload}\`; ` +
          `${sayRatio(worst.wanted)} are wanted, which takes ${more}${node}.`,
        related: worst.expectation === undefined ? [] : [{ at: worst.expectation, message: 'the expectation' }],
        help: `Give it ${more}${node}.`,
        fixes: [
          { title: `Use ${more}`, edits: [{ kind: 'set', into: component.id, clause: clause(size, worst.size) }] },
        ],
      };
    }
  },
};

/** What one node of a cache holds, and the setting that says so. */
interface CacheSize {
  readonly at?: Id;
  readonly setting: 'capacity' | 'memory';
  readonly unit: 'size' | 'count';
  readonly value: number;
}

interface Shortage {
  readonly workload: Id;
  readonly ratio: number;
  readonly wanted: number;
  readonly expectation?: Id;
  /** Smallest size with the wanted hit ratio. */
  readonly size: number;
}

/** The workload that wants most, among those that more room would satisfy. */
function worstShortage(facts: Facts, component: Component, size: CacheSize): Shortage | undefined {
  const shortages = facts.estimates.flatMap((estimate): Shortage[] => {
    const wish = wanted(facts, component.id, estimate.workload);
    const ratio = estimate.components[component.id]?.hitRatio ?? undefined;
    if (wish === undefined || ratio === undefined || ratio >= wish.ratio) return [];
    const needed = neededSize(facts, component, size, readsOf(facts, component, estimate), wish.ratio);
    if (needed === undefined) return [];
    const { at } = wish;
    return [
      {
        workload: estimate.workload,
        ratio,
        wanted: wish.ratio,
        size: needed,
        ...(at === undefined ? {} : { expectation: at }),
      },
    ];
  });
  return shortages.sort((a, b) => b.size - a.size)[0];
}

/** The hit ratio expected of the cache, else the threshold; `undefined` when it is expected under other workloads only. */
function wanted(facts: Facts, component: Id, workload: Id): { readonly ratio: number; readonly at?: Id } | undefined {
  const said = (facts.lookup.expectationsOf.get(component) ?? []).filter(({ measure }) => measure === 'hit_ratio');
  if (said.length === 0) return { ratio: facts.threshold('undersized-cache', 'hitRatio') };
  const own = said.find(({ under }) => under === undefined || under === workload);
  return own === undefined ? undefined : { ratio: own.bound.value, at: own.id };
}

function readsOf(facts: Facts, component: Component, estimate: Estimate): CacheReads {
  const reads = new Map<Id, number>();
  for (const { kind, data, at } of facts.visits(component.id)) {
    if (kind !== 'read' || data === undefined || !component.caches.some(({ to }) => to === data)) continue;
    reads.set(data, (reads.get(data) ?? 0) + (estimate.steps[at]?.rate ?? 0));
  }
  return reads;
}

/** The same for the same objects: the search takes a while, and between two keystrokes few caches change. */
function neededSize(
  facts: Facts,
  component: Component,
  size: CacheSize,
  reads: CacheReads,
  ratio: number,
): number | undefined {
  const { stores, caches, carries } = component;
  const held = [...stores, ...caches, ...carries].map(({ to }) => to);
  const items = [...reads.keys(), ...held].map((id) => facts.lookup.data.get(id));
  const asked = [size.setting, size.unit, size.value, ratio, ...[...reads].flat(), ...items];
  const known = sizes.get(component);
  if (known?.asked.length === asked.length && known.asked.every((one, i) => one === asked[i])) return known.needed;
  const needed = searchSize(facts, component, size, reads, ratio);
  sizes.set(component, { asked, needed });
  return needed;
}

const sizes = new WeakMap<Component, { readonly asked: readonly unknown[]; readonly needed: number | undefined }>();

/**
 * The smallest size with which the estimate's own model (Che's approximation, bounded by the time to live at this request
 * rate) gives the ratio, by bisection. `undefined` when no size does: then room is not what is missing.
 */
function searchSize(
  facts: Facts,
  component: Component,
  size: CacheSize,
  reads: CacheReads,
  ratio: number,
): number | undefined {
  const configuration = configure(component, facts.lookup);
  const hit = (value: number) => {
    const setting: Setting = {
      id: component.id,
      name: size.setting,
      value: { kind: 'quantity', value, dimension: size.unit },
      provenance: { by: 'design' },
    };
    const resized = { ...component, settings: { ...component.settings, [size.setting]: setting } };
    return meanHitRatio(cacheHits({ ...configuration, component: resized }, reads, facts.lookup), reads) ?? 0;
  };
  let high = size.value;
  while (hit(high) < ratio && high < size.value * 1e9) high *= 8;
  if (hit(high) < ratio) return undefined;
  let low = size.value;
  while (high / low > 1.005) {
    const middle = Math.sqrt(low * high);
    if (hit(middle) < ratio) low = middle;
    else high = middle;
  }
  return roundUp(high);
}

/** To two significant digits, upwards. */
function roundUp(value: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / step) * step;
}

/** `capacity objects(500)` or `memory 8 GB`, as written or by default; `undefined` when nobody says. */
function sizeOf(component: Component): CacheSize | undefined {
  const said = capacity(component, 'capacity');
  const at = said?.id === undefined ? {} : { at: said.id };
  if (said?.value.objects !== undefined)
    return { ...at, setting: 'capacity', unit: 'count', value: said.value.objects };
  if (said?.value.bytes !== undefined) return { ...at, setting: 'capacity', unit: 'size', value: said.value.bytes };
  const memory = quantity(component, 'memory');
  if (memory === undefined) return undefined;
  return {
    setting: 'memory',
    unit: 'size',
    value: memory.value,
    ...(memory.id === undefined ? {} : { at: memory.id }),
  };
}

const say = (size: CacheSize, value: number) => (size.unit === 'size' ? saySize(value) : `${sayCount(value)} objects`);

const clause = (size: CacheSize, value: number) =>
  size.unit === 'size' ? `${size.setting} ${saySize(value)}` : `${size.setting} objects(${Math.round(value)})`;
