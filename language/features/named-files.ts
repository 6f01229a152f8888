/** Files that a design names: imports and measurements. */
import { AstUtils, type CstNode } from 'langium';
import type * as ast from '../generated/ast.js';
import { propertyNode } from '../link/property.js';
import { resolvePath } from '../workspace/path.js';
import type { SourceFile } from '../workspace/source-file.js';

/** A text in quotation marks that names a file. */
export interface NamedFile {
  readonly kind: 'import' | 'measurements';
  /** The text with its quotation marks. */
  readonly node: CstNode;
  /** As written: relative to the file it stands in. */
  readonly written: string;
  /** Normalised path. */
  readonly path: string;
}

/** Laws and curves that are read from a file. */
const readers: ReadonlySet<string> = new Set(['empirical', 'usl']);

/** The files named in a text, in its order, whether they exist or not. */
export function namedFiles(file: SourceFile): readonly NamedFile[] {
  const found: NamedFile[] = [];
  const add = (kind: NamedFile['kind'], node: CstNode | undefined, written: string | undefined): void => {
    if (node !== undefined && written !== undefined && written !== '')
      found.push({ kind, node, written, path: resolvePath(file.uri, written) });
  };
  for (const item of file.parsed.model.items) {
    if (item.$type === 'Import') {
      add('import', propertyNode(item.$cstNode, 'path'), item.path);
      continue;
    }
    for (const node of AstUtils.streamAst(item)) {
      if (node.$type !== 'WordValue') continue;
      const value = node as ast.WordValue;
      if (!readers.has(value.word ?? '')) continue;
      if (value.text !== undefined) add('measurements', propertyNode(value.$cstNode, 'text'), value.text);
      const [first] = value.arguments;
      if (first?.$type === 'TextValue') add('measurements', first.$cstNode, first.text);
    }
  }
  return found;
}
