/** `p99(send) < 250 ms`: what must hold. */
import type { Expectation, Id, Measure } from '../../analyzer/design/design.js';
import type { Dimension } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import { quantityValue } from './amount.js';
import { aComponent, aDataItem, aFlow, aQueue, somethingMeasured } from './expected.js';
import { word } from './replicas.js';
import { type Expected, reference, used } from './resolve.js';
import { anchor, type Environment, freshId, report } from './run.js';
import { nodeOf } from './written.js';

/** What each measure is measured in, and of what; the first dimension is the usual one. */
export const measures: Readonly<Record<Measure, { readonly dimensions: readonly Dimension[]; readonly of: Expected }>> =
  {
    mean: { dimensions: ['time'], of: aFlowOrComponent() },
    p50: { dimensions: ['time'], of: aFlowOrComponent() },
    p90: { dimensions: ['time'], of: aFlowOrComponent() },
    p95: { dimensions: ['time'], of: aFlowOrComponent() },
    p99: { dimensions: ['time'], of: aFlowOrComponent() },
    p999: { dimensions: ['time'], of: aFlowOrComponent() },
    rate: { dimensions: ['rate'], of: aFlowOrComponent() },
    max_rate: { dimensions: ['rate'], of: aFlowOrComponent() },
    availability: { dimensions: ['ratio'], of: aFlowOrComponent() },
    utilization: { dimensions: ['ratio'], of: aComponent },
    queue: { dimensions: ['count'], of: aComponent },
    backlog: { dimensions: ['count'], of: aQueue },
    drain: { dimensions: ['time'], of: aQueue },
    lag: { dimensions: ['time'], of: aComponent },
    rpo: { dimensions: ['time'], of: aComponent },
    rto: { dimensions: ['time'], of: aComponent },
    recovery: { dimensions: ['time'], of: aComponent },
    stale: { dimensions: ['count', 'ratio'], of: aDataItem },
    lost: { dimensions: ['count', 'ratio'], of: aDataItem },
    duplicated: { dimensions: ['count', 'ratio'], of: aDataItem },
    reordered: { dimensions: ['count', 'ratio'], of: aDataItem },
    hit_ratio: { dimensions: ['ratio'], of: aComponent },
    storage: { dimensions: ['size'], of: somethingMeasured },
    cost: { dimensions: ['price'], of: aComponent },
  };

function aFlowOrComponent(): Expected {
  return { what: 'a flow', accepts: (declared) => aFlow.accepts(declared) || aComponent.accepts(declared) };
}

/** Measures that mean something for the design as a whole: `cost() < 20 USD/h`. */
const whole: ReadonlySet<Measure> = new Set(['cost', 'storage']);

/** Reads one line; `undefined` without a known measure, something to measure and a bound. */
export function lowerExpectation(
  env: Environment,
  owner: Id | undefined,
  node: ast.Expectation,
  under?: Id,
): Expectation | undefined {
  const of = node.of.map((one) => one.$cstNode?.text ?? '').join(', ');
  const text = `${node.measure ?? ''}(${of})`;
  const id = anchor(env, freshId(env, owner === undefined ? text : `${owner}/${text}`), node.$cstNode);
  const measure = word(env, id, node, 'measure', Object.keys(measures) as Measure[]);
  if (measure === undefined) return undefined;
  const { dimensions, of: expected } = measures[measure];
  const targets = node.of.map((one, i) => {
    const targetId = `${id}.of${i + 1}`;
    if (one.all === true) return { id: anchor(env, targetId, one.$cstNode), to: '*' as const };
    return reference(env, targetId, used(one.target), expected);
  });
  const known = targets.filter((target) => target !== undefined);
  if (node.of.length === 0 && !whole.has(measure)) {
    report(env, id, nodeOf(node, 'measure'), {
      rule: 'syntax',
      message: `Of what? Write \`${measure}(name)\` or \`${measure}(*)\`.`,
    });
    return undefined;
  }
  const place = nodeOf(node.bound ?? node, 'quantity');
  const bound =
    node.bound?.quantity === undefined || place === undefined
      ? undefined
      : quantityValue(
          env,
          id,
          { kind: 'quantity', text: node.bound.quantity, node: place, quantityNode: place },
          dimensions,
        );
  if (bound === undefined || node.comparison === undefined || known.length < node.of.length) return undefined;
  return { id, measure, of: known, comparison: node.comparison, bound, ...(under === undefined ? {} : { under }) };
}
