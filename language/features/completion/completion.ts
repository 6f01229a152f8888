/**
 * Completion: what the grammar allows at the cursor, with the names and words that fit.
 *
 * While somebody types, the text is newer than the analysis: what may stand where comes from the text alone, and only
 * names come from the last analysis.
 */
import {
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  CompletionItemKind as Kind,
  type MarkupContent,
  type Range,
} from 'vscode-languageserver';
import { rules } from '../../../analyzer/rules/index.js';
import { lineMap } from '../../findings/line-map.js';
import { textRules } from '../../findings/text-rules.js';
import type { Feature } from '../feature.js';
import { offsetAt, type Snapshot } from '../snapshot.js';
import { candidatesAt } from './candidates.js';
import type { Chosen } from './completed.js';
import { documentationOf, type Subject } from './documentation.js';
import { importEdit, type TextChange } from './import-edit.js';
import { importPaths } from './imported.js';
import { namesOf } from './names.js';
import { type Enclosed, enclosedAt, isInToken, type Place, placeAt, wordAt } from './place.js';
import { numberAt, unitsOf } from './quantities.js';
import { hasPlaces, plainText } from './snippet.js';

/** What is asked for: a place in a text, and how. */
export interface Asked {
  /** The newest text, perhaps newer than the snapshot's. */
  readonly text: string;
  readonly offset: number;
  /** The character that was typed, when typing it asked. */
  readonly trigger?: string;
  readonly hasSnippets: boolean;
}

/** What travels with an item until it is looked at. */
interface Carried {
  readonly uri: string;
  readonly subject: Subject;
}

/** A completion at offsets: what `CompletionItem` is at positions. */
export interface Completion {
  readonly chosen: Chosen;
  /** What is replaced. */
  readonly start: number;
  readonly end: number;
  /** What is typed to find it, when not the label. */
  readonly filter?: string;
  readonly importing?: TextChange;
}

/** Characters that ask for completion when they are typed. */
const triggers = [' ', ':', '.', '>', '"', '(', '/'];

/** All completions at a place; none in comments and texts that say nothing to the language. */
export function completionsAt(snapshot: Snapshot, { text, offset, trigger }: Asked): readonly Completion[] {
  const enclosed = enclosedAt(text, offset);
  if (enclosed?.kind === 'comment')
    return trigger === undefined || trigger === ' ' ? ruleIds(enclosed, text, offset) : [];
  if (enclosed !== undefined) return paths(enclosed, snapshot, text, offset);
  if (trigger === '>' && text.slice(offset - 2, offset) !== '->') return [];
  const units = unitsAt(snapshot, text, offset);
  if (units.isWhole || trigger === '/') return units.found;
  if (isInToken(text, wordAt(text, offset).start)) return units.found;
  // A sign that has been begun; `->` and `--` are whole.
  if (/(?:(?<!-)-|[<=]|(?<!-)>)$/u.test(text.slice(Math.max(0, offset - 2), offset))) return [];
  const place = placeAt(text, offset);
  // A blank ends most clauses; it asks only where something must follow.
  if (trigger === ' ' && !place.isUnfinished) return units.found;
  if (trigger === ':' && !place.isUnfinished) return [];
  const quoted = quotedPaths(place, snapshot);
  const words = candidatesAt(place, snapshot).map((chosen): Completion => {
    const importing =
      chosen.path === undefined ? {} : { importing: importEdit(snapshot.file, text, chosen.label, chosen.path) };
    return { chosen, start: place.word.start, end: place.word.end, ...importing };
  });
  return [...units.found, ...quoted, ...words];
}

const directive = /^\/\/\s*sysdesign-ignore\b[ \t]*/u;

function ruleIds({ image, start }: Enclosed, text: string, offset: number): readonly Completion[] {
  const head = directive.exec(image)?.[0].length;
  if (head === undefined || offset < start + head || image.slice(head, offset - start).includes(':')) return [];
  const from = offset - (/[a-z0-9-]*$/u.exec(text.slice(start + head, offset))?.[0].length ?? 0);
  const to = offset + (/^[a-z0-9-]*/u.exec(text.slice(offset))?.[0].length ?? 0);
  const isLast = !/:/u.test(text.slice(to, start + image.length));
  const ids = [...new Set([...rules.map(({ id }) => id), ...textRules])];
  return ids.map((id, i) => ({
    chosen: {
      label: id,
      insert: isLast ? `${id}: \${1:reason}` : id,
      kind: Kind.Constant,
      description: rules.find((rule) => rule.id === id)?.family ?? 'text',
      subject: { about: 'rule', id },
      rank: 100 + i,
    },
    start: from,
    end: to,
  }));
}

/** Paths inside the quotes of an import. */
function paths(
  { start, end, image }: Enclosed,
  snapshot: Snapshot,
  text: string,
  offset: number,
): readonly Completion[] {
  const place = placeAt(text, offset, start);
  if (!place.legal.some(({ name, part }) => name === 'STRING' && part.rule === 'Import')) return [];
  const isClosed = image.length > 1 && image.endsWith('"');
  return importPaths(snapshot).map((path) => ({
    chosen: { label: path, insert: path, kind: Kind.File, rank: 100 },
    start: start + 1,
    end: isClosed ? end - 1 : end,
  }));
}

