/** Values of terminals as the tree holds them: texts without quotes and escapes, everything else as written. */
import type { CstNode, ValueConverter } from 'langium';

/** The converter service. Quantities stay text; `language/units` reads them. */
export class TextConverter implements ValueConverter {
  convert(input: string, _node: CstNode): string {
    return /^["'`“„”«]/u.test(input) ? unquote(input) : input;
  }
}

/** What a text in quotes says; a missing closing quote is forgiven. */
export function unquote(image: string): string {
  const closed = /(?<!\\)(?:\\\\)*["'`“”»]$/u.test(image) && image.length > 1;
  const inside = image.slice(1, closed ? -1 : undefined);
  return inside.replace(/\\(.)/gu, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped));
}
