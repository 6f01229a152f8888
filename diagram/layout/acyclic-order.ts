/** Breaking cycles before ELK sees them, so that the sides of ports agree with the direction of the layers. */

/**
 * An order of the elements in which few connections run backwards: the greedy heuristic of Eades, Lin and Smyth,
 * "A fast and effective heuristic for the feedback arc set problem" (1993), with ties broken by source order, so that
 * the same design always reads the same way.
 *
 * @param elements in source order
 * @param weights element → element → number of connections that way; connections to itself are not counted
 * @returns the elements in that order
 */
export function acyclicOrder(
  elements: readonly string[],
  weights: ReadonlyMap<string, ReadonlyMap<string, number>>,
): readonly string[] {
  const out = new Map<string, number>(elements.map((id) => [id, 0]));
  const into = new Map<string, number>(elements.map((id) => [id, 0]));
  const sources = new Map<string, string[]>(elements.map((id) => [id, []]));
  for (const [from, targets] of weights)
    for (const [to, weight] of targets) {
      out.set(from, (out.get(from) ?? 0) + weight);
      into.set(to, (into.get(to) ?? 0) + weight);
      sources.get(to)?.push(from);
    }
  const left = new Set(elements);
  const front: string[] = [];
  const back: string[] = [];
  const remove = (id: string): void => {
    left.delete(id);
    for (const [to, weight] of weights.get(id) ?? []) into.set(to, (into.get(to) ?? 0) - weight);
    for (const from of sources.get(id) ?? []) out.set(from, (out.get(from) ?? 0) - (weights.get(from)?.get(id) ?? 0));
  };
  while (left.size > 0) {
    const next = pick(left, into, out);
    remove(next.id);
    if (next.end === 'back') back.push(next.id);
    else front.push(next.id);
  }
  return [...front, ...back.reverse()];
}

/** An earlier order without what is gone, and with each new element where fewest of its connections run backwards. */
export function extendedOrder(
  before: readonly string[],
  elements: readonly string[],
  weights: ReadonlyMap<string, ReadonlyMap<string, number>>,
): readonly string[] {
  const present = new Set(elements);
  const order = before.filter((id) => present.has(id));
  const known = new Set(order);
  for (const id of elements) {
    if (known.has(id)) continue;
    const weight = (from: string, to: string): number => weights.get(from)?.get(to) ?? 0;
    // In front of all others, every connection into the element runs backwards; each step changes the sum by one.
    let cost = 0;
    let best = { cost: 0, at: 0 };
    order.forEach((other, index) => {
      cost += weight(id, other) - weight(other, id);
      if (cost < best.cost || (cost === best.cost && weight(other, id) > 0)) best = { cost, at: index + 1 };
    });
    order.splice(best.at, 0, id);
  }
  return order;
}

function pick(
  left: ReadonlySet<string>,
  into: ReadonlyMap<string, number>,
  out: ReadonlyMap<string, number>,
): { readonly id: string; readonly end: 'front' | 'back' } {
  let best = '';
  let bestSurplus = Number.NEGATIVE_INFINITY;
  let sink: string | undefined;
  for (const id of left) {
    if (into.get(id) === 0) return { id, end: 'front' };
    if (out.get(id) === 0) sink = id;
    const surplus = (out.get(id) ?? 0) - (into.get(id) ?? 0);
    if (surplus > bestSurplus) {
      best = id;
      bestSurplus = surplus;
    }
  }
  return sink === undefined ? { id: best, end: 'front' } : { id: sink, end: 'back' };
}
