/** `shards 32 by hash(conversation) { … }`: how data is cut, and who knows where a piece lives. */
import type { Id, Shards } from '../../analyzer/design/design.js';
import type * as ast from '../generated/ast.js';
import { amount, substitute, wholeFromOne } from './amount.js';
import { aComponent, aCoordinator } from './expected.js';
import { word } from './replicas.js';
import { reference, used } from './resolve.js';
import { anchor, type Environment, report } from './run.js';
import { lowerSettings, reportTwice } from './setting.js';
import { nodeOf, type Written, writtenList } from './written.js';

const schemes = ['hash', 'range', 'list', 'vertical'] as const;
const routings = ['client', 'proxy', 'coordinator', 'table', 'node'] as const;

/** Reads the clause; `undefined` when it does not say how data is cut. */
export function lowerShards(env: Environment, owner: Id, node: ast.Shards): Shards | undefined {
  const id = anchor(env, `${owner}.shards`, node.$cstNode);
  const by = lowerScheme(env, id, node);
  const settings = lowerSettings(env, id, 'shards', node.clauses);
  const routing = lowerRouting(
    env,
    id,
    node.clauses.filter((clause) => clause.$type === 'Routed'),
  );
  const written = amount(env, id, node, 'count', 'count', { ...wholeFromOne, maximum: 1e6 });
  if (by === undefined) return undefined;
  const implied = by.scheme === 'list' ? by.values.length : by.scheme === 'vertical' ? by.parts.length : undefined;
  const count = written ?? implied;
  if (count === undefined) {
    if (node.count === undefined)
      report(env, id, node.$cstNode, {
        rule: 'syntax',
        message: 'How many shards? Write a number, such as `shards 16 by hash(user)`.',
      });
    return undefined;
  }
  return { id, count, by, ...(routing === undefined ? {} : { routing }), settings, provenance: env.provenance };
}

function lowerScheme(env: Environment, id: Id, node: ast.Shards): Shards['by'] | undefined {
  if (node.scheme === undefined) {
    report(env, id, node.$cstNode, {
      rule: 'syntax',
      message:
        'How is the data cut? Write `by hash(key)`, `by range(key)`, `by list(key, …)` or `by vertical(part(field), …)`.',
    });
    return undefined;
  }
  const scheme = word(env, id, node, 'scheme', schemes);
  if (scheme === undefined) return undefined;
  const args = writtenList(node.key);
  if (scheme === 'vertical') {
    const parts = args.map((arg) => ({
      name: nameOf(arg),
      fields: arg.kind === 'word' ? (arg.args ?? []).map(nameOf) : [],
    }));
    return { scheme, parts };
  }
  const names = args.map((arg) => nameOf(substitute(env, arg)?.value ?? arg));
  const [first, ...values] = names;
  if (first === undefined) {
    report(env, id, nodeOf(node, 'scheme'), { rule: 'syntax', message: `By which field? Write \`${scheme}(field)\`.` });
    return undefined;
  }
  return scheme === 'list' ? { scheme, key: [first], values } : { scheme, key: names };
}

function nameOf(value: Written): string {
  return value.kind === 'word' ? value.name : value.text;
}

function lowerRouting(env: Environment, owner: Id, clauses: readonly ast.Routed[]): Shards['routing'] | undefined {
  const [clause, again] = clauses;
  if (clause === undefined) return undefined;
  const id = anchor(env, `${owner}.routed`, clause.$cstNode);
  if (again !== undefined)
    reportTwice(env, anchor(env, `${id}@again`, again.$cstNode), id, 'routed', again.$cstNode, clause.$cstNode);
  const by = word(env, id, clause, 'method', routings);
  const via = reference(env, `${id}.via`, used(clause.via), by === 'coordinator' ? aCoordinator : aComponent);
  return by === undefined ? undefined : { id, by, ...(via === undefined ? {} : { via }) };
}
