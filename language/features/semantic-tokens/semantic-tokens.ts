import { CstUtils, isLeafCstNode } from 'langium';
import type { SemanticTokensDeltaParams, SemanticTokensParams, SemanticTokensRangeParams } from 'vscode-languageserver';
import { SemanticTokensBuilder } from 'vscode-languageserver';
import { SemanticTokenTypes } from 'vscode-languageserver-types';
import type { Occurrence } from '../../link/occurrences.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Feature } from '../feature.js';
import { offsetAt, positionAt, type Snapshot } from '../snapshot.js';
import { classify } from './classify.js';
import { type SemanticToken, tokenModifiers, tokenTypes } from './legend.js';

/** Every coloured stretch of a document between two offsets, in the order of the text; none overlaps another. */
export function semanticTokens({ file, report }: Snapshot, from = 0, to = file.text.length): readonly SemanticToken[] {
  const names = new Map<number, Occurrence>(report.occurrences.in(file.uri).map((one) => [one.node.offset, one]));
  const found: SemanticToken[] = [];
  for (const item of file.parsed.model.items) {
    const node = item.$cstNode;
    if (node === undefined || node.end < from || node.offset > to) continue;
    for (const leaf of CstUtils.streamCst(node)) {
      if (!isLeafCstNode(leaf) || leaf.hidden || leaf.end < from || leaf.offset > to) continue;
      const occurrence = names.get(leaf.offset);
      found.push(...classify(leaf, occurrence?.node.length === leaf.length ? occurrence : undefined));
    }
  }
  found.push(...comments(file, from, to));
  found.sort((a, b) => a.offset - b.offset);
  let end = -1;
  return found.filter((one) => {
    const isApart = one.offset >= end;
    if (isApart) end = one.offset + one.length;
    return isApart;
  });
}

/** Comments line by line: a token may not go on to the next line. */
function comments(file: SourceFile, from: number, to: number): SemanticToken[] {
  return file.parsed.comments
    .filter(({ offset, length }) => offset + length >= from && offset <= to)
    .flatMap(({ offset, text }) =>
      [...text.matchAll(/[^\r\n]+/gu)].map(
        (line): SemanticToken => ({
          offset: offset + line.index,
          length: line[0].length,
          type: SemanticTokenTypes.comment,
          modifiers: [],
        }),
      ),
    );
}

const typeIndex = new Map<string, number>(tokenTypes.map((type, i) => [type, i]));
const modifierBit = new Map<string, number>(tokenModifiers.map((modifier, i) => [modifier, 1 << i]));

function push(builder: SemanticTokensBuilder, file: SourceFile, tokens: readonly SemanticToken[]): void {
  for (const { offset, length, type, modifiers } of tokens) {
    const { line, character } = positionAt(file, offset);
    const bits = modifiers.reduce((sum, one) => sum | (modifierBit.get(one) ?? 0), 0);
    builder.push(line, character, length, typeIndex.get(type) ?? 0, bits);
  }
}

/** Documents whose last answer is kept, so that the next one can be told as a difference. */
const MOST_KEPT = 50;

export const semanticTokensFeature: Feature = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      full: { delta: true },
      range: true,
    },
  },
  register(connection, context) {
    const builders = new Map<string, SemanticTokensBuilder>();
    const builderOf = (uri: string): SemanticTokensBuilder => {
      const builder = builders.get(uri) ?? new SemanticTokensBuilder();
      builders.delete(uri);
      builders.set(uri, builder);
      const [oldest] = builders.keys();
      if (builders.size > MOST_KEPT && oldest !== undefined) builders.delete(oldest);
      return builder;
    };
    const { semanticTokens: requests } = connection.languages;
    requests.on(
      context.answer((snapshot, { textDocument }: SemanticTokensParams) => {
        const builder = builderOf(textDocument.uri);
        // Begins anew.
        builder.previousResult('');
        push(builder, snapshot.file, semanticTokens(snapshot));
        return builder.build();
      }) as never,
    );
    requests.onDelta(
      context.answer((snapshot, { textDocument, previousResultId }: SemanticTokensDeltaParams) => {
        const builder = builderOf(textDocument.uri);
        builder.previousResult(previousResultId);
        push(builder, snapshot.file, semanticTokens(snapshot));
        return builder.buildEdits();
      }) as never,
    );
    requests.onRange(
      context.answer((snapshot, { range }: SemanticTokensRangeParams) => {
        const { file } = snapshot;
        const builder = new SemanticTokensBuilder();
        push(builder, file, semanticTokens(snapshot, offsetAt(file, range.start), offsetAt(file, range.end)));
        return builder.build();
      }) as never,
    );
  },
};
