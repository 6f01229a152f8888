/** How a component gets more capacity: by instances where these are alike, by cores and shards where each holds data. */
import { kindOf, quantity } from '../catalogue/setting.js';
import type { Autoscale, Component } from '../design/design.js';
import { sayNumber } from '../design/say.js';
import type { Report } from './rule.js';

/** Machines with more cores than this are not for sale everywhere. */
const largestMachine = 128;

/** What makes the capacity `factor` times what it is. */
export function moreCapacity(component: Component | undefined, factor: number): Pick<Report, 'help' | 'fixes'> {
  if (component === undefined || component.kind === 'external')
    return { help: 'Offer it less, or agree on a higher limit.' };
  const { id, autoscale } = component;
  if (kindOf(component.kind)?.isStore === true || component.replicas !== undefined || component.shards !== undefined)
    return moreOfStore(component, factor);
  const now = autoscale?.maximum ?? quantity(component, 'instances')?.value ?? 1;
  const needed = Math.ceil(now * factor - 1e-9);
  return {
    help: `${sayNumber(needed)} instances instead of ${sayNumber(now)} would do.`,
    fixes: [
      {
        title: `Run ${autoscale === undefined ? '' : 'up to '}${needed} instances`,
        edits: [
          {
            kind: 'set',
            into: id,
            clause: autoscale === undefined ? `instances ${needed}` : autoscaleClause(autoscale, needed),
          },
        ],
      },
    ],
  };
}

/** Copies do not add to the capacity for writes, so what remains is larger machines, shards, or less to do. */
function moreOfStore(component: Component, factor: number): Pick<Report, 'help' | 'fixes'> {
  const cores = quantity(component, 'cores');
  const now = cores?.value ?? 1;
  const needed = Math.ceil(now * factor - 1e-9);
  // The cores of a managed service are no machine's, and a product that works on one thread has no use for a second core.
  const grows =
    quantity(component, 'availability')?.from !== 'technology' && (now > 1 || cores?.from !== 'technology');
  const isForSale = grows && needed <= largestMachine && component.settings.scaling === undefined;
  const shards = component.shards?.count;
  const ways = [
    ...(isForSale ? [`${needed} cores instead of ${sayNumber(now)}`] : []),
    shards === undefined ? 'shards' : `${sayNumber(Math.ceil(shards * factor))} shards instead of ${sayNumber(shards)}`,
    'a cache before its reads or a queue before its writes',
  ];
  return {
    help: `It needs ${sayNumber(factor)} times the capacity: ${ways.join(', or ')}.`,
    fixes: isForSale
      ? [
          {
            title: `Use machines of ${needed} cores`,
            edits: [{ kind: 'set', into: component.id, clause: `cores ${needed}` }],
          },
        ]
      : [],
  };
}

function autoscaleClause({ minimum, target, delay }: Autoscale, maximum: number): string {
  const share = target === undefined ? '' : ` target ${sayNumber(target * 100)}%`;
  return `autoscale ${minimum}..${maximum}${share}${delay === undefined ? '' : ` every ${sayNumber(delay)} s`}`;
}
