/** Texts with places to fill in, as snippets of the protocol or plain. */

/** Text with `${1:example}`, `${2|one,other|}` and `$0`. */
export type Snippet = string;

/** Counts the places of one snippet. */
export class Places {
  private count = 0;

  /** A place with an example. */
  of(example: string): Snippet {
    this.count++;
    return `\${${this.count}:${escaped(example)}}`;
  }

  /** A place with some words to choose from, else an example. */
  choice(words: readonly string[], example: string): Snippet {
    const some = [...new Set(words)].slice(0, maximumChoices);
    if (some.length < 2) return this.of(some[0] ?? example);
    this.count++;
    return `\${${this.count}|${some.map((word) => word.replace(/[\\,|$}]/gu, '\\$&')).join(',')}|}`;
  }
}

const maximumChoices = 30;

/** A text with nothing in it that means anything to a snippet. */
export function escaped(text: string): string {
  return text.replace(/[\\$}]/gu, '\\$&');
}

/** What a snippet is when every place keeps its example or first word. */
export function plainText(snippet: Snippet): string {
  return snippet
    .replace(/\$\{\d+\|((?:[^\\|]|\\.)*?)\|\}/gsu, (_, words: string) => words.split(/(?<!\\),/u)[0] ?? '')
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*?)\}/gsu, '$1')
    .replace(/\$\d+/gu, '')
    .replace(/\\([\\$},|])/gu, '$1')
    .replace(/[ \t]+(?=\n|$)/gu, '');
}

/** Whether anything is left to fill in. */
export function hasPlaces(snippet: Snippet): boolean {
  return /(?<!\\)\$(?:\d|\{)/u.test(snippet);
}
