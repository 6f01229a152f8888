/** The words of the grammar, read from its text. */

/** Every quoted word of a Langium grammar, sorted; punctuation and comments are left out. */
export function keywordsOf(grammar: string): string[] {
  const rules = grammar.replace(/\/\*[\s\S]*?\*\//gu, '');
  const words = [...rules.matchAll(/'([a-z_]+)'/gu)].map((match) => match[1] ?? '');
  return [...new Set(words)].sort();
}
