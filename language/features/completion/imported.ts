/** Files that an import may name. */

import { unquote } from '../../syntax/text-converter.js';
import type { Token } from '../../syntax/token.js';
import { resolvePath } from '../../workspace/path.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Snapshot } from '../snapshot.js';
import { reaches, relativePath } from './names.js';

/** The file that the import behind a cursor names. */
export function reachedFile(following: readonly Token[], { file, others, report }: Snapshot): SourceFile | undefined {
  const from = following.findIndex(({ image }) => image === 'from');
  const path = following[from + 1];
  if (from < 0 || path?.tokenType.name !== 'STRING') return undefined;
  const target = resolvePath(file.uri, unquote(path.image));
  return report.workspace.files.get(target) ?? others().find(({ uri }) => uri === target);
}

/** Paths of the files that may be imported, as an import says them; those that would close a circle are left out. */
export function importPaths({ file, others }: Snapshot): readonly string[] {
  const files = others();
  return files
    .filter((one) => !reaches(one, file.uri, files))
    .flatMap((one) => relativePath(file.uri, one.uri) ?? [])
    .sort();
}
