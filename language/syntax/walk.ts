/**
 * A walk over the grammar, token by token: what was read so far as a rough tree, and what the parser would accept next.
 *
 * The grammar is decided by one token, so a stack of what is still to come says all. Text before a cursor is seldom
 * whole: a token that fits nowhere ends what is unfinished in its block, or is passed over.
 */
import { beginsWith, hasType, type Shape, type Shapes } from './shape.js';
import { endOf, type Token } from './token.js';
import type { TokenTypes } from './token-types.js';

/** What one rule has read. Rules that only choose among others take the name of the chosen one. */
export interface Part {
  rule: string;
  /** Property of the parent that it fills. */
  readonly property: string | undefined;
  readonly parent: Part | undefined;
  readonly tokens: { readonly property: string | undefined; readonly token: Token }[];
  readonly parts: Part[];
  /** How many parts fill the same property before it. */
  readonly index: number;
  /** Offset of the first token; negative while it is not there. */
  readonly start: number;
}

/** What is still to come, innermost first; never changed. */
export interface Rest {
  readonly shape: Shape;
  readonly part: Part;
  readonly next: Rest | undefined;
}

/** One token the parser would accept: a keyword or a terminal, where it would go. */
export interface Legal {
  /** The keyword, or the name of the terminal. */
  readonly name: string;
  readonly isKeyword: boolean;
  readonly isWord: boolean;
  readonly property: string | undefined;
  /** The part it would be in; new parts have the real ones as parents and are not in their lists. */
  readonly part: Part;
  /** The piece of the rest that it begins. */
  readonly from: Rest;
}

export interface Walk {
  readonly root: Part;
  rest: Rest | undefined;
  /** Whether the end is inside a block that begins nothing the grammar has. */
  isLost: boolean;
  /** Depth of `{` in what was passed over. */
  lost: number;
  last: Token | undefined;
}

/** What a walk has to know of the vocabulary: whether a word is likely to begin a clause, were it also a value. */
export type IsHead = (word: string) => boolean;

export function startWalk(shapes: Shapes): Walk {
  const root: Part = {
    rule: 'Model',
    property: undefined,
    parent: undefined,
    tokens: [],
    parts: [],
    index: 0,
    start: 0,
  };
  const shape = shapes.get('Model');
  return {
    root,
    rest: shape === undefined ? undefined : { shape, part: root, next: undefined },
    isLost: false,
    lost: 0,
    last: undefined,
  };
}

/** Reads one token. */
export function step(walk: Walk, token: Token, shapes: Shapes, isHead: IsHead): void {
  const before = walk.last;
  walk.last = token;
  if (walk.lost > 0) {
    if (token.image === '{') walk.lost++;
    if (token.image === '}') walk.lost--;
    walk.isLost = walk.lost > 0;
    return;
  }
  const isFirst = before !== undefined && before.endLine !== token.startLine;
  const anew = isFirst && isUnfinished(walk.rest) && isHead(token.image) ? unwind(walk.rest?.next, token) : undefined;
  const from = anew ?? (accepts(walk.rest, token) ? walk.rest : unwind(walk.rest, token));
  if (from !== undefined) walk.rest = consume(from, token, shapes);
  else if (token.image === '{') {
    walk.lost = 1;
    walk.isLost = true;
  }
}

/** Ends what is unfinished inside the innermost block, as a new line does that fits nowhere else. */
export function finishLine(walk: Walk): void {
  for (let rest = walk.rest; rest !== undefined; rest = rest.next)
    if (rest.shape.kind === 'repeat' && (rest.next === undefined || isBrace(rest.next, '}'))) {
      walk.rest = rest;
      return;
    }
}

/** Whether something must still come before a block's next line can. */
export function isUnfinished(rest: Rest | undefined): boolean {
  for (let at = rest; at !== undefined && !isBrace(at, '}'); at = at.next) {
    if (at.shape.kind === 'repeat' && at.shape.isMany && (at.next === undefined || isBrace(at.next, '}'))) return false;
    if (!at.shape.isOptional) return true;
  }
  return false;
}

/** Every token the parser would accept next, the nearest place first; what a nearer place takes is left out. */
export function legal(rest: Rest | undefined, shapes: Shapes, types: TokenTypes): readonly Legal[] {
  const found: Legal[] = [];
  const taken = new Set<string>();
  for (let at = rest; at !== undefined; at = at.next) {
    const own: Legal[] = [];
    collect(at.shape, at.part, at, shapes, own);
    for (const one of own) if (!isTaken(one, taken, types)) found.push(one);
    for (const one of own) taken.add(one.name);
    if (!at.shape.isOptional) break;
  }
  return found;
}

function isTaken(one: Legal, taken: ReadonlySet<string>, types: TokenTypes): boolean {
  if (taken.has(one.name)) return true;
  const type = one.isKeyword ? types.byName[one.name] : undefined;
  return type !== undefined && hasType(taken, type);
}

