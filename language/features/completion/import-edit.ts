/** The edit that makes a name of another file visible. */
import { resolvePath } from '../../workspace/path.js';
import type { SourceFile } from '../../workspace/source-file.js';

/** A change of a text at offsets. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/**
 * Adds a name to the import of the file at `path`, or such an import below the others. `text` may be newer than `file`;
 * what does not fit it any more gives an import of its own at the beginning.
 */
export function importEdit(file: SourceFile, text: string, name: string, path: string): TextChange {
  const isCurrent = file.text === text;
  const imports = isCurrent ? file.parsed.model.items.filter((item) => item.$type === 'Import') : [];
  const target = resolvePath(file.uri, path);
  const same = imports.find(
    (item) => item.names.length > 0 && item.path !== undefined && resolvePath(file.uri, item.path) === target,
  );
  const last = same?.names.at(-1)?.$cstNode;
  if (last !== undefined) return { offset: last.end, length: 0, text: `, ${name}` };
  const line = `import { ${name} } from "${path}"`;
  const above =
    imports.at(-1) ?? (isCurrent ? file.parsed.model.items.find((item) => item.$type === 'Header') : undefined);
  const node = above?.$cstNode;
  if (node !== undefined) return { offset: node.end, length: 0, text: `\n${line}` };
  const start = /\S/u.exec(text)?.index ?? text.length;
  return { offset: start, length: 0, text: `${line}\n` };
}
