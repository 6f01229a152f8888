/**
 * One lowering: the syntax of a workspace becomes one design.
 *
 * `language/lower` reads syntax trees and writes the IR; it never throws on any tree. Whatever cannot be understood is
 * left out of the design and has a finding. Each declaration is lowered by one function of one file; this file holds
 * what they share.
 */
import type { CstNode } from 'langium';
import type { Id, Provenance } from '../../analyzer/design/design.js';
import type { Fix, Severity } from '../../analyzer/rules/rule.js';
import { type Anchor, focusOf, spanOf } from '../findings/origins.js';
import type { LocatedFinding, Span } from '../findings/positioned.js';
import type { Declared } from '../link/declared.js';
import type { Occurrence } from '../link/occurrences.js';
import type { FileScope } from '../link/scope.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Override, OverrideProblems } from './override.js';
import type { Written } from './written.js';

/** State of one lowering. */
export interface Run {
  readonly workspace: Workspace;
  readonly findings: LocatedFinding[];
  readonly anchors: Map<Id, Anchor>;
  readonly occurrences: Occurrence[];
  readonly overrides: readonly Override[];
  readonly overrideProblems: OverrideProblems;
  scopeOf(file: SourceFile): FileScope;
  /** The id of a declaration; asking for it makes the declaration part of the design. */
  idOf(declared: Declared): Id;
}

/** An argument of a template, with the place it was written in. `undefined` value: a template looked at by itself. */
export interface Argument {
  readonly parameter: Declared;
  readonly written?: Written;
  readonly environment: Environment;
}

/** Where the lowered text stands. */
export interface Environment {
  readonly run: Run;
  readonly file: SourceFile;
  readonly provenance: Provenance;
  /** Parameters of the template the text stands in. */
  readonly arguments?: ReadonlyMap<string, Argument>;
  /** Component that uses the template. */
  readonly use?: Id;
}

/** What a finding says besides its place. */
export interface Said {
  readonly rule: 'unknown-name' | 'unit-mismatch' | 'contradiction' | 'syntax' | 'import';
  readonly message: string;
  readonly severity?: Severity;
  readonly help?: string;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly { readonly at: Id; readonly message: string; readonly span: Span }[];
}

/** Records a finding at a syntax node; without one (text still missing) at the part `at` itself. */
export function report(env: Environment, at: Id, node: CstNode | undefined, said: Said): void {
  const anchor = env.run.anchors.get(at);
  const span = node === undefined ? fallback(env, anchor) : spanOf(env.file.uri, node);
  const user = env.use === undefined ? undefined : env.run.anchors.get(env.use);
  const used =
    user === undefined || env.use === undefined
      ? []
      : [{ at: env.use, message: `Used here by \`${env.use}\`.`, span: focusOf(user) }];
  env.run.findings.push({
    rule: said.rule,
    severity: said.severity ?? 'error',
    at,
    message: said.message,
    ...(said.help === undefined ? {} : { help: said.help }),
    fixes: said.fixes ?? [],
    related: [...(said.related ?? []), ...used],
    span,
  });
}

function fallback(env: Environment, anchor: Anchor | undefined): Span {
  return anchor === undefined ? { uri: env.file.uri, offset: 0, length: 0 } : focusOf(anchor);
}

/** Registers where an id was written. The first place of an id stays. Returns the id. */
export function anchor(
  env: Environment,
  id: Id,
  node: CstNode | undefined,
  more: Omit<Anchor, 'uri' | 'node' | 'use'> = {},
): Id {
  if (node === undefined || env.run.anchors.has(id)) return id;
  const { uri } = env.file;
  env.run.anchors.set(id, env.use === undefined ? { uri, node, ...more } : { uri, node, ...more, use: env.use });
  return id;
}

/** An id whose place is exactly `node`: `at` itself if it is, else one below it. */
export function placeId(env: Environment, at: Id, node: CstNode): Id {
  const isOwn = (id: Id): boolean => {
    const known = env.run.anchors.get(id);
    return known?.node === node && known.until === undefined;
  };
  if (isOwn(at)) return at;
  const wanted = `${at}@${node.offset}`;
  return isOwn(wanted) ? wanted : anchor(env, freshId(env, wanted), node);
}

/** The fix that writes another text in the place of a node; none when either is missing. */
export function replacement(
  env: Environment,
  at: Id,
  node: CstNode | undefined,
  text: string | undefined,
  isSafe = false,
): readonly Fix[] {
  if (node === undefined || text === undefined) return [];
  return [
    {
      title: `Change to \`${text}\``,
      edits: [{ kind: 'replace', at: placeId(env, at, node), text }],
      ...(isSafe ? { isSafe } : {}),
    },
  ];
}

/** An id nobody has yet: the wanted one, or with `#2`, `#3` … behind it. */
export function freshId(env: Environment, wanted: Id): Id {
  if (!env.run.anchors.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!env.run.anchors.has(`${wanted}#${n}`)) return `${wanted}#${n}`;
}
