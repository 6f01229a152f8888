/** Clauses given from outside for one reading of a design: `--set chat.instances=20`. */
import type { Id } from '../../analyzer/design/design.js';
import type { LocatedFinding } from '../findings/positioned.js';
import type * as ast from '../generated/ast.js';
import { type SourceFile, sourceFile } from '../workspace/source-file.js';
import type { Environment } from './run.js';
import type { Layer } from './template.js';

/** A clause of a component that stands before all that its own text and its templates say. */
export interface Override {
  readonly component: Id;
  /** As it would stand in the component: `instances 20`, `replicas 5`. */
  readonly clause: string;
}

/** What became of overrides: by their place in the list the problems of each; `undefined` where no component took it. */
export type OverrideProblems = (readonly LocatedFinding[] | undefined)[];

/**
 * The layers of a component's overrides, in their order. Each is read as if it stood in the component's file, by the same
 * code, so that every check of the language holds for it; its problems are kept apart, because no file has its text.
 */
export function overrideLayers(env: Environment, id: Id, kind: string): readonly Layer[] {
  const { overrides, overrideProblems, anchors } = env.run;
  return overrides.flatMap(({ component, clause }, index) => {
    if (component !== id) return [];
    const findings: LocatedFinding[] = [];
    overrideProblems[index] = findings;
    const file = sourceFile(`--set ${component}`, `${kind} it { ${clause} }`);
    const [item, ...others] = file.parsed.model.items;
    const [error] = file.parsed.errors;
    if (error !== undefined || item?.$type !== 'Component' || others.length > 0) {
      findings.push(unreadable(file, error?.message));
      return [];
    }
    const run = {
      ...env.run,
      findings,
      anchors: new Map(anchors),
      occurrences: [],
      scopeOf: () => env.run.scopeOf(env.file),
    };
    return [{ env: { ...env, file, run }, clauses: (item as ast.Component).clauses }];
  });
}

function unreadable(file: SourceFile, message = 'It is more than one clause.'): LocatedFinding {
  const span = { uri: file.uri, offset: 0, length: 0 };
  return { rule: 'syntax', severity: 'error', at: '', message, related: [], fixes: [], span };
}
