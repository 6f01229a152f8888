/** From parts of a design to their text and back, for pictures beside the editor. */
import type { Position, Range } from 'vscode-languageserver-types';
import type { Span } from '../findings/positioned.js';
import { describe, partAt as partRequest, placeOf as placeRequest } from '../protocol.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { Feature } from './feature.js';
import { hoverAt } from './hover/hover.js';
import { offsetAt, positionAt, rangeOf, type Snapshot } from './snapshot.js';

/** Where a part is stated: its name, or what stands for it. Parts of parts that are written nowhere fall back to these. */
export function placeOf({ report, address }: Snapshot, id: string): { uri: string; range: Range } | undefined {
  const origin = report.origins.nearest(id);
  const file = origin === undefined ? undefined : report.workspace.files.get(origin.uri);
  if (origin === undefined || file === undefined) return undefined;
  return { uri: address(origin.uri), range: rangeOf(file, origin.focus.offset, origin.focus.length) };
}

/** Id of the narrowest part at a position. */
export function partAt({ file, report }: Snapshot, position: Position): string | undefined {
  return report.origins.at(file.uri, offsetAt(file, position));
}

/** What a hover over the name of a part says. */
export function description(snapshot: Snapshot, id: string): string | undefined {
  const origin = snapshot.report.origins.nearest(id);
  const file = origin === undefined ? undefined : snapshot.report.workspace.files.get(origin.uri);
  if (origin === undefined || file === undefined) return undefined;
  const contents = hoverAt({ ...snapshot, file }, positionAt(file, nameIn(snapshot, file, origin.focus)))?.contents;
  return contents !== undefined && typeof contents === 'object' && 'value' in contents ? contents.value : undefined;
}

/** The first name in what is underlined for a part, `accounts` in `database accounts : postgres`; else its first word. */
function nameIn({ report }: Snapshot, file: SourceFile, { offset, length }: Span): number {
  const words = [...file.text.slice(offset, offset + length).matchAll(/[\w-]+/gu)].map(({ index }) => offset + index);
  return words.find((at) => report.occurrences.at(file.uri, at) !== undefined) ?? words[0] ?? offset;
}

export const placesFeature: Feature = {
  capabilities: {},
  register(connection, { snapshot }) {
    const about = <R>(uri: string, answer: (of: Snapshot) => R | undefined): R | null => {
      const found = snapshot(uri);
      return found === undefined ? null : (answer(found) ?? null);
    };
    connection.onRequest(placeRequest, ({ uri, id }) => about(uri, (of) => placeOf(of, id)));
    connection.onRequest(partRequest, ({ uri, position }) =>
      about(uri, (of) => {
        const id = partAt(of, position);
        return id === undefined ? undefined : { id };
      }),
    );
    connection.onRequest(describe, ({ uri, id }) =>
      about(uri, (of) => {
        const markdown = description(of, id);
        return markdown === undefined ? undefined : { markdown };
      }),
    );
  },
};
