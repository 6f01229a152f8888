/** Time-out, retries, breaker and hedge, of a component or of one step. */

import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { Breaker, CallPolicy, Id, Retry } from '../../analyzer/design/design.js';
import { ratio, seconds } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import { amount, notNegative, positive, quantityValue, share, wholeFromZero } from './amount.js';
import { anchor, type Environment, replacement, report } from './run.js';
import { lowerSettings, reportTwice } from './setting.js';
import { nodeOf } from './written.js';

/** Options of a step: a call policy and a priority. */
export interface CallOptions {
  readonly calls: CallPolicy;
  readonly priority?: number;
}

/** Reads the options behind a step. */
export function lowerCallOptions(env: Environment, owner: Id, options: readonly ast.CallOption[]): CallOptions {
  let calls: CallPolicy = {};
  let priority: number | undefined;
  const seen = new Map<string, ast.CallOption>();
  for (const option of options) {
    const name = optionWord(option);
    const before = seen.get(name);
    if (before !== undefined) {
      const again = anchor(env, `${owner}.${name}@${option.$cstNode?.offset ?? 0}`, option.$cstNode);
      reportTwice(env, again, `${owner}.${name}`, name, option.$cstNode, before.$cstNode);
      continue;
    }
    seen.set(name, option);
    switch (option.$type) {
      case 'Timeout': {
        const id = anchor(env, `${owner}.timeout`, option.$cstNode);
        const after = amount(env, id, option, 'after', 'time', positive);
        if (after !== undefined) calls = { ...calls, timeout: { id, after: seconds(after) } };
        break;
      }
      case 'Priority':
        priority = amount(
          env,
          anchor(env, `${owner}.priority`, option.$cstNode),
          option,
          'level',
          'count',
          wholeFromZero,
        );
        break;
      default:
        calls = { ...calls, ...lowerCallClause(env, owner, option) };
    }
  }
  return { calls, ...(priority === undefined ? {} : { priority }) };
}

/** Reads one of the clauses that components and steps share. */
export function lowerCallClause(
  env: Environment,
  owner: Id,
  clause: ast.Retry | ast.BreakerClause | ast.Hedge,
): CallPolicy {
  switch (clause.$type) {
    case 'Retry': {
      const retry = lowerRetry(env, owner, clause);
      return retry === undefined ? {} : { retry };
    }
    case 'BreakerClause': {
      const breaker = lowerBreaker(env, owner, clause);
      return breaker === undefined ? {} : { breaker };
    }
    case 'Hedge':
      return lowerHedge(env, owner, clause);
  }
}

function optionWord(option: ast.CallOption): string {
  switch (option.$type) {
    case 'Timeout':
      return 'timeout';
    case 'Priority':
      return 'priority';
    case 'Retry':
      return 'retry';
    case 'BreakerClause':
      return 'breaker';
    case 'Hedge':
      return 'hedge';
  }
}

function lowerRetry(env: Environment, owner: Id, clause: ast.Retry): Retry | undefined {
  const id = anchor(env, `${owner}.retry`, clause.$cstNode);
  const times = amount(env, id, clause, 'times', 'count', wholeFromZero);
  const backoff = amount(env, id, clause, 'backoff', 'time', notNegative);
  const budget = amount(env, id, clause, 'budget', 'ratio', share);
  if (times === undefined) return undefined;
  return {
    id,
    times,
    jitter: clause.jitter === true,
    ...(backoff === undefined ? {} : { backoff: seconds(backoff) }),
    ...(budget === undefined ? {} : { budget: ratio(budget) }),
  };
}

/** `breaker on` is a breaker with the catalogue's numbers; `breaker off` is none. */
function lowerBreaker(env: Environment, owner: Id, clause: ast.BreakerClause): Breaker | undefined {
  const id = anchor(env, `${owner}.breaker`, clause.$cstNode);
  if (clause.state !== undefined) {
    if (clause.state === 'on') return { id };
    if (clause.state !== 'off')
      report(env, id, nodeOf(clause, 'state'), {
        rule: 'unknown-name',
        message: `A breaker is \`on\`, \`off\` or has a block, not \`${clause.state}\`.`,
      });
    return undefined;
  }
  const settings = lowerSettings(env, id, 'breaker', clause.settings);
  const number = (name: string): number | undefined => {
    const value = settings[name]?.value;
    return value?.kind === 'quantity' ? value.value : undefined;
  };
  const threshold = number('threshold');
  const window = number('window');
  const open = number('open');
  return {
    id,
    ...(threshold === undefined ? {} : { threshold: ratio(threshold) }),
    ...(window === undefined ? {} : { window: seconds(window) }),
    ...(open === undefined ? {} : { openFor: seconds(open) }),
  };
}

/** Shares of attempts by the name of their percentile. */
export const percentiles: Readonly<Record<string, number>> = {
  p50: 0.5,
  p75: 0.75,
  p90: 0.9,
  p95: 0.95,
  p98: 0.98,
  p99: 0.99,
  p999: 0.999,
};

function lowerHedge(env: Environment, owner: Id, clause: ast.Hedge): CallPolicy {
  const id = anchor(env, `${owner}.hedge`, clause.$cstNode);
  if (clause.after !== undefined) {
    const after = amount(env, id, clause, 'after', 'time', notNegative);
    return after === undefined ? {} : { hedge: { id, at: { after: seconds(after) } } };
  }
  const name: string | undefined = clause.percentile;
  if (name === undefined) return {};
  const percentile = Object.hasOwn(percentiles, name) ? percentiles[name] : undefined;
  if (percentile !== undefined) return { hedge: { id, at: { percentile: ratio(percentile) } } };
  const meant = nearest(name, Object.keys(percentiles));
  const hint = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
  report(env, id, nodeOf(clause, 'percentile'), {
    rule: 'unknown-name',
    message: `A hedge starts at a percentile such as p95 or after a time such as 20 ms${hint === '' ? '.' : hint}`,
    fixes: replacement(env, id, nodeOf(clause, 'percentile'), meant),
  });
  return {};
}

/** The limit a component puts on its calls, written as a setting. */
export function timeoutOf(env: Environment, owner: Id, value: Parameters<typeof quantityValue>[2]): CallPolicy {
  const id = `${owner}.timeout`;
  const after = quantityValue(env, id, value, ['time'], positive)?.value;
  return after === undefined ? {} : { timeout: { id, after: seconds(after) } };
}
