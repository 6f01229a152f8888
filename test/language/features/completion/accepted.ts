/** Whether what completion offers may be inserted: judged by the parser itself, not by completion's own walk. */
import { completionsAt } from '../../../../language/features/completion/completion.js';
import { plainText } from '../../../../language/features/completion/snippet.js';
import type { Snapshot } from '../../../../language/features/snapshot.js';
import { syntaxServices } from '../../../../language/syntax/services.js';

/** The token at which the parser stops before the end of a text; `undefined` when it only wants more. */
export function stopsAt(text: string): string | undefined {
  // With a rule named, this is the bare parser: no spans, no recovery.
  const { parserErrors } = syntaxServices().parser.LangiumParser.parse(text, { rule: 'Model' });
  const token = parserErrors[0]?.token;
  return token === undefined || Number.isNaN(token.startOffset) || token.tokenType.name === 'EOF'
    ? undefined
    : `${token.image}@${token.startOffset}`;
}

/**
 * What is wrong with accepting each completion at an offset: the text up to the end of what was inserted must be the
 * beginning of a design. `chosen` picks some of many.
 */
export function refused(snapshot: Snapshot, offset: number, chosen: (index: number) => boolean = () => true): string[] {
  const { text } = snapshot.file;
  const items = snapshot.file.parsed.model.items.filter(({ $cstNode }) => ($cstNode?.offset ?? 0) < offset);
  const from = items.at(-1)?.$cstNode?.offset ?? 0;
  const problems: string[] = [];
  for (const [i, { chosen: item, start, end }] of completionsAt(snapshot, {
    text,
    offset,
    hasSnippets: false,
  }).entries()) {
    if (!chosen(i)) continue;
    const before = text.slice(Math.min(from, start), start);
    if (stopsAt(before.replace(/[\p{L}_][\p{L}\p{N}_]*\s*$/u, '')) !== undefined) continue;
    // A first hop is one only before its arrow.
    const arrow = /^\s*->/u.exec(text.slice(end))?.[0] ?? '';
    const inserted = plainText(item.insert);
    const stop = stopsAt(before + inserted) && stopsAt(before + inserted + arrow);
    if (stop !== undefined)
      problems.push(`${item.label} at ${offset}: stops at ${stop} of …${(before + inserted).slice(-70)}`);
  }
  return problems;
}
