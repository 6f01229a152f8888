import type { Playback, Series } from './playback.js';

/** What is known after one more part of the same run: parts must be added in the order they were taken in, without a gap. */
export function addPart(known: Playback, part: Playback): Playback {
  if (part.first !== known.first + known.frames)
    throw new Error(`bug: frame ${part.first} does not follow ${known.first + known.frames}`);
  const requests = [...known.requests];
  for (const request of part.requests) requests[request.number] = request;
  return {
    ...part,
    first: known.first,
    frames: known.frames + part.frames,
    flows: joined(known.flows, part.flows, known.frames) as Playback['flows'],
    components: joined(known.components, part.components, known.frames) as Playback['components'],
    machines: joined(known.machines, part.machines, known.frames) as Playback['machines'],
    partitions: joined(known.partitions, part.partitions, known.frames) as Playback['partitions'],
    breakers: joined(known.breakers, part.breakers, known.frames) as Playback['breakers'],
    requests,
    messages: [...known.messages, ...part.messages],
    events: [...known.events, ...part.events],
    counterexamples: [...known.counterexamples, ...part.counterexamples],
  };
}

/** The memory of all series of a playback, for handing it to another thread instead of copying it. */
export function memoryOf({ flows, components, machines, partitions, breakers }: Playback): ArrayBuffer[] {
  const found: ArrayBuffer[] = [];
  const collect = (value: unknown): void => {
    if (value instanceof Float64Array) found.push(value.buffer as ArrayBuffer);
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one);
  };
  collect([flows, components, machines, partitions, breakers]);
  return found;
}

/** Both one after the other; what the first has not, a machine that came later, is `NaN` in its frames. */
function joined(one: unknown, other: unknown, frames: number): unknown {
  if (other instanceof Float64Array) {
    const both: Series = new Float64Array(frames + other.length).fill(Number.NaN, 0, frames);
    if (one instanceof Float64Array) both.set(one);
    both.set(other, frames);
    return both;
  }
  // Lists only grow, at their ends.
  if (Array.isArray(other))
    return other.map((item, i) => joined(Array.isArray(one) ? one[i] : undefined, item, frames));
  if (typeof other !== 'object' || other === null) return other;
  const before = typeof one === 'object' && one !== null ? (one as Readonly<Record<string, unknown>>) : {};
  return Object.fromEntries(Object.entries(other).map(([key, item]) => [key, joined(before[key], item, frames)]));
}
