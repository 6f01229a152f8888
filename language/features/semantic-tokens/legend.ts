/** Types and modifiers of semantic tokens: only standard ones, so that every theme has colours for them. */
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver-types';

export const tokenTypes = [
  SemanticTokenTypes.namespace,
  SemanticTokenTypes.type,
  SemanticTokenTypes.class,
  SemanticTokenTypes.interface,
  SemanticTokenTypes.struct,
  SemanticTokenTypes.typeParameter,
  SemanticTokenTypes.parameter,
  SemanticTokenTypes.variable,
  SemanticTokenTypes.property,
  SemanticTokenTypes.enumMember,
  SemanticTokenTypes.event,
  SemanticTokenTypes.function,
  SemanticTokenTypes.method,
  SemanticTokenTypes.keyword,
  SemanticTokenTypes.modifier,
  SemanticTokenTypes.comment,
  SemanticTokenTypes.string,
  SemanticTokenTypes.number,
  SemanticTokenTypes.operator,
] as const;

export const tokenModifiers = [
  SemanticTokenModifiers.declaration,
  SemanticTokenModifiers.readonly,
  SemanticTokenModifiers.modification,
  SemanticTokenModifiers.defaultLibrary,
] as const;

export type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

/** One coloured stretch on one line. */
export interface SemanticToken {
  readonly offset: number;
  readonly length: number;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}
