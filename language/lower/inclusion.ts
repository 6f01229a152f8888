/**
 * Which declarations belong to a design, and under which ids.
 *
 * A file's own declarations belong to it, and those of files it imports whole. Of selective imports only what is named
 * belongs, and what that needs in turn: asking for the id of a declaration includes it.
 */
import type { Id } from '../../analyzer/design/design.js';
import type { Declared } from '../link/declared.js';
import type { FileScope } from '../link/scope.js';
import { baseName } from '../workspace/path.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { Workspace } from '../workspace/workspace.js';

export interface Inclusion {
  /** Files that belong as a whole, the entry first. */
  readonly whole: readonly SourceFile[];
  idOf(declared: Declared): Id;
  has(declared: Declared): boolean;
  /** The next declaration that was included and not yet taken. */
  take(): Declared | undefined;
  /** Everything included, in the order of files and of their texts. */
  ordered(): readonly Declared[];
}

/** Starts with everything the entry declares or imports. */
export function inclusion(workspace: Workspace, scope: FileScope): Inclusion {
  const ids = new Map<Declared, Id>();
  const taken = new Set<Id>();
  const queue: Declared[] = [];
  const visible = new Map<Declared, string>();
  for (const [name, one] of scope.names) if (!visible.has(one.declared)) visible.set(one.declared, name);

  const idOf = (declared: Declared): Id => {
    const known = ids.get(declared);
    if (known !== undefined) return known;
    const wanted = visible.get(declared) ?? nameFor(declared);
    const id = free(taken, wanted, `${wanted}@${baseName(declared.uri)}`);
    taken.add(id);
    ids.set(declared, id);
    queue.push(declared);
    return id;
  };

  const whole = wholeFiles(workspace);
  for (const file of whole)
    for (const declared of file.declarations.byNode.values()) if (isPart(declared)) idOf(declared);
  for (const one of scope.names.values())
    if (isPart(one.declared) && isNamedImport(one.declared, whole)) idOf(one.declared);

  return {
    whole,
    idOf,
    has: (declared) => ids.has(declared),
    take: () => queue.shift(),
    ordered() {
      const order = new Map<Declared, number>();
      for (const file of workspace.files.values())
        for (const declared of file.declarations.byNode.values()) order.set(declared, order.size);
      return [...ids.keys()].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    },
  };
}

/** Templates, their parameters and zones are no parts of their own. */
function isPart(declared: Declared): boolean {
  return (
    declared.kind !== 'template' &&
    declared.kind !== 'parameter' &&
    declared.kind !== 'zone' &&
    (declared.name !== '' || isUntitled(declared))
  );
}

function isUntitled(declared: Declared): boolean {
  return declared.kind === 'scenario' || declared.kind === 'diagram';
}

/** A scenario or diagram without a name is called after its title: `the_leader_dies`. */
function nameFor(declared: Declared): string {
  if (declared.name !== '' || (declared.kind !== 'scenario' && declared.kind !== 'diagram')) return declared.name;
  const slug = (declared.node.title ?? '')
    .toLowerCase()
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '');
  return slug === '' ? declared.kind : slug;
}

function free(taken: ReadonlySet<Id>, wanted: Id, otherwise: Id): Id {
  if (!taken.has(wanted)) return wanted;
  if (wanted !== otherwise && !taken.has(otherwise)) return otherwise;
  for (let n = 2; ; n++) if (!taken.has(`${wanted}#${n}`)) return `${wanted}#${n}`;
}

function isNamedImport(declared: Declared, whole: readonly SourceFile[]): boolean {
  return !whole.some((file) => file.uri === declared.uri);
}

function wholeFiles(workspace: Workspace): SourceFile[] {
  const found = new Set<SourceFile>();
  const visit = (file: SourceFile): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const { node, target } of workspace.imports.get(file) ?? [])
      if (target !== undefined && node.names.length === 0) visit(target);
  };
  visit(workspace.entry);
  return [...found];
}
