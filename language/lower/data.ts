/** `data Message { … }`: what is kept, and what it needs. */
import type { DataItem, Id, Invariant, Reference, Requirement } from '../../analyzer/design/design.js';
import { seconds } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import type { DeclaredOf } from '../link/declared.js';
import { boundedRequirements, invariantShapes, requirementNames } from '../link/vocabulary.js';
import { amount, notNegative } from './amount.js';
import { aDataItem } from './expected.js';
import { word } from './replicas.js';
import { reference, used } from './resolve.js';
import { anchor, type Environment, freshId, report } from './run.js';
import { lowerSettings, reportTwice } from './setting.js';
import { nodeOf } from './written.js';

/** Reads a data item; unknown requirements and invariants are left out. */
export function lowerData(env: Environment, id: Id, declared: DeclaredOf<'data'>): DataItem {
  const { node } = declared;
  let key: readonly string[] | undefined;
  let keyClause: ast.Key | undefined;
  const requires: Requirement[] = [];
  const invariants: Invariant[] = [];
  const references: Reference[] = [];
  for (const clause of node.clauses) {
    switch (clause.$type) {
      case 'Key': {
        const at = anchor(env, keyClause === undefined ? `${id}.key` : freshId(env, `${id}.key`), clause.$cstNode);
        if (keyClause !== undefined) reportTwice(env, at, `${id}.key`, 'key', clause.$cstNode, keyClause.$cstNode);
        keyClause ??= clause;
        key ??= [...clause.fields];
        break;
      }
      case 'Requires':
        for (const requirement of clause.requirements) {
          const lowered = lowerRequirement(env, id, requirement, requires);
          if (lowered !== undefined) requires.push(lowered);
        }
        break;
      case 'InvariantClause': {
        const at = anchor(env, freshId(env, `${id}.invariant.${clause.shape ?? ''}`), clause.$cstNode);
        const shape = word(env, at, clause, 'shape', invariantShapes);
        if (shape !== undefined)
          invariants.push({ id: at, shape, ...(clause.text === undefined ? {} : { text: clause.text }) });
        break;
      }
      case 'ReferencesClause':
        for (const target of clause.targets) {
          const to = reference(env, freshId(env, `${id}.references.${target.$refText}`), used(target), aDataItem);
          if (to !== undefined) references.push(to);
        }
        break;
      case 'Setting':
        break;
    }
  }
  const settings = lowerSettings(env, id, 'data', node.clauses);
  return {
    id,
    ...(node.title === undefined ? {} : { title: node.title }),
    key: key ?? [],
    requires,
    invariants,
    references,
    settings,
  };
}

function lowerRequirement(
  env: Environment,
  owner: Id,
  node: ast.Requirement,
  before: readonly Requirement[],
): Requirement | undefined {
  const written: string | undefined = node.name;
  if (written === undefined) return undefined;
  const id = anchor(env, freshId(env, `${owner}.requires.${written}`), node.$cstNode);
  const name = word(env, id, node, 'name', requirementNames);
  const within = amount(env, id, node, 'bound', 'time', notNegative);
  if (name === undefined) return undefined;
  const same = before.find((one) => one.name === name);
  if (same !== undefined) {
    reportTwice(env, id, same.id, name, node.$cstNode, env.run.anchors.get(same.id)?.node, 'warning');
    return undefined;
  }
  if (within === undefined) return { id, name };
  if (boundedRequirements.has(name)) return { id, name, within: seconds(within) };
  report(env, id, nodeOf(node, 'bound'), {
    rule: 'contradiction',
    message: `\`${name}\` allows no staleness; \`within\` goes with weaker requirements such as \`eventual within 30 s\`.`,
  });
  return { id, name };
}
