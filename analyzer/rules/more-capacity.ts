/** How a component gets more capacity: by instances where these are alike, by cores and shards where each holds data. */
import { kindOf, quantity } from '../catalogue/setting.js';
import type { Autoscale, Component } from '../design/design.js';
import { sayNumber, sayTime } from '../design/say.js';
import type { ComponentEstimate } from '../estimate/estimate.js';
import type { Report } from './rule.js';

/** Machines with more cores than this are not for sale everywhere. */
const largestMachine = 128;

/** What makes the capacity `factor` times what it is, or what it can be within `within` seconds. */
export function moreCapacity(
  component: Component | undefined,
  factor: number,
  figures: ComponentEstimate | undefined,
  within = Number.POSITIVE_INFINITY,
): Pick<Report, 'help' | 'fixes'> {
  if (component === undefined || component.kind === 'external')
    return { help: 'Offer it less, or agree on a higher limit.' };
  if (kindOf(component.kind)?.isStore === true || component.replicas !== undefined || component.shards !== undefined)
    return moreOfStore(component, factor);
  const { id, autoscale } = component;
  const start = figures?.autoscaled?.instances ?? quantity(component, 'instances')?.value ?? 1;
  const isInTime = autoscale !== undefined && (autoscale.delay ?? 0) < within;
  const now = isInTime ? autoscale.maximum : start;
  const needed = Math.ceil(now * factor - 1e-9);
  const instances = isInTime ? [] : [`instances ${needed}`];
  const bounds =
    autoscale === undefined
      ? []
      : [
          isInTime
            ? autoscaleClause(autoscale, autoscale.minimum, needed)
            : autoscaleClause(autoscale, needed, Math.max(needed, autoscale.maximum)),
        ];
  const late =
    autoscale !== undefined && !isInTime ? `, since more come only after ${sayTime(autoscale.delay ?? 0)}` : '';
  return {
    help: `${sayNumber(needed)} instances instead of ${sayNumber(now)} would do${late}.`,
    fixes: [
      {
        title: `Run ${isInTime ? 'up to ' : ''}${needed} instances`,
        edits: [...instances, ...bounds].map((clause) => ({ kind: 'set', into: id, clause })),
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
  const grows = quantity(component, 'availability')?.from !== 'technology' && (now > 1 || cores?.from !== 'technology');
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

function autoscaleClause({ target, delay }: Autoscale, minimum: number, maximum: number): string {
  const share = target === undefined ? '' : ` target ${sayNumber(target * 100)}%`;
  return `autoscale ${minimum}..${maximum}${share}${delay === undefined ? '' : ` every ${sayNumber(delay)} s`}`;
}
