import { type Popularity, popularityGroups } from './popularity.js';

/**
 * Share of reads that miss after a cache that was emptied has seen `requests` of them, every miss having filled it:
 * `Σ p_i e^{-p_i r}`, the probability that the next object was not asked for before.
 *
 * Independent requests; room for everything; fills at once, so that a real cache warms more slowly.
 * Source: Flajolet, Gardy, Thimonier, Birthday paradox, coupon collectors, caching algorithms, Discrete Applied Math. 39 (1992).
 */
export function coldMissRatio(popularity: Popularity, objects: number, requests: number): number {
  return popularityGroups(popularity, objects).reduce(
    (sum, { count, each }) => sum + count * each * Math.exp(-each * requests),
    0,
  );
}
