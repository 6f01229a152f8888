import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { Distribution } from '../../design/distribution.js';
import { sampler } from '../../estimate/distribution/sample.js';

/** Independent numbers uniform in [0, 1). */
export type Uniform = () => number;

/**
 * Streams of random numbers by name: the same seed and name give the same numbers, whatever else a design contains.
 *
 * So two runs that differ in one setting meet the same arrivals, the same work and the same branches (common random numbers),
 * and their difference is that of the setting. Generator: xoroshiro128+ (Blackman and Vigna, ACM TOMS 47, 2021) of
 * `pure-rand`, started from 128 bits of hash; with a period of 2¹²⁸ − 1 streams of 10¹² numbers do not overlap in practice.
 */
export class Streams {
  private readonly known = new Map<string, Uniform>();

  constructor(private readonly seed: number) {}

  /** The stream of that name, created on first use. */
  uniform(name: string): Uniform {
    let stream = this.known.get(name);
    if (stream === undefined) {
      const generator = xoroshiro128plusFromState(state(this.seed, name));
      stream = () => uniformFloat64(generator);
      this.known.set(name, stream);
    }
    return stream;
  }

  /** Draws of a law from the stream of that name. Values that are no durations (below 0, not a number) become 0. */
  draw(law: Distribution, name: string): () => number {
    if (law.law === 'constant') {
      const value = law.value > 0 ? law.value : 0;
      return () => value;
    }
    const uniform = this.uniform(name);
    if (law.law === 'exponential') {
      const mean = law.mean > 0 ? law.mean : 0;
      return () => -mean * Math.log(1 - uniform());
    }
    const sample = sampler(law, uniform);
    return () => {
      const value = sample();
      return value > 0 ? value : 0;
    };
  }
}

/** 128 bits from a seed and a name: FNV-1a over both, spread by the finalizer of MurmurHash3. */
function state(seed: number, name: string): readonly number[] {
  const text = `${seed} ${name}`;
  return [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f].map((start) => {
    let hash = start ^ 0x811c9dc5;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16) || 1;
  });
}
