/**
 * The time of an animated picture: the frames of a run, shown one after the other, again and again.
 *
 * `diagram/animation` makes a picture that moves from a recorded run. It moves by CSS alone, so that it does so where no
 * script runs, and stands still for readers who asked their system for that. Every animation lasts the whole loop and
 * begins with a delay; therefore marks that are shown for equally long share their rules.
 */

/** Seconds that one frame of a run is shown. */
export const FRAME = 0.5;

/** Values of consecutive frames that are the same. */
export interface Stretch<T> {
  readonly from: number;
  readonly length: number;
  readonly value: T;
}

/** One loop of so many frames, and the rules that its marks need. */
export class Loop {
  readonly #keyframes = new Map<string, string>();

  constructor(readonly frames: number) {}

  /** Seconds of the whole loop. */
  get seconds(): number {
    return this.frames * FRAME;
  }

  /** Attributes of a mark that is shown for some frames; without effect for all of them. */
  shown(from: number, length: number): { readonly class?: string; readonly style?: string } {
    if (from === 0 && length >= this.frames) return {};
    const name = `sd-w${length}`;
    this.define(name, `from{opacity:1}${percent(length / this.frames)},to{opacity:0}`);
    // What is there at the beginning is also what a picture shows that does not move.
    const isFirst = from === 0 ? ' sd-first' : '';
    return {
      class: `sd-w ${name}${isFirst}`,
      ...(from === 0 ? {} : { style: `animation-delay:${seconds(from * FRAME)}` }),
    };
  }

  /** Adds keyframes under a name, for the class of the same name. */
  define(name: string, keyframes: string): void {
    this.#keyframes.set(name, keyframes);
  }

  /** Everything that was defined. */
  rules(): string {
    return [...this.#keyframes]
      .map(([name, keyframes]) => `@keyframes ${name}{${keyframes}}.${name}{animation-name:${name}}`)
      .join('\n');
  }
}

/** Consecutive frames with the same value, `undefined` left out. */
export function stretches<T>(values: readonly (T | undefined)[]): readonly Stretch<T>[] {
  const found: { from: number; length: number; value: T }[] = [];
  values.forEach((value, frame) => {
    const last = found.at(-1);
    if (value === undefined) return;
    if (last !== undefined && last.value === value && last.from + last.length === frame) last.length++;
    else found.push({ from: frame, length: 1, value });
  });
  return found;
}

/** A share of the loop as CSS writes it. */
export function percent(share: number): string {
  return `${Math.round(share * 100_000) / 1000}%`;
}

/** A time as CSS writes it. */
export function seconds(time: number): string {
  return `${Math.round(time * 1000) / 1000}s`;
}
