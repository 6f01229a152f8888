/** Ways to elect a leader that cannot give two of them. */
import { replication } from '../catalogue/setting.js';
import type { Component } from '../design/design.js';
import type { Facts } from '../facts.js';

/** Clauses for a component of so many voters, the best first; empty where a third voter or a coordinator is missing. */
export function safeElections(facts: Facts, voters: number): string[] {
  const keeper = facts.design.components.find((one) => one.kind === 'coordinator' && keepsLocks(one));
  return [
    // An even number of voters survives no more than one fewer.
    ...(voters >= 3 && voters % 2 === 1 ? ['elect by consensus'] : []),
    ...(keeper === undefined ? [] : [`elect by lock ${keeper.id} lease 10 s heartbeat 2 s`]),
  ];
}

/** Whether a lock survives the fail-over of its keeper: there is one copy, or another one has it before it is granted. */
export function keepsLocks(keeper: Component): boolean {
  const copies = replication(keeper);
  if (copies === undefined || copies.count <= 1 || copies.topology === 'consensus') return true;
  return copies.topology === 'leader' && copies.mode !== 'async';
}
