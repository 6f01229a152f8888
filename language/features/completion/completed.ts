/** Candidates with the text that is inserted: a body, or what the grammar asks for behind the word. */
import type { Legal, Part } from '../../syntax/walk.js';
import { bodyOf } from './bodies.js';
import type { Candidate } from './candidate.js';
import { continuation } from './continuation.js';
import { namePlace } from './name-places.js';
import type { Named, Names } from './names.js';
import type { Place } from './place.js';
import { numberAt } from './quantities.js';
import { escaped, Places } from './snippet.js';
import { fieldCandidates, optionCandidates } from './words.js';

/** A candidate with the text that is inserted for it. */
export interface Chosen extends Candidate {
  readonly insert: string;
}

/** Words to choose from where something must follow: a list is long for whoever sends it a thousand times. */
const maximumWords = 8;

/** Completes the candidates of one place. */
export function completer(place: Place, names: Names): (candidate: Candidate, one: Legal) => Chosen {
  const { next } = place;
  const goesOn = place.isNextOnLine && next?.image !== '}';
  const known = new Map<string, readonly string[]>();
  // Behind most names comes the same.
  const tails = new Map<Legal, string>();

  const wordsAt = (property: string | undefined, part: Part): readonly string[] => {
    const key = `${part.rule}.${property ?? ''}`;
    const words = known.get(key) ?? followingWords(property, part, names);
    known.set(key, words);
    return words;
  };

  const isAmong = (label: string): boolean => [...known.values()].some((words) => words.includes(label));

  return (candidate, one) => {
    const { label, insert, isWhole } = candidate;
    const plain = escaped(label);
    const isOpen = next?.image === '{' && (place.isNextOnLine || isWhole === true);
    if (insert !== undefined && !goesOn && !isOpen && one.name !== 'QUANTITY') return { ...candidate, insert };
    if (isWhole === true && (one.name === 'NAME' || one.name === 'HOP')) {
      const isCalled = next?.image === '(' && next.startOffset === place.word.end;
      return { ...candidate, insert: isCalled ? plain : (insert ?? plain) };
    }
    const isFresh = one.part.tokens.length === 0 && one.part.start < 0;
    const body =
      one.isKeyword && !goesOn && !isOpen && isFresh
        ? bodyOf(one.part.rule, label, { names, part: one.part })
        : undefined;
    if (body !== undefined) return { ...candidate, insert: body };
    const tail = tails.get(one);
    if (tail !== undefined && !isAmong(label)) return { ...candidate, insert: plain + tail };
    const places = new Places();
    const head = one.name === 'QUANTITY' ? places.of(label) : plain;
    const fill = (name: string, property: string | undefined, part: Part): string => {
      if (name === 'STRING') return `"${places.of('text')}"`;
      if (name === 'QUANTITY') return places.of(numberAt(part, property, names)?.example ?? '1');
      const words = wordsAt(property, part).filter((word) => word !== label);
      return places.choice(words.slice(0, maximumWords), property ?? 'name');
    };
    const rest = continuation(one, label, place, fill);
    if (one.name === 'HOP' && !isAmong(label)) tails.set(one, rest);
    return { ...candidate, insert: head + rest };
  };
}

/** Words that may stand where something must follow, the likeliest first. */
function followingWords(property: string | undefined, part: Part, names: Names): readonly string[] {
  const found = namePlace(part, property);
  if (found === undefined) {
    const fields = fieldCandidates(part, property ?? '', names);
    return [...fields, ...optionCandidates({ names, part }, property ?? '')].map(({ label }) => label);
  }
  const order = (one: Named): number => found.rank?.(one.name, one.declared) ?? 0;
  const fitting = names.visible.filter(({ declared }) => found.expected.accepts(declared));
  return fitting
    .sort((a, b) => order(a) - order(b))
    .slice(0, maximumWords + 1)
    .map(({ name }) => name);
}
