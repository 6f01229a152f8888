import type { Popularity } from '../../estimate/cache/popularity.js';

/** Draws the rank of the object that an operation is about: 1 is the most popular. */
export interface KeyDraw {
  draw(): number;
}

/** Keys of data with so many objects of this popularity. Memory and time do not depend on how many objects there are. */
export function keyDraw(popularity: Popularity, objects: number, uniform: () => number): KeyDraw {
  const count = Math.max(1, Math.floor(objects));
  switch (popularity.kind) {
    case 'uniform':
      return { draw: () => 1 + Math.floor(uniform() * count) };
    case 'hottest': {
      const hot = Math.min(count, Math.max(1, Math.round(popularity.share * count)));
      const mass = hot === count ? 1 : popularity.mass;
      return {
        draw: () => {
          const u = uniform();
          return u < mass
            ? 1 + Math.floor((u / mass) * hot)
            : 1 + hot + Math.floor(((u - mass) / (1 - mass)) * (count - hot));
        },
      };
    }
    case 'zipf':
      return popularity.exponent > 0
        ? new ZipfDraw(popularity.exponent, count, uniform)
        : keyDraw({ kind: 'uniform' }, count, uniform);
  }
}

/**
 * Exact draws from Zipf's law by rejection-inversion: about one and a tenth uniforms a draw.
 *
 * Source: Hörmann and Derflinger, "Rejection-inversion to generate variates from monotone discrete distributions", ACM TOMACS 6
 * (1996).
 */
class ZipfDraw implements KeyDraw {
  private readonly low: number;
  private readonly high: number;
  private readonly shift: number;

  constructor(
    private readonly exponent: number,
    private readonly count: number,
    private readonly uniform: () => number,
  ) {
    this.low = this.integral(1.5) - 1;
    this.high = this.integral(count + 0.5);
    this.shift = 2 - this.inverse(this.integral(2.5) - 2 ** -exponent);
  }

  draw(): number {
    for (;;) {
      const u = this.high + this.uniform() * (this.low - this.high);
      const x = this.inverse(u);
      const rank = Math.min(this.count, Math.max(1, Math.round(x)));
      if (rank - x <= this.shift || u >= this.integral(rank + 0.5) - rank ** -this.exponent) return rank;
    }
  }

  /** ∫ t^-s dt from 1 to x. */
  private integral(x: number): number {
    const log = Math.log(x);
    const power = (1 - this.exponent) * log;
    return Math.abs(power) < 1e-8 ? log * (1 + power / 2) : (Math.expm1(power) / power) * log;
  }

  private inverse(value: number): number {
    const power = Math.max(-1 + 1e-15, value * (1 - this.exponent));
    return Math.exp(Math.abs(power) < 1e-8 ? value * (1 - power / 2) : (Math.log1p(power) / power) * value);
  }
}
