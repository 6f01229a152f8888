/** Which clause counts: of one layer the first, of several layers the innermost. */
import type { Id } from '../../analyzer/design/design.js';
import type * as ast from '../generated/ast.js';
import { settingFor } from '../link/vocabulary.js';
import { type RawSetting, rawSettings } from './raw-setting.js';
import { anchor, type Environment } from './run.js';
import { namesFor, reportTwice } from './setting.js';
import type { Layer } from './template.js';

/** Clauses that stand at most once, by their node type. */
export type Single = Exclude<ast.Clause, ast.Setting | ast.Holds | ast.IndexClause>;

export interface Placed<T> {
  readonly env: Environment;
  readonly clause: T;
}

/** The clauses of a component after its templates. */
export interface Slots {
  readonly single: ReadonlyMap<Single['$type'], Placed<Single>>;
  readonly holds: readonly Placed<ast.Holds>[];
  readonly indexes: readonly Placed<ast.IndexClause>[];
  /** Settings layer by layer, outermost first; those a later layer sets again are left out. */
  readonly settings: readonly { readonly env: Environment; readonly raws: readonly RawSetting[] }[];
}

/** Merges layers. A clause written twice in one layer is a contradiction; a later layer replaces silently. */
export function slots(id: Id, kind: string, layers: readonly Layer[]): Slots {
  const single = new Map<Single['$type'], Placed<Single>>();
  const holds: Placed<ast.Holds>[] = [];
  const indexes: Placed<ast.IndexClause>[] = [];
  const settings: { env: Environment; raws: readonly RawSetting[] }[] = [];
  for (const { env, clauses } of layers) {
    const own = new Map<Single['$type'], Single>();
    for (const clause of clauses) {
      if (clause.$type === 'Setting') continue;
      if (clause.$type === 'Holds') holds.push({ env, clause });
      else if (clause.$type === 'IndexClause') indexes.push({ env, clause });
      else {
        const before = own.get(clause.$type);
        if (before === undefined) own.set(clause.$type, clause);
        else {
          const name = clause.$cstNode?.text.match(/^\w+/u)?.[0] ?? clause.$type;
          const again = anchor(env, `${id}.${name}@${clause.$cstNode?.offset ?? 0}`, clause.$cstNode);
          reportTwice(env, again, id, name, clause.$cstNode, before.$cstNode);
        }
      }
    }
    for (const [type, clause] of own) single.set(type, { env, clause });
    const raws = rawSettings(env, id, clauses, namesFor(env, kind));
    const names = new Set(raws.map((raw) => raw.name));
    for (const layer of settings)
      layer.raws = layer.raws.filter((raw) => !names.has(raw.name) || settingFor(kind, raw.name) === undefined);
    settings.push({ env, raws });
  }
  return { single, holds, indexes, settings };
}
