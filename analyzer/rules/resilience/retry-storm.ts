/** Retries at several layers multiply when the last one fails. */
import type { Retry } from '../../design/design.js';
import { sayCount, sayNumber, sayRate } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';

export const retryStorm: Rule = {
  id: 'retry-storm',
  family: 'resilience',
  severity: 'warning',
  summary: 'Retries at two or more layers of a call chain multiply the load on a failing component.',
  concept: 'retry amplification',
  sources: [
    'Beyer et al., Site Reliability Engineering, 2016, ch. 22',
    'Huang et al., Metastable Failures in the Wild, OSDI 2022',
  ],
  thresholds: {
    attempts: { default: 4, summary: 'Attempts at the last hop, for one request, from which it counts as a storm.' },
  },
  *check(facts) {
    const storms = stormsOf(facts);
    for (const storm of storms) {
      // The chain up to a layer above is said with the whole chain.
      if (storms.some((other) => other !== storm && isPartOf(storm, other))) continue;
      const { operation, layers, attempts } = storm;
      const unguarded = layers.filter(isUnguarded);
      const last = unguarded.at(-1);
      if (last === undefined) continue;
      const rate = Math.max(0, ...facts.estimates.map((estimate) => estimate.steps[operation.at]?.rate ?? 0));
      const chain = layers.map(({ component, retry }) => `\`${component}\` × ${sayNumber(factor(retry))}`).join(', ');
      yield {
        at: last.retry.id,
        message:
          `When \`${operation.target}\` fails, one request becomes ${sayCount(attempts)} attempts (${chain})` +
          (rate > 0 ? `: ${sayRate(rate)} turn into ${sayRate(rate * attempts)}.` : '.'),
        related: layers
          .filter((layer) => layer !== last)
          .map(({ component, retry }) => ({ at: retry.id, message: `\`${component}\` retries too` })),
        help: 'Retry at one layer only, the one next to the fault, or give each a budget: `budget 10%`.',
        fixes: [
          {
            title: 'Give every layer a budget of 10 %',
            edits: unguarded.map(({ retry }) => ({ kind: 'append' as const, at: retry.id, text: 'budget 10%' })),
          },
        ],
      };
    }
  },
};

interface Storm {
  readonly operation: Operation;
  readonly layers: readonly Layer[];
  /** Attempts at the last hop for one request when all fail. */
  readonly attempts: number;
}

/** One storm for each chain of layers that retry, whatever it calls in the end. */
function stormsOf(facts: Facts): Storm[] {
  const found = new Map<string, Storm>();
  for (const operation of facts.operations) {
    const layers = retryLayers(facts, operation);
    if (layers.filter(isUnguarded).length < 2) continue;
    const attempts = layers.reduce((product, { retry }) => product * factor(retry), 1);
    if (attempts < facts.threshold('retry-storm', 'attempts')) continue;
    const chain = layers.map(({ retry }) => retry.id).join('>');
    if (!found.has(chain)) found.set(chain, { operation, layers, attempts });
  }
  return [...found.values()];
}

/** Whether the layers of one storm are the first of a longer chain. */
function isPartOf(one: Storm, other: Storm): boolean {
  const isPrefix = one.layers.every(({ retry }, index) => other.layers[index]?.retry === retry);
  return isPrefix && other.layers.length > one.layers.length;
}

interface Layer {
  readonly component: string;
  readonly retry: Retry;
}

function isUnguarded({ retry }: Layer): boolean {
  return retry.budget === undefined;
}

/** Who retries on the way to the target, outermost first, each by the policy of its own call; a breaker ends retries. */
function retryLayers(facts: Facts, operation: Operation): Layer[] {
  const { caller, flow, waiting } = operation;
  if (caller === undefined) return [];
  return waiting.flatMap((component, index) => {
    const next = waiting[index + 1];
    const call =
      next === undefined ? operation : facts.visits(next).find((one) => one.flow === flow && one.caller === component);
    const { retry, breaker } = call?.calls ?? facts.lookup.components.get(component)?.calls ?? {};
    return retry === undefined || retry.times < 1 || breaker !== undefined ? [] : [{ component, retry }];
  });
}

/** Attempts of one call when all fail; a budget bounds the average. */
function factor(retry: Retry): number {
  return 1 + (retry.budget === undefined ? retry.times : Math.min(retry.times, retry.budget));
}