/** Paths with their quotes, where an import has none yet. */
function quotedPaths(place: Place, snapshot: Snapshot): readonly Completion[] {
  if (!place.legal.some(({ name, part }) => name === 'STRING' && part.rule === 'Import')) return [];
  if (place.next?.tokenType.name === 'STRING') return [];
  return importPaths(snapshot).map((path) => ({
    chosen: { label: `"${path}"`, insert: `"${path}"`, kind: Kind.File, rank: 100 },
    start: place.word.start,
    end: place.word.end,
  }));
}

const numberBefore =
  /(?<![\p{L}\p{N}_.])[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?([ \t]*)((?:[A-Za-zµ]+\/?|\/|%)?[A-Za-z]*)$/u;

/** Units behind a number; `isWhole`: nothing else can stand here. */
function unitsAt(
  snapshot: Snapshot,
  text: string,
  offset: number,
): { readonly found: readonly Completion[]; readonly isWhole: boolean } {
  const line = text.slice(Math.max(0, text.lastIndexOf('\n', offset - 1) + 1), offset);
  const match = numberBefore.exec(line);
  if (match === null) return { found: [], isWhole: false };
  const [whole, blanks = '', unit = ''] = match;
  const isStuck = blanks === '';
  const place = placeAt(text, offset, offset - whole.length);
  // Between a number and the unit that belongs to it, nothing else can stand.
  const isSplit = isInToken(text, offset - unit.length);
  const number = place.legal.find(({ name }) => name === 'QUANTITY');
  if (number === undefined) return { found: [], isWhole: isStuck || isSplit };
  const { dimensions = [] } = numberAt(number.part, number.property, namesOf(snapshot)) ?? {};
  const end = offset + (/^[%/A-Za-zµ]*/u.exec(text.slice(offset))?.[0].length ?? 0);
  const found = dimensions
    .flatMap((dimension) => unitsOf[dimension])
    .filter(({ isSpaced }) => isStuck || isSpaced)
    .map(
      ({ unit: symbol, meaning, isSpaced }, i): Completion => ({
        chosen: {
          label: symbol,
          insert: isStuck && isSpaced ? ` ${symbol}` : symbol,
          kind: Kind.Unit,
          description: meaning,
          rank: 10 + i,
        },
        start: offset - unit.length,
        end,
        filter: symbol,
      }),
    );
  return { found, isWhole: isStuck || isSplit };
}

/** The protocol's form. */
export function completionList(snapshot: Snapshot, asked: Asked): CompletionList {
  const completions = completionsAt(snapshot, asked);
  const lines = lineMap(asked.text);
  const range = (start: number, end: number): Range => {
    const [from, to] = [lines.at(start), lines.at(end)];
    return { start: { line: from.line, character: from.column }, end: { line: to.line, character: to.column } };
  };
  const ranges = new Map<string, Range>();
  const rangeOf = (start: number, end: number): Range => {
    const key = `${start}-${end}`;
    const known = ranges.get(key) ?? range(start, end);
    ranges.set(key, known);
    return known;
  };
  const items = completions.map(({ chosen, start, end, filter, importing }): CompletionItem => {
    const { label, insert, kind, detail, description, subject, rank } = chosen;
    const isSnippet = asked.hasSnippets && hasPlaces(insert);
    const labelDetails = {
      ...(detail === undefined ? {} : { detail }),
      ...(description === undefined ? {} : { description }),
    };
    return {
      label,
      ...(detail === undefined && description === undefined ? {} : { labelDetails }),
      kind,
      sortText: `${String(rank).padStart(4, '0')}${label}`,
      ...(filter === undefined ? {} : { filterText: filter }),
      ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
      textEdit: { range: rangeOf(start, end), newText: isSnippet ? insert : plainText(insert) },
      ...(importing === undefined
        ? {}
        : {
            additionalTextEdits: [
              { range: range(importing.offset, importing.offset + importing.length), newText: importing.text },
            ],
          }),
      ...(subject === undefined ? {} : { data: { uri: snapshot.uri, subject } satisfies Carried }),
    };
  });
  return { isIncomplete: false, items };
}

/** The item with its documentation. */
export function resolved(item: CompletionItem, manual: string | undefined): CompletionItem {
  const carried = item.data as Carried | undefined;
  const value = carried?.subject === undefined ? undefined : documentationOf(carried.subject, manual);
  if (value === undefined) return item;
  const documentation: MarkupContent = { kind: 'markdown', value };
  return { ...item, documentation };
}

export const completionFeature: Feature = {
  capabilities: { completionProvider: { triggerCharacters: [...triggers], resolveProvider: true } },
  register(connection, context) {
    let manual: string | undefined;
    connection.onCompletion(
      context.typing<CompletionParams, CompletionList>((snapshot, text, params) => {
        const trigger = params.context?.triggerCharacter;
        manual = snapshot.manual;
        return completionList(snapshot, {
          text,
          offset: offsetAt({ text, lines: lineMap(text) }, params.position),
          hasSnippets: context.can('textDocument.completion.completionItem.snippetSupport'),
          ...(trigger === undefined ? {} : { trigger }),
        });
      }),
    );
    connection.onCompletionResolve((item) => resolved(item, manual));
  },
};
