/** The sorts of tokens: one per keyword and terminal, and which of the abstract ones each word belongs to. */
import { AstUtils, type Grammar, GrammarAST, GrammarUtils } from 'langium';
import { clauseHeads, declarationHeads } from './clause-heads.js';
import type { TokenType } from './token.js';

/** Every sort of token, by name; a keyword's name is the keyword. */
export interface TokenTypes {
  readonly byName: Readonly<Record<string, TokenType>>;
  /** Keywords made of letters. */
  readonly words: ReadonlyMap<string, TokenType>;
  /** Words that begin a declaration. */
  readonly heads: ReadonlySet<string>;
  /** All other keywords, longest first. */
  readonly symbols: readonly TokenType[];
  /** A word that is no keyword. */
  readonly id: TokenType;
}

/** Chevrotain's pattern of a token type that no text matches by itself. */
const never = /NOT_APPLICABLE/u;

/**
 * Abstract tokens make names free and vocabulary open: every word is a NAME; a KIND unless it begins a declaration; a
 * WORD (name of a setting) unless it begins a clause. HOP is a word before `->`, retagged after reading.
 */
export function buildTokenTypes(grammar: Grammar): TokenTypes {
  const heads = declarationHeads(grammar);
  const clauses = clauseHeads(grammar);
  const name = abstractType('NAME');
  const kind = abstractType('KIND');
  const word = abstractType('WORD');
  const id: TokenType = { name: 'ID', PATTERN: never, CATEGORIES: [name, kind, word] };
  const hop: TokenType = { name: 'HOP', PATTERN: never, CATEGORIES: [name] };
  const byName: Record<string, TokenType> = { NAME: name, KIND: kind, WORD: word, ID: id, HOP: hop };
  for (const rule of grammar.rules) {
    if (GrammarAST.isTerminalRule(rule)) byName[rule.name] ??= { name: rule.name, PATTERN: never };
  }
  const words = new Map<string, TokenType>();
  const symbols: TokenType[] = [];
  for (const keyword of keywordsOf(grammar)) {
    const type: TokenType = { name: keyword, PATTERN: never };
    if (/^\w/u.test(keyword)) {
      type.CATEGORIES = [name, ...(heads.has(keyword) ? [] : [kind]), ...(clauses.has(keyword) ? [] : [word])];
      words.set(keyword, type);
    } else {
      symbols.push(type);
    }
    byName[keyword] = type;
  }
  symbols.sort((a, b) => b.name.length - a.name.length);
  return { byName, words, heads, symbols, id };
}

/** The words and signs the grammar spells out. */
export function keywordsOf(grammar: Grammar): ReadonlySet<string> {
  const found = new Set<string>();
  for (const rule of GrammarUtils.getAllReachableRules(grammar, false)) {
    if (!GrammarAST.isParserRule(rule)) continue;
    for (const node of AstUtils.streamAllContents(rule)) if (GrammarAST.isKeyword(node)) found.add(node.value);
  }
  return found;
}

function abstractType(name: string): TokenType {
  // The parser decides by this list, before it fills it in, whether categories are in use at all.
  return { name, PATTERN: never, categoryMatches: [0] };
}
