import { MANY } from './many-servers.js';
import { mmc } from './mmc.js';
import { type MultiServerLoad, measuresFromWait, type StationMeasures, saturated } from './station-measures.js';

/**
 * M/D/c, exact: constant service S, Poisson arrivals, c servers, one shared first-come queue.
 *
 * Seen every S seconds the queue obeys `Q' = (Q + A - c)⁺` with A Poisson of mean a = λS, hence
 * `E[Q] = a/(2(c-a)) - (c-1+a)/2 + Σ_{k=1}^{c-1} 1/(1-z_k)`, where the z_k are the roots inside the unit disc of
 * `z^c = e^{a(z-1)}`; each solves `z = e^{2πik/c} e^{ρ(z-1)}`, a contraction solved by Newton's method.
 * Source: Crommelin 1932; Janssen and van Leeuwaarden, "Analytic computation schemes for the discrete-time bulk service
 * queue", Queueing Systems 50 (2005).
 *
 * Beyond `MANY` servers there are as many roots; then Cosmetatos' approximation (Operational Research Quarterly 27, 1976) of
 * its ratio to M/M/c is taken.
 *
 * `waitProbability` is `P(N ≥ c) = 1 - Σ_{n<c} P(N = n)`; it is not given here (`NaN`) for c > 1.
 */
export function mdc(load: MultiServerLoad): StationMeasures {
  const offered = load.arrivalRate * load.meanService;
  const { servers } = load;
  if (offered >= servers) return saturated(load);
  if (offered === 0) return measuresFromWait(load, 0, 0);
  if (servers > MANY) return measuresFromWait(load, manyServers(load, offered / servers), Number.NaN);
  let queue = offered / (2 * (servers - offered)) - (servers - 1 + offered) / 2;
  for (let k = 1; k < servers; k++) queue += realPartOfInverse(offered / servers, (2 * Math.PI * k) / servers);
  return measuresFromWait(load, Math.max(0, queue) / load.arrivalRate, servers === 1 ? offered : Number.NaN);
}

/** Mean wait: `½ (1 + (1-ρ)(c-1)(√(4+5c)-2)/(16ρc))` of that of M/M/c, and never more than it. */
function manyServers(load: MultiServerLoad, density: number): number {
  const { servers } = load;
  const more = ((1 - density) * (servers - 1) * (Math.sqrt(4 + 5 * servers) - 2)) / (16 * density * servers);
  return Math.min(1, (1 + more) / 2) * mmc(load).meanWait;
}

/** Real part of 1/(1-z) for the root z of `z = e^{iφ} e^{ρ(z-1)}`. */
function realPartOfInverse(density: number, angle: number): number {
  let x = 0;
  let y = 0;
  for (let i = 0; i < 100; i++) {
    const size = Math.exp(density * (x - 1));
    const fx = size * Math.cos(angle + density * y);
    const fy = size * Math.sin(angle + density * y);
    // Newton on z - f(z), with f' = ρ f.
    const [a, b] = [1 - density * fx, -density * fy];
    const [c, d] = [x - fx, y - fy];
    const norm = a * a + b * b;
    const [dx, dy] = [(c * a + d * b) / norm, (d * a - c * b) / norm];
    x -= dx;
    y -= dy;
    if (Math.abs(dx) + Math.abs(dy) < 1e-15) break;
  }
  return (1 - x) / ((1 - x) ** 2 + y * y);
}
