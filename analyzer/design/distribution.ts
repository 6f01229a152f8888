/**
 * The laws a duration may follow. Parameters are in seconds unless said.
 *
 * Only the shape lives here; moments, quantiles and sampling are in `analyzer/estimate/distribution/`.
 */

/** `exponential(m)`: memoryless, mean `m`. */
export interface Exponential {
  readonly law: 'exponential';
  readonly mean: number;
}
/** `constant(v)`: always `v`. */
export interface Constant {
  readonly law: 'constant';
  readonly value: number;
}
/** `lognormal(m, cv c)`: mean `m` and coefficient of variation `c` of the variable itself, not of its logarithm. */
export interface Lognormal {
  readonly law: 'lognormal';
  readonly mean: number;
  readonly cv: number;
}
/** `erlang(k, m)`: sum of `k` exponentials with total mean `m`. */
export interface Erlang {
  readonly law: 'erlang';
  readonly stages: number;
  readonly mean: number;
}
/** `hyperexponential(m, cv c)`: two exponentials with balanced means, mean `m`, coefficient of variation `c` ≥ 1. */
export interface Hyperexponential {
  readonly law: 'hyperexponential';
  readonly mean: number;
  readonly cv: number;
}
/** `pareto(x, a)`: density ∝ t^-(a+1) from minimum `x`; no mean for `a` ≤ 1, no variance for `a` ≤ 2. */
export interface Pareto {
  readonly law: 'pareto';
  readonly minimum: number;
  readonly shape: number;
}
/** `uniform(a, b)`. */
export interface Uniform {
  readonly law: 'uniform';
  readonly low: number;
  readonly high: number;
}
/** `mixture(91.2%: L1, 8.8%: L2)`: one of several laws; weights sum to 1. */
export interface Mixture {
  readonly law: 'mixture';
  readonly parts: readonly { readonly weight: number; readonly of: Distribution }[];
}
/** `empirical("file.csv")`: the measured sample itself, ascending. */
export interface Empirical {
  readonly law: 'empirical';
  readonly samples: readonly number[];
  readonly source: string;
}

export type Distribution =
  | Exponential
  | Constant
  | Lognormal
  | Erlang
  | Hyperexponential
  | Pareto
  | Uniform
  | Mixture
  | Empirical;
