/** Finding a way for one line between boxes that stand still. */
import { type Run, touches } from './patch-geometry.js';
import type { Box, Point } from './placed.js';

/** Where a line begins or ends: it passes there downwards, or to the right (`isSideways`). */
export interface RouteEnd extends Point {
  readonly isSideways: boolean;
}

/** What a line must go around, and what it may share its way with. */
export interface Ground {
  readonly boxes: readonly Box[];
  readonly labels: readonly Box[];
  /** Lines that it may cross but not cover. */
  readonly foreign: readonly Run[];
  /** Lines that say the same: it may run on them. */
  readonly related: readonly Run[];
  /** How far it may go. */
  readonly bounds: Box;
}

/** Between a line and a box it passes. */
const CLEARANCE = 8;
const LANE = 12;
/** Lines closer than this look like one. */
const APART = 7;
const BEND = 40;
const CROSSING = 60;
/** Beyond this many crossings of lanes a search costs more than arranging the level anew. */
const MOST_LANE_CROSSINGS = 160_000;

/** The cheapest way by length, bends and crossings; `undefined` where there is none. */
export function route(from: RouteEnd, to: RouteEnd, ground: Ground): Point[] | undefined {
  return search(from, to, ground, [LANE]) ?? search(from, to, ground, [CLEARANCE, LANE, 2 * LANE]);
}

/** @param offsets how far from boxes and lines lanes are tried */
function search(from: RouteEnd, to: RouteEnd, ground: Ground, offsets: readonly number[]): Point[] | undefined {
  const xs = lanes(from, to, ground, 'x', offsets);
  const ys = lanes(from, to, ground, 'y', offsets);
  const width = xs.length;
  if (width * ys.length > MOST_LANE_CROSSINGS) return undefined;
  const start = ys.indexOf(from.y) * width + xs.indexOf(from.x);
  const end = ys.indexOf(to.y) * width + xs.indexOf(to.x);
  const at = (cell: number): Point => ({ x: xs[cell % width] ?? 0, y: ys[Math.floor(cell / width)] ?? 0 });
  const foreign = endsOf(ground.foreign);
  const prices = new Map<number, number>();
  const price = (a: number, b: number): number => {
    const key = Math.min(a, b) * 2 + (Math.abs(a - b) === 1 ? 0 : 1);
    const known = prices.get(key);
    if (known !== undefined) return known;
    const value = stepPrice([at(a), at(b)], from, to, ground, foreign);
    prices.set(key, value);
    return value;
  };
  // A state is a crossing of lanes and the direction in which it was reached: 0 upwards or downwards, 1 sideways.
  const first = start * 2 + (from.isSideways ? 1 : 0);
  const last = end * 2 + (to.isSideways ? 1 : 0);
  const afterStart = start + (from.isSideways ? 1 : width);
  const beforeEnd = end - (to.isSideways ? 1 : width);
  const best = new Map<number, number>([[first, 0]]);
  const before = new Map<number, number>();
  const open = heap();
  open.push(0, first);
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const cell = state >> 1;
    const cost = best.get(state) ?? 0;
    if (state === last) return corners(trace(state, before).map(at));
    const column = cell % width;
    for (const next of [cell + width, cell - width, column > 0 ? cell - 1 : -1, column < width - 1 ? cell + 1 : -1]) {
      if (next < 0 || next >= width * ys.length) continue;
      const isSideways = Math.abs(next - cell) === 1 && width > 1;
      if (cell === start && next !== afterStart) continue;
      if (next === end && cell !== beforeEnd) continue;
      const step = price(cell, next);
      if (step === Number.POSITIVE_INFINITY) continue;
      const total = cost + step + ((state & 1) === (isSideways ? 1 : 0) ? 0 : BEND);
      const nextState = next * 2 + (isSideways ? 1 : 0);
      if (total >= (best.get(nextState) ?? Number.POSITIVE_INFINITY)) continue;
      best.set(nextState, total);
      before.set(nextState, state);
      const there = at(next);
      open.push(total + Math.abs(there.x - to.x) * 0.5 + Math.abs(there.y - to.y) * 0.5, nextState);
    }
  }
  return undefined;
}

function lanes(from: RouteEnd, to: RouteEnd, ground: Ground, axis: 'x' | 'y', offsets: readonly number[]): number[] {
  const size = axis === 'x' ? 'width' : 'height';
  const low = ground.bounds[axis];
  const high = low + ground.bounds[size];
  const found = new Set<number>();
  const add = (value: number): void => {
    const rounded = Math.round(value * 2) / 2;
    if (rounded >= low && rounded <= high) found.add(rounded);
  };
  for (const offset of offsets) {
    for (const box of ground.boxes) {
      add(box[axis] - offset);
      add(box[axis] + box[size] + offset);
    }
    for (const [a, b] of ground.foreign)
      if (Math.abs(a[axis] - b[axis]) < 0.02) {
        add(a[axis] - offset);
        add(a[axis] + offset);
      }
  }
  add((from[axis] + to[axis]) / 2);
  add(high);
  const sure = new Set<number>([from[axis], to[axis]]);
  if (from.isSideways === (axis === 'x')) sure.add(from[axis] + LANE);
  if (to.isSideways === (axis === 'x')) sure.add(to[axis] - LANE);
  for (const [a, b] of ground.related) if (Math.abs(a[axis] - b[axis]) < 0.02) sure.add(a[axis]);
  for (const value of found) if ([...sure].every((other) => Math.abs(other - value) > 0.6)) sure.add(value);
  return [...sure].sort((a, b) => a - b);
}

