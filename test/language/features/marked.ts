/**
 * Texts with marks for tests of features: `‸` is the cursor, `⟦…⟧` a range, `⟦name:…⟧` a named one.
 *
 * `snapshotOf` analyses such a text with all other files of the test in memory.
 */
import type { Position, Range } from 'vscode-languageserver-types';
import { positionAt, rangeOf, type Snapshot } from '../../../language/features/snapshot.js';
import type { FileSource } from '../../../language/server/file-source.js';
import { Project } from '../../../language/server/project.js';

export interface Marked {
  readonly text: string;
  /** Offsets of `‸`, in order. */
  readonly cursors: readonly number[];
  /** Marked stretches by name, unnamed ones as `''`; outer before inner. */
  readonly ranges: readonly { readonly name: string; readonly offset: number; readonly length: number }[];
}

/** Takes the marks out of a text. */
export function unmarked(source: string): Marked {
  let text = '';
  const cursors: number[] = [];
  const ranges: { name: string; offset: number; length: number }[] = [];
  const open: { name: string; offset: number; length: number }[] = [];
  for (let i = 0; i < source.length; i++) {
    const character = source[i] ?? '';
    if (character === '‸') cursors.push(text.length);
    else if (character === '⟦') {
      const name = /^([a-z][a-z0-9-]*):/u.exec(source.slice(i + 1))?.[1];
      const range = { name: name ?? '', offset: text.length, length: 0 };
      ranges.push(range);
      open.push(range);
      if (name !== undefined) i += name.length + 1;
    } else if (character === '⟧') {
      const range = open.pop();
      if (range !== undefined) range.length = text.length - range.offset;
    } else text += character;
  }
  return { text, cursors, ranges };
}

/** A snapshot of a marked text, with its marks as positions. */
export interface MarkedSnapshot {
  readonly snapshot: Snapshot;
  readonly project: Project;
  /** The first cursor. */
  readonly cursor: Position;
  readonly cursors: readonly Position[];
  /** Ranges of a name, or the unnamed ones. */
  ranges(name?: string): readonly Range[];
}

const folder = 'file:///work';

/** URI of a file of the test. */
export const uriOf = (name: string): string => `${folder}/${name}`;

/** Files of a test that are not open. */
function inMemory(others: Readonly<Record<string, string>>): FileSource {
  const texts = new Map(Object.entries(others).map(([name, text]) => [uriOf(name), text]));
  return {
    read: (path) => texts.get(path),
    list: async () => [...texts.keys()].filter((path) => path.endsWith('.sysdesign')),
    forget: () => undefined,
  };
}

/** Analyses a marked text as `main.sysdesign`, open, beside files that are not. */
export async function snapshotOf(
  source: string,
  others: Readonly<Record<string, string>> = {},
): Promise<MarkedSnapshot> {
  const { text, cursors, ranges } = unmarked(source);
  const project = new Project(inMemory(others));
  project.set({ uri: uriOf('main.sysdesign'), version: 1, text });
  await project.setFolders([folder]);
  const snapshot = project.snapshot(uriOf('main.sysdesign'));
  if (snapshot === undefined) throw new Error('the document of the test is not there');
  const positions = cursors.map((offset) => positionAt(snapshot.file, offset));
  return {
    snapshot,
    project,
    cursor: positions[0] ?? { line: 0, character: 0 },
    cursors: positions,
    ranges: (name = '') =>
      ranges.filter((one) => one.name === name).map(({ offset, length }) => rangeOf(snapshot.file, offset, length)),
  };
}
