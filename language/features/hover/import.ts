/** An imported file: where it is, and what it declares. */
import type * as ast from '../../generated/ast.js';
import type { Declared } from '../../link/declared.js';
import { code, list, paragraphs, plain } from '../../markdown.js';
import type { Snapshot } from '../snapshot.js';

/** Names of one kind that are listed. */
const most = 12;

/** Markdown about the file that an import names; nothing when it could not be loaded. */
export function importHover(node: ast.Import, { file, report }: Snapshot): string | undefined {
  const target = report.workspace.imports.get(file)?.find((edge) => edge.node === node)?.target;
  if (target === undefined) return undefined;
  const byKind = new Map<string, string[]>();
  for (const declared of target.declarations.byName.values()) {
    const kind = kindOf(declared);
    byKind.set(kind, [...(byKind.get(kind) ?? []), declared.name]);
  }
  const lines = [...byKind].map(([kind, names]) => {
    const more = names.length > most ? ` and ${names.length - most} more` : '';
    return `${plain(kind)} ${names.slice(0, most).map(code).join(', ')}${more}`;
  });
  return paragraphs(
    `**file** ${code(target.uri.slice(target.uri.lastIndexOf('/') + 1))}`,
    lines.length === 0 ? 'It declares nothing.' : list(lines),
  );
}

function kindOf(declared: Declared): string {
  return declared.kind === 'component' ? declared.node.kind.replaceAll('_', ' ') : declared.kind;
}
