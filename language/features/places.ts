/** From ids of a design to its text and back: how a picture and an editor follow each other. */
import type { Position } from 'vscode-languageserver-types';
import { idsAt as idsAtRequest, placeOf as placeOfRequest, type TextPlace } from '../protocol.js';
import type { Feature } from './feature.js';
import { idOf } from './shown-estimate.js';
import { offsetAt, rangeOfSpan, type Snapshot } from './snapshot.js';

/** Where an id is written, or the nearest part that it belongs to. */
export function placeOf(snapshot: Snapshot, id: string): TextPlace | undefined {
  const origin = snapshot.report.origins.nearest(id);
  const range = origin === undefined ? undefined : rangeOfSpan(snapshot, origin.focus);
  return origin === undefined || range === undefined ? undefined : { uri: snapshot.address(origin.uri), range };
}

/** Ids that a place of one of the design's files is about, the narrowest first. */
export function idsAt(snapshot: Snapshot, uri: string, position: Position): string[] {
  const { workspace, origins, occurrences } = snapshot.report;
  const file = [...workspace.files.values()].find((one) => snapshot.address(one.uri) === uri);
  if (file === undefined) return [];
  const offset = offsetAt(file, position);
  const written = origins.at(file.uri, offset);
  const named = occurrences.at(file.uri, offset)?.declared;
  const meant = named === undefined ? undefined : idOf(snapshot.report, named);
  return [...new Set([written, meant].filter((id) => id !== undefined))];
}

export const placesFeature: Feature = {
  capabilities: {},
  register(connection, { snapshot }) {
    connection.onRequest(placeOfRequest, ({ uri, id }) => {
      const found = snapshot(uri);
      return (found === undefined ? undefined : placeOf(found, id)) ?? null;
    });
    connection.onRequest(idsAtRequest, ({ uri, file, position }) => {
      const found = snapshot(uri);
      return found === undefined ? [] : idsAt(found, file, position);
    });
  },
};
