import { neededMembers } from '../../estimate/network/component-availability.js';
import { busiest } from '../../estimate/network/component-estimate.js';
import { isWritten, linkOwner, numberOf } from '../../estimate/network/effective.js';
import type { Solution } from '../../estimate/network/solve-network.js';
import type { World } from '../world.js';

/**
 * Lets what states its `availability` be up and down: of a component as many members as the estimate counts, so that fail-over
 * takes no time here either. What `breaks` is up and down by that.
 */
export function buildOutages(solution: Solution, world: World): void {
  const { network } = solution;
  for (const of of network.configurations.values()) {
    const { component } = of;
    if (of.isSource || component.breaks !== undefined || !isWritten(component, 'availability')) continue;
    const utilization = busiest(component.id, solution);
    const { count, availability, toRead, toWrite } = neededMembers(of, utilization);
    world.outages.add(component.id, availability, count, toRead, toWrite);
  }
  for (const link of network.design.links) {
    const availability = numberOf(linkOwner(link), 'availability');
    if (availability !== undefined && availability < 1)
      world.network.outages.set(link.id, world.outages.add(link.id, availability, 1, 1, 1));
  }
}
