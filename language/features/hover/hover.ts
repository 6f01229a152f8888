/** Hover: what the analysis knows of the word under the pointer. */
import type { Hover, Position } from 'vscode-languageserver-types';
import type { Feature } from '../feature.js';
import { shownEstimate } from '../shown-estimate.js';
import { offsetAt, rangeOf, type Snapshot } from '../snapshot.js';
import { declaredHover } from './declared.js';
import { type Subject, subjectAt } from './subject.js';
import { suppressionHover } from './suppression.js';
import { wordHover } from './word.js';

/** Hover at a position as Markdown; `undefined` where there is nothing to say. */
export function hoverAt(snapshot: Snapshot, position: Position): Hover | undefined {
  const subject = subjectAt(snapshot, offsetAt(snapshot.file, position));
  const value = subject === undefined ? undefined : markdownOf(subject, snapshot);
  if (subject === undefined || value === undefined || value === '') return undefined;
  return { contents: { kind: 'markdown', value }, range: rangeOf(snapshot.file, subject.offset, subject.length) };
}

function markdownOf(subject: Subject, snapshot: Snapshot): string | undefined {
  switch (subject.kind) {
    case 'suppression':
      return suppressionHover(subject.of, snapshot);
    case 'name':
      return declaredHover(subject.of.declared, shownEstimate(snapshot));
    case 'word':
      return wordHover(subject, snapshot, shownEstimate(snapshot));
  }
}

export const hoverFeature: Feature = {
  capabilities: { hoverProvider: true },
  register(connection, { answer }) {
    connection.onHover(answer((snapshot, { position }) => hoverAt(snapshot, position)));
  },
};
