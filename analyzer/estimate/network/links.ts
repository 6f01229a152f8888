import { bandwidths } from '../../catalogue/network.js';
import type { Id } from '../../design/design.js';
import type { LinkEstimate } from '../estimate.js';
import { linkOwner, numberOf } from './effective.js';
import type { Solution } from './solve-network.js';
import { sizeOfId } from './storage.js';

/**
 * Payload over each declared link: items read come with the answers, items written go with the requests, and written items
 * again to every copy on the other side. The busier of the two directions, headers not counted.
 */
export function linkEstimates(solution: Solution): Readonly<Record<string, LinkEstimate>> {
  const { network, visits } = solution;
  const requests = new Map<Id, number>();
  const answers = new Map<Id, number>();
  const add = (into: Map<Id, number>, link: Id, bytes: number) => into.set(link, (into.get(link) ?? 0) + bytes);
  for (const node of network.plan.calls) {
    const bytes = (visits.rates[node.index] ?? 0) * sizeOfId(node.data, network.lookup);
    if (!(bytes > 0)) continue;
    const target = network.configurations.get(node.target);
    if (target === undefined) continue;
    const isWrite = node.operation === 'write' || node.operation === 'publish';
    const links = network.routes.trip(node)?.links ?? [];
    for (const { link, share } of links) add(isWrite ? requests : answers, link, bytes * share);
    if (!isWrite) continue;
    for (const trip of network.distances.toCopies(target.component, target.copies?.count ?? 1)) {
      for (const { link, share } of trip.links) add(requests, link, bytes * share);
    }
  }
  return Object.fromEntries(
    network.design.links.map((link) => {
      const traffic = Math.max(requests.get(link.id) ?? 0, answers.get(link.id) ?? 0);
      const bandwidth = numberOf(linkOwner(link), 'bandwidth') ?? assumedBandwidth;
      return [link.id, { traffic, bandwidth, utilization: bandwidth > 0 ? traffic / bandwidth : null }];
    }),
  );
}

const assumedBandwidth = Number(bandwidths.between_regions.value);
