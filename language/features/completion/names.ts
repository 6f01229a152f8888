/** Names that may be written at a cursor: those of the file, what it imports, and what it could import. */
import { type Declared, type DeclaredOf, whatItIs } from '../../link/declared.js';
import { fileScope } from '../../link/scope.js';
import type { Part } from '../../syntax/walk.js';
import { valuesOf, within } from '../../syntax/walk.js';
import { folderOf, resolvePath } from '../../workspace/path.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Snapshot } from '../snapshot.js';

/** A name and what it stands for. */
export interface Named {
  readonly name: string;
  readonly declared: Declared;
  /** Path to import it from, as the import would say it; missing: it can be used as it is. */
  readonly path?: string;
}

export interface Names {
  readonly visible: readonly Named[];
  /** Declared in other files of the open folders. */
  readonly others: readonly Named[];
  get(name: string): Declared | undefined;
}

const made = new WeakMap<Snapshot, Names>();

/** All names of a snapshot. */
export function namesOf(snapshot: Snapshot): Names {
  const known = made.get(snapshot);
  if (known !== undefined) return known;
  const { names } = fileScope(snapshot.report.workspace, snapshot.file);
  const visible = [...names].map(([name, { declared }]) => ({ name, declared }));
  let others: readonly Named[] | undefined;
  const result: Names = {
    visible,
    get others() {
      others ??= importable(snapshot, new Set(names.keys()), new Set(visible.map(({ declared }) => declared.node)));
      return others;
    },
    get: (name) => names.get(name)?.declared,
  };
  made.set(snapshot, result);
  return result;
}

function importable(snapshot: Snapshot, taken: ReadonlySet<string>, known: ReadonlySet<unknown>): readonly Named[] {
  const files = snapshot.others();
  const found: Named[] = [];
  const seen = new Set(taken);
  for (const file of files) {
    if (reaches(file, snapshot.file.uri, files)) continue;
    const path = relativePath(snapshot.file.uri, file.uri);
    if (path === undefined) continue;
    for (const [name, declared] of file.declarations.byName) {
      if (seen.has(name) || known.has(declared.node)) continue;
      seen.add(name);
      found.push({ name, declared, path });
    }
  }
  return found;
}

/** Whether a file imports another, near or far: importing it there would close a cycle. */
export function reaches(file: SourceFile, target: string, files: readonly SourceFile[]): boolean {
  const byPath = new Map(files.map((one) => [one.uri, one]));
  const seen = new Set<string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const item of next.parsed.model.items) {
      if (item.$type !== 'Import' || item.path === undefined) continue;
      const path = resolvePath(next.uri, item.path);
      if (path === target) return true;
      const other = byPath.get(path);
      if (other === undefined || seen.has(path)) continue;
      seen.add(path);
      waiting.push(other);
    }
  }
  return false;
}

/** `./parts/platform.sysdesign`; `undefined` for files of other systems. */
export function relativePath(from: string, to: string): string | undefined {
  const base = folderOf(from).split('/');
  const target = to.split('/');
  if (base[0] !== target[0]) return undefined;
  let shared = 0;
  while (shared < base.length && shared < target.length - 1 && base[shared] === target[shared]) shared++;
  const up = base.slice(shared).map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...target.slice(shared)].join('/');
}

/** What a name is, in a few words: `database · postgres`. */
export function detailOf(declared: Declared): string {
  if (declared.kind !== 'component') return whatItIs(declared).replace(/^an? /u, '');
  const { kind, technology } = declared.node;
  return technology === undefined ? kind : `${kind} · ${technology}`;
}

/** Data that a component stores, caches or carries, by name in its own file. */
export function holdsData(declared: Declared, data: string): boolean {
  return heldBy(declared).includes(data);
}

export function heldBy(declared: Declared): readonly string[] {
  if (declared.kind !== 'component') return [];
  return declared.node.clauses.flatMap((clause) =>
    clause.$type === 'Holds' && clause.verb !== 'watches' ? clause.targets.map((target) => target.$refText) : [],
  );
}

/** Fields that are known of data: of its key, and those counted by `distinct`. */
export function fieldsOf(declared: Declared | undefined): readonly string[] {
  if (declared?.kind !== 'data') return [];
  const found = declared.node.clauses.flatMap((clause) => {
    if (clause.$type === 'Key') return [...clause.fields];
    if (clause.$type !== 'Setting' || clause.name !== 'distinct') return [];
    return clause.values.flatMap((value) =>
      value.$type === 'WordValue' && value.word !== undefined ? [value.word] : [],
    );
  });
  return [...new Set(found)];
}

/** Fields that a component has an index on. */
export function indexedFields(declared: Declared | undefined): readonly string[] {
  if (declared?.kind !== 'component') return [];
  return declared.node.clauses.flatMap((clause) => (clause.$type === 'IndexClause' ? [...clause.fields] : []));
}

/** Parameters of the template that a place is in. */
export function parametersAt(part: Part): readonly string[] {
  const template = within(part, 'Template');
  return template === undefined
    ? []
    : template.parts.filter((one) => one.rule === 'Parameter').flatMap((one) => valuesOf(one, 'name'));
}

/** The technology behind a word that is one or a template of one; `undefined` while it is not known. */
export function technologyBehind(word: string | undefined, names: Names, left = 8): string | undefined {
  if (word === undefined || left === 0) return undefined;
  const declared = names.get(word);
  if (declared?.kind !== 'template') return word;
  return technologyBehind((declared as DeclaredOf<'template'>).node.technology, names, left - 1);
}
