/**
 * One generated system for every tool: groups of ten boxes, edges inside each group and between neighbours.
 * Deterministic: the same count gives the same system.
 */

/** @typedef {{ id: string, kind: string, group: number }} Box */
/** @typedef {{ from: string, to: string, label: string, data?: string }} Arrow */

const members = [
  ['api', 'gateway'],
  ['front', 'service'],
  ['orders', 'service'],
  ['users', 'service'],
  ['search', 'service'],
  ['worker', 'service'],
  ['cache', 'cache'],
  ['store', 'database'],
  ['audit', 'database'],
  ['events', 'queue'],
];

/** Boxes and arrows of a system of `count` components. */
export function topology(count) {
  const boxes = [];
  for (let index = 0; index < count; index += 1) {
    const group = Math.floor(index / members.length);
    const [name, kind] = members[index % members.length];
    boxes.push({ id: `${name}_${group}`, kind, group });
  }
  const present = new Set(boxes.map(({ id }) => id));
  const arrows = [];
  const add = (from, to, label) => {
    if (present.has(from) && present.has(to)) arrows.push({ from, to, label });
  };
  const groups = Math.ceil(count / members.length);
  for (let g = 0; g < groups; g += 1) {
    add(`api_${g}`, `front_${g}`, 'call');
    add(`front_${g}`, `orders_${g}`, 'call');
    add(`front_${g}`, `users_${g}`, 'call');
    add(`front_${g}`, `search_${g}`, 'call');
    add(`users_${g}`, `cache_${g}`, 'read Item');
    add(`users_${g}`, `store_${g}`, 'read Item');
    add(`orders_${g}`, `store_${g}`, 'write Item');
    add(`orders_${g}`, `events_${g}`, 'publish Item');
    add(`events_${g}`, `worker_${g}`, 'consume');
    add(`worker_${g}`, `audit_${g}`, 'write Item');
    if (g + 1 < groups) add(`orders_${g}`, `users_${g + 1}`, 'call');
    if (g + 7 < groups) add(`search_${g}`, `search_${g + 7}`, 'call');
  }
  return { boxes, arrows, groups };
}
