import { MANY, sumBelow } from './many-servers.js';

/**
 * Erlang B: the share of arrivals lost by `servers` servers without a queue, `B_0 = 1, B_k = aB_{k-1}/(k + aB_{k-1})`.
 *
 * `offered` is the offered load a = λS in erlangs. Poisson arrivals; insensitive to the service law; any load.
 * Source: Erlang 1917; Kleinrock, Queueing Systems I, §3.6.
 */
export function erlangB(offered: number, servers: number): number {
  if (servers > MANY) return offered > 0 ? 1 / sumBelow(servers, offered) : 0;
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (offered * blocked) / (k + offered * blocked);
  return blocked;
}

/**
 * Erlang C: the probability of waiting in M/M/c, `C = B / (1 - ρ(1 - B))` with ρ = a/c.
 *
 * Poisson arrivals, exponential service, one shared first-come queue. 1 when ρ ≥ 1.
 * Source: Kleinrock, Queueing Systems I, §3.5.
 */
export function erlangC(offered: number, servers: number): number {
  const load = offered / servers;
  if (load >= 1) return 1;
  const blocked = erlangB(offered, servers);
  return blocked / (1 - load * (1 - blocked));
}