/** The legal token that a word would be read as; `undefined` when the parser would not take it. */
export function readAs(word: string, all: readonly Legal[], types: TokenTypes, isHop: boolean): Legal | undefined {
  if (isHop) return all.find((one) => one.name === 'HOP');
  const type = types.words.get(word) ?? types.id;
  const names = new Set([type.name, ...(type.CATEGORIES ?? []).map((category) => category.name)]);
  return all.find((one) => names.has(one.name));
}

/** The rest behind a legal token, as if it were there, with the parts it opens. */
export function after(one: Legal, token: Token, shapes: Shapes): Rest | undefined {
  const copy: Part = { ...one.from.part, tokens: [...one.from.part.tokens], parts: [...one.from.part.parts] };
  const from: Rest = { ...one.from, part: copy };
  return accepts(from, token) ? consume(from, token, shapes) : undefined;
}

/** Words and texts that a property of a part has. */
export function valuesOf(part: Part, property: string): readonly string[] {
  return part.tokens.filter((one) => one.property === property).map(({ token }) => token.image);
}

/** The nearest enclosing part of one of these rules, itself included. */
export function within(part: Part | undefined, ...rules: readonly string[]): Part | undefined {
  for (let at = part; at !== undefined; at = at.parent) if (rules.includes(at.rule)) return at;
  return undefined;
}

/** Offset behind the last token of a part. */
export function endOfPart(part: Part): number {
  const ends = [...part.tokens.map(({ token }) => endOf(token)), ...part.parts.map(endOfPart)];
  return ends.reduce((most, end) => Math.max(most, end), part.start);
}

export function isBrace(rest: Rest, brace: string): boolean {
  return rest.shape.kind === 'token' && rest.shape.name === brace;
}

function accepts(rest: Rest | undefined, token: Token): boolean {
  for (let at = rest; at !== undefined; at = at.next) {
    if (beginsWith(at.shape, token)) return true;
    if (!at.shape.isOptional) return false;
  }
  return false;
}

/** The nearest place in the same block where a token fits, whatever is missing before it. */
function unwind(rest: Rest | undefined, token: Token): Rest | undefined {
  for (let at = rest; at !== undefined; at = at.next) {
    if (accepts(at, token)) return at;
    if (isBrace(at, '}')) return undefined;
  }
  return undefined;
}

function consume(rest: Rest, token: Token, shapes: Shapes): Rest | undefined {
  let at: Rest | undefined = rest;
  while (at !== undefined) {
    const { shape, part, next }: Rest = at;
    if (!beginsWith(shape, token)) {
      at = next;
      continue;
    }
    switch (shape.kind) {
      case 'token':
        part.tokens.push({ property: shape.property, token });
        return next;
      case 'rule': {
        const body = shapes.get(shape.rule);
        if (body === undefined) return undefined;
        at = { shape: body, part: enter(part, shape, token), next };
        break;
      }
      case 'sequence':
        at = shape.parts.reduceRight<Rest | undefined>((tail, one) => ({ shape: one, part, next: tail }), next);
        break;
      case 'choice': {
        const chosen = shape.options.find((option) => beginsWith(option, token));
        at = chosen === undefined ? next : { shape: chosen, part, next };
        break;
      }
      case 'repeat':
        at = { shape: shape.of, part, next: shape.isMany ? at : next };
        break;
    }
  }
  return undefined;
}

/** A rule that fills no property continues the part of the rule that calls it. */
function enter(part: Part, shape: Shape & { kind: 'rule' }, token: Token): Part {
  if (shape.property === undefined) {
    part.rule = shape.rule;
    return part;
  }
  const made = { ...childOf(part, shape.rule, shape.property), start: token.startOffset };
  part.parts.push(made);
  return made;
}

/** A part that is not there yet. */
export function childOf(parent: Part, rule: string, property: string): Part {
  const index = parent.parts.filter((one) => one.property === property).length;
  return { rule, property, parent, tokens: [], parts: [], index, start: -1 };
}

function collect(shape: Shape, part: Part, from: Rest, shapes: Shapes, found: Legal[]): void {
  switch (shape.kind) {
    case 'token': {
      const isKeyword = !terminals.has(shape.name);
      found.push({ name: shape.name, isKeyword, isWord: shape.isWord, property: shape.property, part, from });
      break;
    }
    case 'rule': {
      const body = shapes.get(shape.rule);
      if (body === undefined) break;
      const inner: Part =
        shape.property === undefined ? { ...part, rule: shape.rule } : childOf(part, shape.rule, shape.property);
      collect(body, inner, from, shapes, found);
      break;
    }
    case 'sequence':
      for (const one of shape.parts) {
        collect(one, part, from, shapes, found);
        if (!one.isOptional) break;
      }
      break;
    case 'choice':
      for (const option of shape.options) collect(option, part, from, shapes, found);
      break;
    case 'repeat':
      collect(shape.of, part, from, shapes, found);
      break;
  }
}

const terminals: ReadonlySet<string> = new Set(['NAME', 'KIND', 'WORD', 'HOP', 'QUANTITY', 'STRING']);
