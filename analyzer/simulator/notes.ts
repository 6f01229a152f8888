import type { Component, Design, Load } from '../design/design.js';
import { lookup } from '../design/lookup.js';
import { keepsBack, lawOf, wordOf } from '../estimate/network/effective.js';
import { operations } from '../flow/operations.js';

/** A word of the language that a run does not follow, and where it stands. */
interface Gap {
  /** What the run does instead, said of the listed places. */
  readonly says: string;
  readonly applies: (component: Component, design: Design) => boolean;
}

/** What the simulator leaves out, by what is said of a component. */
const gaps: readonly Gap[] = [
  {
    says: 'repairs and hints change what copies hold, but cost the copies no work; comparing them (`repair every`) takes no time',
    applies: ({ replicas }) => replicas?.repair !== undefined || replicas?.settings.hints !== undefined,
  },
  {
    says: 'instances of services that keep nothing do not elect: they are all alike',
    applies: ({ election, replicas }) => election !== undefined && replicas === undefined,
  },
  {
    says: 'checksums, segments and archives of the log are not simulated, and recovery from it takes no time',
    applies: ({ log }) =>
      Object.keys(log?.settings ?? {}).some((name) => ['checksum', 'segment', 'archive'].includes(name)),
  },
  {
    says: 'requests spread over shards by the share of the fullest one, not by hashing keys; moving shards and routing tables are not simulated',
    applies: ({ shards }) => shards !== undefined,
  },
  {
    says: 'the store behind it does the work of what is written back (`write_mode back`), but with copies of its own it does not show that to readers',
    applies: (cache, { components }) =>
      cache.caches.some(
        ({ to }) =>
          keepsBack(cache, to) &&
          components.some(({ stores, replicas }) => replicas !== undefined && stores.some((one) => one.to === to)),
      ),
  },
  {
    says: 'what a flow writes to it does not go on to the store (`write_mode through`): the store has the work of what is written to itself',
    applies: (cache, design) =>
      wordOf(cache, 'write_mode') === 'through' &&
      cache.caches.some(({ to }) => design.components.some(({ stores }) => stores.some((one) => one.to === to))) &&
      operations(design.flows, lookup(design)).some(({ kind, target }) => kind === 'write' && target === cache.id),
  },
  {
    says: 'monitors do not scrape',
    applies: ({ kind }) => kind === 'monitor',
  },
];

/** What was not followed of a design: one sentence for each kind of thing, with the components it is about. */
export function gapsOf(design: Design): string[] {
  const notes = gaps.flatMap(({ says, applies }) => {
    const those = design.components.filter((one) => applies(one, design)).map(({ id }) => `\`${id}\``);
    return those.length === 0 ? [] : [`${those.join(', ')}: ${says}.`];
  });
  if (design.links.some((link) => lawOf({ kind: 'link', settings: link.settings }, 'rtt') !== undefined))
    notes.push('A request takes half of its drawn round trip, the answer the other half.');
  if (design.data.some(({ settings }) => settings.updated !== undefined))
    notes.push('`updated` changes no items: only the writes of flows do.');
  return notes;
}

/** What a run of these loads takes for granted. */
export function loadNotes(loads: readonly Load[], knowsDuration: boolean): string[] {
  return loads.flatMap(({ flow, spikes, shape }) => [
    ...(spikes === undefined || knowsDuration
      ? []
      : [`\`${flow}\`: spikes are left out, since the run has no stated duration that they could begin in.`]),
    ...(shape === undefined || shape === 'flat'
      ? []
      : [`\`${flow}\`: the run begins at the busiest moment of the ${shape === 'daily' ? 'day' : 'week'}.`]),
  ]);
}
