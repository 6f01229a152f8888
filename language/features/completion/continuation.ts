/** What the grammar asks for behind a word, so that nothing is inserted which cannot stand. */

import { beginsWith, type Shape } from '../../syntax/shape.js';
import { makeToken } from '../../syntax/token.js';
import { after, childOf, isBrace, type Legal, type Part, type Rest } from '../../syntax/walk.js';
import { grammarShapes, type Place, tokenTypes } from './place.js';

/** Writes the place of a terminal: a number, a name. */
export type Fill = (name: string, property: string | undefined, part: Part) => string;

/** The required words behind a legal one, with places to fill in; empty when what follows in the text goes on from it. */
export function continuation(one: Legal, image: string, place: Place, fill: Fill): string {
  const type =
    one.isKeyword || one.name === 'HOP' || one.name === 'QUANTITY'
      ? tokenTypes().byName[one.name]
      : (tokenTypes().words.get(image) ?? tokenTypes().id);
  if (type === undefined) return '';
  const token = makeToken(type, image, { offset: place.word.start, line: 1, lineStart: place.word.start });
  const shared = new Set<Shape>();
  for (let rest = place.rest; rest !== undefined; rest = rest.next)
    if (rest.shape.kind === 'repeat') shared.add(rest.shape);
  let text = '';
  let depth = 0;
  const write = (image: string): void => {
    text += /^[.(,)]/u.test(image) || /[(.]$/u.test(text) ? image : ` ${image}`;
  };
  const expand = (shape: Shape, part: Part, next: Rest | undefined): boolean => {
    switch (shape.kind) {
      case 'token':
        if (shape.name === '}' && depth === 0) return false;
        if (shape.name === '{') {
          depth++;
          text += isBlock(next) ? ' {\n\t$0\n' : ' {';
        } else if (shape.name === '}') {
          depth--;
          text += text.endsWith('\n') ? '}' : ' }';
        } else if (terminals.has(shape.name)) write(fill(shape.name, shape.property, part));
        else write(shape.name);
        return true;
      case 'rule': {
        const body = grammarShapes().get(shape.rule);
        const inner: Part =
          shape.property === undefined ? { ...part, rule: shape.rule } : childOf(part, shape.rule, shape.property);
        return body === undefined || expand(body, inner, next);
      }
      case 'sequence':
        return rests(shape.parts, part, next).every((rest) => expand(rest.shape, rest.part, rest.next));
      case 'choice': {
        const [first] = shape.options;
        // A number says more than a word that needs one.
        const number = first?.kind === 'sequence' ? shape.options.find((option) => option.kind === 'token') : undefined;
        const chosen = number ?? first;
        return chosen === undefined || expand(chosen, part, next);
      }
      case 'repeat':
        return true;
    }
  };
  for (let rest = after(one, token, grammarShapes()); rest !== undefined; rest = rest.next) {
    const { shape } = rest;
    if (shape.kind === 'repeat' && shared.has(shape) && depth === 0) break;
    if (goesOn(rest, place)) break;
    if (shape.isOptional) continue;
    if (!expand(shape, rest.part, rest.next)) break;
  }
  return text;
}

const terminals: ReadonlySet<string> = new Set(['NAME', 'KIND', 'WORD', 'HOP', 'QUANTITY', 'STRING']);

/** The pieces of a sequence, each with what comes behind it. */
function rests(pieces: readonly Shape[], part: Part, next: Rest | undefined): readonly Rest[] {
  const found: Rest[] = [];
  let tail = next;
  for (const shape of [...pieces].reverse()) {
    tail = { shape, part, next: tail };
    found.unshift(tail);
  }
  return found;
}

/** Whether a block of lines comes: it may be empty. */
function isBlock(next: Rest | undefined): boolean {
  return next?.shape.kind === 'repeat' && next.shape.isMany && next.next !== undefined && isBrace(next.next, '}');
}

/** Whether the text behind the cursor is what is asked for. */
function goesOn(rest: Rest, { next, isNextOnLine }: Place): boolean {
  if (next === undefined || !beginsWith(rest.shape, next)) return false;
  return isNextOnLine || next.image === '{';
}
