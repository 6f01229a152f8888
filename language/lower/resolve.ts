/** Names in use: what they stand for, and whether that may stand there. */
import type { CstNode, Reference as SyntaxReference } from 'langium';
import { isSlip, nearest } from '../../analyzer/catalogue/nearest.js';
import type { Id, Reference } from '../../analyzer/design/design.js';
import { type Declared, whatItIs } from '../link/declared.js';
import { anchor, type Environment, replacement, report } from './run.js';
import { isPlainWord } from './written.js';

/** What a place of the language needs. */
export interface Expected {
  /** `a queue`, `a data item`. */
  readonly what: string;
  accepts(declared: Declared): boolean;
}

/** A name as written, with its place. */
export interface Used {
  readonly name: string;
  readonly node: CstNode | undefined;
}

/** The name of a cross reference of the grammar; `undefined` while it is missing. */
export function used(reference: SyntaxReference | undefined): Used | undefined {
  if (reference === undefined || reference.$refText === '') return undefined;
  return { name: reference.$refText, node: reference.$refNode };
}

/**
 * The declaration a name stands for: a parameter's argument, else a name visible in the file. A name that stands for
 * nothing, or for something the place cannot use, gives a finding and `undefined`.
 */
export function resolve(env: Environment, at: Id, name: Used | undefined, expected: Expected): Declared | undefined {
  if (name === undefined || name.name === '') return undefined;
  const argument = env.arguments?.get(name.name);
  if (argument !== undefined) {
    occur(env, argument.parameter, name.node);
    if (argument.written === undefined) return undefined;
    if (!isPlainWord(argument.written)) {
      const message = `\`${name.name}\` is used as a name in the template; ${expected.what} is expected here.`;
      report(argument.environment, at, argument.written.node, { rule: 'unknown-name', message });
      return undefined;
    }
    return resolve(
      argument.environment,
      at,
      { name: argument.written.name, node: argument.written.nameNode },
      expected,
    );
  }
  const scope = env.run.scopeOf(env.file);
  const found = scope.names.get(name.name)?.declared;
  if (found === undefined) {
    reportUnknown(
      env,
      at,
      name,
      expected,
      [...scope.names].filter(([, one]) => expected.accepts(one.declared)).map(([key]) => key),
    );
    return undefined;
  }
  occur(env, found, name.node);
  if (expected.accepts(found)) return found;
  report(env, at, name.node, {
    rule: 'unknown-name',
    message: `\`${name.name}\` is ${whatItIs(found)}; ${expected.what} is expected here.`,
  });
  return undefined;
}

/** Resolves a name and makes it a reference with an id of its own. */
export function reference(env: Environment, id: Id, name: Used | undefined, expected: Expected): Reference | undefined {
  if (name === undefined) return undefined;
  const declared = resolve(env, anchor(env, id, name.node), name, expected);
  return declared === undefined ? undefined : { id, to: env.run.idOf(declared) };
}

/** Records that a name is used at a place. */
export function occur(env: Environment, declared: Declared, node: CstNode | undefined): void {
  if (node !== undefined) env.run.occurrences.push({ declared, uri: env.file.uri, node, role: 'reference' });
}

/** Says that a word is not known (`nothing`: in which words), with the nearest one that is. `isClosed`: nobody can declare more of them. */
export function reportUnknown(
  env: Environment,
  at: Id,
  name: Used,
  expected: { readonly what: string; readonly nothing?: string; readonly isClosed?: true },
  candidates: readonly string[],
): void {
  const meant = nearest(name.name, candidates);
  const hint = meant === undefined ? `; ${expected.what} is expected here.` : `; did you mean \`${meant}\`?`;
  const isSafe = expected.isClosed === true && meant !== undefined && isSlip(name.name, meant);
  const fixes = replacement(env, at, name.node, meant, isSafe);
  report(env, at, name.node, {
    rule: 'unknown-name',
    message: `${expected.nothing ?? 'Nothing here is called'} \`${name.name}\`${hint}`,
    fixes,
  });
}
