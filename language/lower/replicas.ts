/** `replicas 3 leader async { … }`: copies, and who waits for whom. */

import { isSlip, nearest } from '../../analyzer/catalogue/nearest.js';
import type { CopyCount, Id, ReadTarget, Replicas } from '../../analyzer/design/design.js';
import { seconds } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import { amount, copiesAtMost, positive, wholeFromOne, wholeFromZero } from './amount.js';
import { lowerElection } from './election.js';
import { lowerLaw } from './law.js';
import { lowerPlacement } from './place.js';
import { anchor, type Environment, replacement, report } from './run.js';
import { lowerSettings, reportTwice } from './setting.js';
import { nodeOf, written } from './written.js';

type Parts = { -readonly [K in keyof Replicas]?: Replicas[K] };

const topologies: readonly Replicas['topology'][] = ['leader', 'leaderless', 'multi_leader', 'consensus'];

/** Reads the clause; a missing count is one copy. */
export function lowerReplicas(env: Environment, owner: Id, node: ast.Replicas): Replicas | undefined {
  const id = anchor(env, `${owner}.replicas`, node.$cstNode);
  // Half a word at the end of a text stands where the whole one would.
  const topology = topologies.find((one) => one === node.topology);
  const count = amount(env, id, node, 'count', 'count', copiesAtMost);
  if (topology === undefined || count === undefined) return undefined;
  const parts: Parts = {};
  if (node.mode !== undefined) {
    if (topology === 'leader' || topology === 'multi_leader') parts.mode = node.mode;
    else
      report(env, id, nodeOf(node, 'mode'), {
        rule: 'contradiction',
        message: `\`${node.mode}\` is for copies with a leader; ${topology} copies ${topology === 'consensus' ? 'wait for a majority' : 'say `write` and `read`'}.`,
      });
  }
  const acknowledgements = amount(env, id, node, 'acknowledgements', 'count', wholeFromZero);
  if (acknowledgements !== undefined) {
    if (node.mode === 'semi_sync') parts.acknowledgements = acknowledgements;
    else
      report(env, id, nodeOf(node, 'acknowledgements'), {
        rule: 'contradiction',
        message: `Only \`semi_sync\` takes a number of acknowledgements, not \`${node.mode}\`.`,
      });
    if (acknowledgements > count - 1) {
      report(env, id, nodeOf(node, 'acknowledgements'), {
        rule: 'contradiction',
        message: `${acknowledgements} acknowledgements are wanted from ${count - 1} followers.`,
      });
    }
  }
  const seen = new Map<string, ast.ReplicaClause>();
  for (const clause of node.clauses) {
    if (clause.$type === 'Setting') continue;
    const slot = clause.$type;
    const before = seen.get(slot);
    if (before !== undefined) {
      const again = anchor(env, `${id}.${wordOf(clause)}@${clause.$cstNode?.offset ?? 0}`, clause.$cstNode);
      reportTwice(env, again, id, wordOf(clause), clause.$cstNode, before.$cstNode);
      continue;
    }
    seen.set(slot, clause);
    Object.assign(parts, lowerClause(env, id, clause, count));
  }
  return {
    id,
    count,
    topology,
    ...parts,
    settings: lowerSettings(env, id, 'replicas', node.clauses),
    provenance: env.provenance,
  };
}

function wordOf(clause: ast.ReplicaClause): string {
  return clause.$cstNode?.text.match(/^\w+/u)?.[0] ?? clause.$type;
}