function stepPrice(run: Run, from: RouteEnd, to: RouteEnd, ground: Ground, foreign: Float64Array): number {
  const [a, b] = run;
  if (!isStub(run, from, 0, LANE) && !isStub(run, to, -LANE, 0))
    for (const box of ground.boxes) if (touches(run, box, CLEARANCE)) return Number.POSITIVE_INFINITY;
  for (const label of ground.labels) if (touches(run, label, 3)) return Number.POSITIVE_INFINITY;
  const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  if (ground.related.some((other) => covers(other, run))) return length * 0.5;
  let price = length;
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [upper, lower] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  const isUpright = right - left < 0.02;
  // The innermost loop of a search: `meet`, without making anything.
  for (let at = 0; at < foreign.length; at += 4) {
    const l = foreign[at] ?? 0;
    const r = foreign[at + 1] ?? 0;
    const apartX = Math.max(left, l) - Math.min(right, r);
    if (apartX >= APART) continue;
    const apartY = Math.max(upper, foreign[at + 2] ?? 0) - Math.min(lower, foreign[at + 3] ?? 0);
    if (apartY >= APART) continue;
    if (isUpright !== r - l < 0.02) price += apartX <= 0 && apartY <= 0 ? CROSSING : 0;
    else if ((isUpright ? apartY : apartX) < 0) return Number.POSITIVE_INFINITY;
  }
  return price;
}

/** Left, right, upper and lower end of each run, one after the other. */
function endsOf(runs: readonly Run[]): Float64Array {
  const ends = new Float64Array(4 * runs.length);
  runs.forEach(([a, b], index) => {
    ends.set([Math.min(a.x, b.x), Math.max(a.x, b.x), Math.min(a.y, b.y), Math.max(a.y, b.y)], 4 * index);
  });
  return ends;
}

/** Whether a run lies on the short straight piece in front of an end. */
function isStub([a, b]: Run, end: RouteEnd, low: number, high: number): boolean {
  const [across, along] = end.isSideways ? (['y', 'x'] as const) : (['x', 'y'] as const);
  if (a[across] !== end[across] || b[across] !== end[across]) return false;
  return Math.min(a[along], b[along]) >= end[along] + low && Math.max(a[along], b[along]) <= end[along] + high;
}

function covers([a, b]: Run, [c, d]: Run): boolean {
  if (a.x === b.x && c.x === d.x && a.x === c.x)
    return Math.min(a.y, b.y) <= Math.min(c.y, d.y) && Math.max(a.y, b.y) >= Math.max(c.y, d.y);
  if (a.y === b.y && c.y === d.y && a.y === c.y)
    return Math.min(a.x, b.x) <= Math.min(c.x, d.x) && Math.max(a.x, b.x) >= Math.max(c.x, d.x);
  return false;
}

/** How two runs meet: one on or close beside the other, one across the other, or not at all. */
export function meet([a, b]: Run, [c, d]: Run): 'beside' | 'across' | undefined {
  const isUpright = Math.abs(a.x - b.x) < 0.02;
  const isOtherUpright = Math.abs(c.x - d.x) < 0.02;
  const reach = isUpright === isOtherUpright ? APART : 0;
  const apartX = gap(a.x, b.x, c.x, d.x);
  const apartY = gap(a.y, b.y, c.y, d.y);
  if (isUpright === isOtherUpright) {
    const [across, along] = isUpright ? [apartX, apartY] : [apartY, apartX];
    return across < reach && along < 0 ? 'beside' : undefined;
  }
  return apartX <= 0 && apartY <= 0 ? 'across' : undefined;
}

/** Distance of two ranges; negative where they overlap. */
function gap(a: number, b: number, c: number, d: number): number {
  return Math.max(Math.min(a, b), Math.min(c, d)) - Math.min(Math.max(a, b), Math.max(c, d));
}

function trace(state: number, before: ReadonlyMap<number, number>): number[] {
  const cells: number[] = [];
  for (let at: number | undefined = state; at !== undefined; at = before.get(at)) cells.push(at >> 1);
  return cells.reverse();
}

/** The points where a way turns, and its ends. */
function corners(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const last = points[index - 1];
    const next = points[index + 1];
    if (last === undefined || next === undefined) return true;
    return !((last.x === point.x && point.x === next.x) || (last.y === point.y && point.y === next.y));
  });
}

/** A binary heap of states by estimate; equal ones in the order of their states, so that ways never depend on chance. */
function heap(): { push(estimate: number, state: number): void; pop(): number | undefined } {
  const entries: (readonly [number, number])[] = [];
  const isBefore = (i: number, j: number): boolean => {
    const [a, b] = [entries[i], entries[j]];
    if (a === undefined || b === undefined) return false;
    return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
  };
  const swap = (i: number, j: number): void => {
    const [a, b] = [entries[i], entries[j]];
    if (a === undefined || b === undefined) return;
    entries[i] = b;
    entries[j] = a;
  };
  return {
    push(estimate, state) {
      entries.push([estimate, state]);
      for (let at = entries.length - 1; at > 0; ) {
        const up = (at - 1) >> 1;
        if (!isBefore(at, up)) break;
        swap(at, up);
        at = up;
      }
    },
    pop() {
      const [top] = entries;
      const last = entries.pop();
      if (top === undefined || last === undefined) return undefined;
      if (entries.length > 0) entries[0] = last;
      for (let at = 0; ; ) {
        let least = at;
        if (isBefore(2 * at + 1, least)) least = 2 * at + 1;
        if (isBefore(2 * at + 2, least)) least = 2 * at + 2;
        if (least === at) return top[1];
        swap(at, least);
        at = least;
      }
    },
  };
}
