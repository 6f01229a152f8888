import type { FoldingRangeParams } from 'vscode-languageserver';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import { syntaxServices } from '../syntax/services.js';
import { SpanLexer } from '../syntax/span-lexer.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { Feature } from './feature.js';
import { positionAt } from './snapshot.js';

/** Blocks, comments, runs of comments and of imports, and what stands between `// region` and `// endregion`. */
export function foldingRanges(file: SourceFile): readonly FoldingRange[] {
  const found = [...blocks(file), ...imports(file), ...comments(file)];
  return found
    .filter(({ startLine, endLine }) => endLine > startLine)
    .sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

/** Pairs of braces, whatever else is wrong in the text; the line of the closing one stays visible. */
function blocks(file: SourceFile): FoldingRange[] {
  const lexer = syntaxServices().parser.Lexer;
  if (!(lexer instanceof SpanLexer)) return [];
  const found: FoldingRange[] = [];
  const open: number[] = [];
  for (const token of lexer.read(file.text).tokens) {
    if (token.image === '{') open.push(token.startOffset);
    if (token.image !== '}') continue;
    const from = open.pop();
    if (from === undefined) continue;
    const start = positionAt(file, from);
    const end = positionAt(file, token.startOffset);
    found.push({ startLine: start.line, endLine: isFirst(file, token.startOffset) ? end.line - 1 : end.line });
  }
  return found;
}

function isFirst(file: SourceFile, offset: number): boolean {
  const { line } = positionAt(file, offset);
  return file.text.slice(file.lines.starts[line], offset).trim() === '';
}

/** Imports that follow one another. */
function imports(file: SourceFile): FoldingRange[] {
  const found: FoldingRange[] = [];
  let run: FoldingRange | undefined;
  for (const { $type, $cstNode: node } of file.parsed.model.items) {
    if ($type !== 'Import' || node === undefined) {
      run = undefined;
      continue;
    }
    const endLine = positionAt(file, node.end).line;
    if (run === undefined) {
      run = { startLine: positionAt(file, node.offset).line, endLine, kind: FoldingRangeKind.Imports };
      found.push(run);
    } else run.endLine = endLine;
  }
  return found;
}

const opening = /^\/\/\s*#?region\b/u;
const closing = /^\/\/\s*#?endregion\b/u;

/** Comments over several lines, comments on lines of their own below one another, and marked regions. */
function comments(file: SourceFile): FoldingRange[] {
  const found: FoldingRange[] = [];
  const regions: number[] = [];
  let run: FoldingRange | undefined;
  for (const { offset, length, text } of file.parsed.comments) {
    const startLine = positionAt(file, offset).line;
    const endLine = positionAt(file, offset + length).line;
    if (opening.test(text)) {
      regions.push(startLine);
      run = undefined;
    } else if (closing.test(text)) {
      const from = regions.pop();
      if (from !== undefined) found.push({ startLine: from, endLine: startLine, kind: FoldingRangeKind.Region });
      run = undefined;
    } else if (text.startsWith('/*')) {
      found.push({ startLine, endLine, kind: FoldingRangeKind.Comment });
      run = undefined;
    } else if (!isFirst(file, offset)) run = undefined;
    else if (run !== undefined && run.endLine === startLine - 1) run.endLine = startLine;
    else {
      run = { startLine, endLine: startLine, kind: FoldingRangeKind.Comment };
      found.push(run);
    }
  }
  return found;
}

export const foldingRangesFeature: Feature = {
  capabilities: { foldingRangeProvider: true },
  register(connection, context) {
    connection.onFoldingRanges(context.answer(({ file }, _params: FoldingRangeParams) => [...foldingRanges(file)]));
  },
};
