/**
 * How unevenly keys are asked for, and what caches and shards make of it. Pure formulas; knows nothing of designs.
 *
 * `zipf`: probability of rank i proportional to i^-exponent. `uniform`: all alike. `hottest`: a share `share` of the
 * objects draws a share `mass` of the requests, evenly within both groups.
 */
export type Popularity =
  | { readonly kind: 'zipf'; readonly exponent: number }
  | { readonly kind: 'uniform' }
  | { readonly kind: 'hottest'; readonly share: number; readonly mass: number };

/** Objects of nearly equal popularity. */
export interface PopularityGroup {
  readonly count: number;
  /** Probability that a request is for one given object of the group. */
  readonly each: number;
}

/** Ranks kept one by one, and the width of later groups relative to their rank. */
const SINGLE_RANKS = 200;
const GROUP_WIDTH = 0.02;

/**
 * The objects in groups from the most popular down; masses sum to 1.
 *
 * Zipf keeps the first 200 ranks singly and groups later ones geometrically, 2 % wide: about 1,000 groups for 10⁹
 * objects. The mass of a group is its integral with the Euler-Maclaurin correction, so hit ratios are within .0001 of
 * the sum over all ranks.
 */
export function popularityGroups(popularity: Popularity, objects: number): readonly PopularityGroup[] {
  if (objects < 1) return [];
  switch (popularity.kind) {
    case 'uniform':
      return [{ count: objects, each: 1 / objects }];
    case 'hottest': {
      const hot = Math.min(objects, Math.max(0, popularity.share * objects));
      const groups = [
        { count: hot, mass: popularity.mass },
        { count: objects - hot, mass: 1 - popularity.mass },
      ].filter((group) => group.count > 0);
      const total = groups.reduce((sum, group) => sum + group.mass, 0);
      return groups.map(({ count, mass }) => ({ count, each: mass / count / total })).sort((a, b) => b.each - a.each);
    }
    case 'zipf':
      return rememberedZipf(popularity.exponent, Math.floor(objects));
  }
}

/** The last few answers: one keystroke asks for the groups of the same data many times over. */
const zipfAnswers = new Map<string, readonly PopularityGroup[]>();
const REMEMBERED = 64;

function rememberedZipf(exponent: number, objects: number): readonly PopularityGroup[] {
  const key = `${exponent} ${objects}`;
  let groups = zipfAnswers.get(key);
  if (groups === undefined) {
    if (zipfAnswers.size >= REMEMBERED) zipfAnswers.clear();
    groups = zipfGroups(exponent, objects);
    zipfAnswers.set(key, groups);
  }
  return groups;
}

function zipfGroups(exponent: number, objects: number): readonly PopularityGroup[] {
  const groups: PopularityGroup[] = [];
  let total = 0;
  for (let from = 1; from <= objects; ) {
    const width = from <= SINGLE_RANKS ? 1 : Math.max(1, Math.floor(from * GROUP_WIDTH));
    const count = Math.min(width, objects - from + 1);
    const mass = count === 1 ? from ** -exponent : powerSum(exponent, from, from + count - 1);
    groups.push({ count, each: mass / count });
    total += mass;
    from += count;
  }
  return groups.map(({ count, each }) => ({ count, each: each / total }));
}

/** `Σ_{i=from}^{to} i^-s`: integral, half the ends, and the first Euler-Maclaurin term. */
function powerSum(exponent: number, from: number, to: number): number {
  const s = exponent;
  const integral = Math.abs(s - 1) < 1e-9 ? Math.log(to / from) : (to ** (1 - s) - from ** (1 - s)) / (1 - s);
  return integral + (from ** -s + to ** -s) / 2 + (s * (from ** (-s - 1) - to ** (-s - 1))) / 12;
}

/** Share of requests that go to the most popular object, `1/H(n, s)` for Zipf; 0 for no objects. */
export function hottestShare(popularity: Popularity, objects: number): number {
  return popularityGroups(popularity, objects)[0]?.each ?? 0;
}

/** Share of requests that go to the `count` most popular objects. */
export function topMass(popularity: Popularity, objects: number, count: number): number {
  let left = count;
  let mass = 0;
  for (const group of popularityGroups(popularity, objects)) {
    const taken = Math.min(left, group.count);
    mass += taken * group.each;
    left -= taken;
    if (left <= 0) break;
  }
  return Math.min(1, mass);
}
