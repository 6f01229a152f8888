/**
 * Physical quantities of a design, SI inside.
 *
 * The brands exist only for the compiler: a `Seconds` cannot be passed where a `Ratio` is expected, and at run time
 * both are plain numbers. This is the one file that makes them.
 */

declare const unit: unique symbol;
type Branded<U extends string> = number & { readonly [unit]: U };

/** A duration in seconds. */
export type Seconds = Branded<'s'>;
/** An amount of information in bytes. */
export type Bytes = Branded<'B'>;
/** A flow of information in bytes per second. */
export type BytesPerSecond = Branded<'B/s'>;
/** How often something happens, per second. */
export type PerSecond = Branded<'/s'>;
/** A share or probability; 1 is the whole. May exceed 1 where a load exceeds a capacity. */
export type Ratio = Branded<'1'>;
/** A price in US dollars per second. */
export type DollarsPerSecond = Branded<'USD/s'>;

export const seconds = (value: number): Seconds => value as Seconds;
export const bytes = (value: number): Bytes => value as Bytes;
export const bytesPerSecond = (value: number): BytesPerSecond => value as BytesPerSecond;
export const perSecond = (value: number): PerSecond => value as PerSecond;
export const ratio = (value: number): Ratio => value as Ratio;
export const dollarsPerSecond = (value: number): DollarsPerSecond => value as DollarsPerSecond;

/**
 * What a number measures. `count` has no unit (also multiples such as `3x`); `bandwidth` is kept in bytes per second
 * although people write bits; `rate` is per second; `price` is US dollars per second.
 */
export type Dimension = 'count' | 'time' | 'size' | 'bandwidth' | 'rate' | 'ratio' | 'price';

/** A number with its dimension, in the SI unit of that dimension. */
export interface Quantity {
  readonly kind: 'quantity';
  readonly value: number;
  readonly dimension: Dimension;
}