function lowerClause(
  env: Environment,
  owner: Id,
  clause: Exclude<ast.ReplicaClause, ast.Setting>,
  copies: number,
): Parts {
  switch (clause.$type) {
    case 'Ship': {
      const id = anchor(env, `${owner}.ship`, clause.$cstNode);
      const what = word(env, id, clause, 'what', ['statement', 'wal', 'row'] as const);
      return what === undefined ? {} : { ship: { id, what } };
    }
    case 'Elect': {
      const election = lowerElection(env, owner, clause);
      return election === undefined ? {} : { election };
    }
    case 'CopiesRead': {
      const id = anchor(env, `${owner}.read`, clause.$cstNode);
      const from = lowerReadTarget(env, id, clause, copies);
      return from === undefined ? {} : { read: { id, from } };
    }
    case 'CopiesWrite': {
      const id = anchor(env, `${owner}.write`, clause.$cstNode);
      const level = lowerCopyCount(env, id, clause, copies);
      return level === undefined ? {} : { write: { id, level } };
    }
    case 'Repair': {
      const id = anchor(env, `${owner}.repair`, clause.$cstNode);
      const every = clause.parts
        .map((part) => amount(env, id, part, 'every', 'time', positive))
        .find((one) => one !== undefined);
      return {
        repair: {
          id,
          onRead: clause.parts.some((part) => part.onRead === true),
          ...(every === undefined ? {} : { every: seconds(every) }),
        },
      };
    }
    case 'Apply': {
      const id = anchor(env, `${owner}.apply`, clause.$cstNode);
      const value = written(clause.work);
      const work = value === undefined ? undefined : lowerLaw(env, id, value, 'exponential');
      const parallel = amount(env, id, clause, 'parallel', 'count', wholeFromOne);
      return {
        apply: { id, ...(work === undefined ? {} : { work }), ...(parallel === undefined ? {} : { parallel }) },
      };
    }
    case 'Delays':
      return { delays: lowerDelays(env, owner, clause) };
    case 'Placement': {
      const placement = lowerPlacement(env, owner, clause);
      return placement === undefined ? {} : { placement };
    }
  }
}

function lowerDelays(env: Environment, owner: Id, clause: ast.Delays): NonNullable<Replicas['delays']> {
  const id = anchor(env, `${owner}.delays`, clause.$cstNode);
  const legs: { -readonly [K in keyof NonNullable<Replicas['delays']>]?: NonNullable<Replicas['delays']>[K] } = {};
  for (const leg of clause.legs) {
    if (leg.leg === undefined) continue;
    const value = written(leg.law);
    const at = anchor(env, `${id}.${leg.leg}`, leg.$cstNode);
    if (legs[leg.leg] !== undefined) {
      reportTwice(env, at, at, leg.leg, leg.$cstNode, env.run.anchors.get(at)?.node);
      continue;
    }
    const law = value === undefined ? undefined : lowerLaw(env, at, value, 'exponential');
    if (law !== undefined) legs[leg.leg] = law;
  }
  return { ...legs, id };
}

const copyWords = ['one', 'quorum', 'all'] as const;
const readWords = ['leader', 'replica', 'any', 'nearest', ...copyWords] as const;

/** Who answers a read: `at quorum`, `read from leader`, `read 2`. `copies`: how many there are, if known. */
export function lowerReadTarget(
  env: Environment,
  at: Id,
  node: ast.CopiesRead | ast.Read | ast.Query,
  copies?: number,
): ReadTarget | undefined {
  if (node.level !== undefined) return word(env, at, node, 'level', readWords);
  return amount(env, at, node, 'count', 'count', {
    ...wholeFromOne,
    ...(copies === undefined ? {} : { maximum: copies }),
  });
}

/** How many copies take part: `quorum`, `2`. */
export function lowerCopyCount(
  env: Environment,
  at: Id,
  node: ast.CopiesWrite | ast.Write,
  copies?: number,
): CopyCount | undefined {
  if (node.level !== undefined) return word(env, at, node, 'level', copyWords);
  return amount(env, at, node, 'count', 'count', {
    ...wholeFromOne,
    ...(copies === undefined ? {} : { maximum: copies }),
  });
}

/** A word of a closed list in a property; an unknown one has a finding with the nearest. */
export function word<N extends { readonly $type: string } & Parameters<typeof nodeOf>[0], W extends string>(
  env: Environment,
  at: Id,
  node: N,
  property: keyof N & string,
  words: readonly W[],
): W | undefined {
  const text: unknown = node[property];
  if (typeof text !== 'string') return undefined;
  const found = words.find((one) => one === text);
  if (found !== undefined) return found;
  const place = nodeOf(node, property);
  const meant = nearest(text, words);
  report(env, at, place, {
    rule: 'unknown-name',
    message: `\`${text}\` means nothing here${meant === undefined ? `; one of these words is expected: ${words.join(', ')}.` : `; did you mean \`${meant}\`?`}`,
    fixes: replacement(env, at, place, meant, meant !== undefined && isSlip(text, meant)),
  });
  return undefined;
}
