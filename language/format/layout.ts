/** Atoms to lines. */
import type { Atom } from './atom.js';
import { type Entry, entriesOf, flatEntry, runLength } from './flat.js';
import { isSpaced } from './spacing.js';

/** Columns a line of several clauses, or a list, may have. */
const width = 100;

/** The lines of a whole text, without line ends. */
export function layOut(atoms: readonly Atom[]): readonly string[] {
  const lines: string[] = [];
  layOutBlock({ atoms, lines }, 0, atoms.length, 0);
  return lines;
}

interface Page {
  readonly atoms: readonly Atom[];
  readonly lines: string[];
}

/** Writes what stands between two braces (or all of the text, at indentation 0). */
function layOutBlock(page: Page, from: number, to: number, indent: number): void {
  const entries = entriesOf(page.atoms, from, to);
  const isTop = from === 0;
  let end = page.atoms[from - 1]?.endLine;
  let start = 0;
  if (!isTop && entries[0]?.line === end && isComment(page, entries[0], 'line comment')) {
    append(page, entries[0]);
    start = 1;
  }
  for (let i = start; i < entries.length; ) {
    const group = groupAt(page, entries, i, isTop);
    const [first, last] = [group[0], group.at(-1)];
    if (i > 0 && first !== undefined && end !== undefined && first.line - end > 1) page.lines.push('');
    layOutGroup(page, group, indent);
    end = last?.endLine;
    i += group.length;
  }
}

/** Entries written on one line. Declarations always get lines of their own. */
function groupAt(page: Page, entries: readonly Entry[], start: number, isTop: boolean): readonly Entry[] {
  const group = entries.slice(start, start + 1);
  for (let i = start + 1; i < entries.length; i++) {
    const [last, next] = [entries[i - 1], entries[i]];
    if (last === undefined || next === undefined || next.line !== last.endLine) break;
    const isNote = isComment(page, next, 'line comment');
    if (isTop && !isNote) break;
    group.push(next);
    if (isNote) break;
  }
  return group;
}

function layOutGroup(page: Page, group: readonly Entry[], indent: number): void {
  const last = group.at(-1);
  const note = group.length > 1 && last !== undefined && isComment(page, last, 'line comment') ? last : undefined;
  const body = note === undefined ? group : group.slice(0, -1);
  const flat = body.map((entry) => flatEntry(page.atoms, entry.from, entry.to));
  const line = flat.includes(undefined) ? undefined : ' '.repeat(indent) + flat.join('  ');
  if (line !== undefined && (line.length <= width || body.length === 1) && !needsWrap(page, body, line))
    page.lines.push(line);
  else for (const entry of body) layOutEntry(page, entry, indent);
  if (note !== undefined) append(page, note);
}

/** A single clause that is too long is written by `layOutMember`, which breaks its lists and blocks. */
function needsWrap(page: Page, body: readonly Entry[], line: string): boolean {
  const [only] = body;
  return line.length > width && only !== undefined && page.atoms[only.from]?.kind === 'token';
}

function layOutEntry(page: Page, entry: Entry, indent: number): void {
  const first = page.atoms[entry.from];
  const flat = flatEntry(page.atoms, entry.from, entry.to);
  if (first?.kind !== 'token')
    page.lines.push(...(' '.repeat(indent) + (first?.text ?? '')).split(/\r\n|\r|\n/u).map((line) => line.trimEnd()));
  else if (flat !== undefined && indent + flat.length <= width) page.lines.push(' '.repeat(indent) + flat);
  else layOutMember(page, entry, indent);
}

/** Writes a member that does not fit on one line: its blocks opened, its lists broken behind commas. */
function layOutMember({ atoms, lines }: Page, entry: Entry, indent: number): void {
  const further = ' '.repeat(indent + 4);
  let line = ' '.repeat(indent);
  let isFresh = true;
  let depth = 0;
  const breakLine = (): void => {
    lines.push(line.trimEnd());
    line = further;
    isFresh = true;
  };
  for (let i = entry.from; i < entry.to; i++) {
    const atom = atoms[i];
    const before = atoms[i - 1];
    if (atom === undefined) continue;
    const isBelow = before !== undefined && before.endLine < atom.line;
    if (atom.kind !== 'token' && isBelow && !isFresh) breakLine();
    const wraps = before?.text === ',' && depth === 0 && line.length + 1 + runLength(atoms, i, entry.to) > width;
    if (wraps && !isFresh) breakLine();
    const gap =
      isFresh || before === undefined || !isSpaced(before, atom) ? '' : atom.kind === 'line comment' ? '  ' : ' ';
    isFresh = false;
    if (atom.text === '(') depth++;
    if (atom.text === ')') depth--;
    if (atom.kind === 'line comment') {
      line += gap + atom.text;
      breakLine();
    } else if (atom.close !== undefined) {
      const flat = flatEntry(atoms, i, atom.close + 1);
      if (flat !== undefined && line.length + gap.length + flat.length <= width) line += gap + flat;
      else {
        lines.push(`${line}${gap}{`);
        layOutBlock({ atoms, lines }, i + 1, atom.close, indent + 2);
        line = `${' '.repeat(indent)}}`;
      }
      i = atom.close;
    } else {
      const parts = `${line}${gap}${atom.text}`.split(/\r\n|\r|\n/u);
      line = parts.pop() ?? '';
      lines.push(...parts.map((part) => part.trimEnd()));
    }
  }
  if (!isFresh) lines.push(line.trimEnd());
}

function isComment(page: Page, entry: Entry | undefined, kind: Atom['kind']): boolean {
  return entry !== undefined && page.atoms[entry.from]?.kind === kind;
}

/** Puts a comment behind the line written last. */
function append(page: Page, entry: Entry | undefined): void {
  const last = page.lines.pop() ?? '';
  page.lines.push(`${last}  ${page.atoms[entry?.from ?? -1]?.text ?? ''}`);
}
