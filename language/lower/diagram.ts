/** `diagram "Write path" { show phone, chat direction right }`: which picture to draw. */
import type { Diagram, Id, Reference } from '../../analyzer/design/design.js';
import type * as ast from '../generated/ast.js';
import type { DeclaredOf } from '../link/declared.js';
import { aWorkload, somethingDrawn } from './expected.js';
import { word } from './replicas.js';
import { reference, resolve, used } from './resolve.js';
import { anchor, type Environment, freshId } from './run.js';
import { reportTwice } from './setting.js';

type Lists = Record<'show' | 'hide' | 'collapse', Reference[]>;

/** Reads a diagram; unknown names are left out. */
export function lowerDiagram(env: Environment, id: Id, declared: DeclaredOf<'diagram'>): Diagram {
  const { node } = declared;
  const lists: Lists = { show: [], hide: [], collapse: [] };
  let direction: Diagram['direction'];
  let workload: Id | undefined;
  const first = new Map<string, ast.DiagramLine>();
  for (const line of node.lines) {
    if (line.$type === 'Selection') {
      if (line.verb === undefined) continue;
      for (const target of line.targets) {
        const found = reference(
          env,
          freshId(env, `${id}.${line.verb}.${target.$refText}`),
          used(target),
          somethingDrawn,
        );
        if (found !== undefined) lists[line.verb].push(found);
      }
      continue;
    }
    const name = line.$type === 'Direction' ? 'direction' : 'under';
    const at = anchor(env, freshId(env, `${id}.${name}`), line.$cstNode);
    const before = first.get(name);
    if (before !== undefined) {
      reportTwice(env, at, `${id}.${name}`, name, line.$cstNode, before.$cstNode);
      continue;
    }
    first.set(name, line);
    if (line.$type === 'Direction') direction = word(env, at, line, 'direction', ['right', 'down'] as const);
    else {
      const found = resolve(env, at, used(line.workload), aWorkload);
      if (found !== undefined) workload = env.run.idOf(found);
    }
  }
  return {
    id,
    title: node.title ?? declared.name,
    ...lists,
    ...(direction === undefined ? {} : { direction }),
    ...(workload === undefined ? {} : { workload }),
  };
}
