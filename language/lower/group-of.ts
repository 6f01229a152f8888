/** The group a declaration is drawn in. */
import type { Declared } from '../link/declared.js';
import type { Run } from './run.js';

/** A second declaration of a name already taken in its file; it stays out of the design. */
export function isDuplicate(run: Run, declared: Declared): boolean {
  const file = run.workspace.files.get(declared.uri);
  return declared.name !== '' && file?.declarations.byName.get(declared.name) !== declared;
}

/** The id of the innermost enclosing group that is part of the design. */
export function groupOf(run: Run, declared: Declared): string | undefined {
  let group = enclosing(declared);
  while (group !== undefined && isDuplicate(run, group)) group = enclosing(group);
  return group === undefined ? undefined : run.idOf(group);
}

function enclosing(declared: Declared): Declared | undefined {
  return declared.kind === 'component' || declared.kind === 'group' ? declared.group : undefined;
}
