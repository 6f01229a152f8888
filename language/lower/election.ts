/** `elect by lock locks lease 10 s heartbeat 2 s`, `elect by consensus`, `elect manual`. */
import type { Election, Id } from '../../analyzer/design/design.js';
import { type Seconds, seconds } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import { positive, quantityValue, substitute } from './amount.js';
import { aCoordinator } from './expected.js';
import { reference, used } from './resolve.js';
import { anchor, type Environment, report } from './run.js';
import { reportTwice } from './setting.js';
import { isPlainWord, nodeOf, written } from './written.js';

/** Reads an election; a missing or unknown coordinator leaves it without one. */
export function lowerElection(env: Environment, owner: Id, node: ast.Elect): Election | undefined {
  const id = anchor(env, `${owner}.elect`, node.$cstNode);
  const by: Election['by'] | undefined = node.method;
  if (by === undefined) return undefined;
  const coordinator = reference(env, `${id}.by`, used(node.coordinator), aCoordinator);
  const times: { lease?: Seconds; heartbeat?: Seconds; timeout?: Seconds } = {};
  let fencing: boolean | undefined;
  const seen = new Map<string, ast.ElectOption>();
  for (const option of node.options) {
    if (option.name === undefined) continue;
    const before = seen.get(option.name);
    if (before !== undefined) {
      const again = anchor(env, `${id}.${option.name}@${option.$cstNode?.offset ?? 0}`, option.$cstNode);
      reportTwice(env, again, `${id}.${option.name}`, option.name, option.$cstNode, before.$cstNode);
      continue;
    }
    seen.set(option.name, option);
    const at = anchor(env, `${id}.${option.name}`, option.$cstNode);
    const value = written(option.value);
    if (value === undefined) continue;
    if (option.name === 'fencing') {
      const word = substitute(env, value)?.value;
      if (isPlainWord(word) && (word.name === 'on' || word.name === 'off')) fencing = word.name === 'on';
      else if (word !== undefined)
        report(env, at, nodeOf(option, 'value'), { rule: 'unknown-name', message: 'Fencing is `on` or `off`.' });
      continue;
    }
    const time = quantityValue(env, at, value, ['time'], positive)?.value;
    if (time !== undefined) times[option.name] = seconds(time);
  }
  return {
    id,
    by,
    ...(coordinator === undefined ? {} : { coordinator }),
    ...times,
    ...(fencing === undefined ? {} : { fencing }),
  };
}
