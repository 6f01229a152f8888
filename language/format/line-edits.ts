/** The difference between a text and its new layout, as few and small edits as lines allow. */

/** Replaces a stretch of the old text; length 0 inserts. */
export interface LineEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/**
 * Edits that turn `before` into `after`, in order. Both must hold the same characters apart from white space, and so does
 * each edit: any selection of the edits changes white space only.
 */
export function layoutEdits(before: string, after: string): readonly LineEdit[] {
  return lineEdits(before, after, (removed, added) => withoutBlanks(removed) === withoutBlanks(added));
}

/** Edits that turn `before` into `after`, in order; neighbours are joined until `isWhole` holds for each, or one is left. */
export function lineEdits(
  before: string,
  after: string,
  isWhole: (removed: string, added: string) => boolean = () => true,
): readonly LineEdit[] {
  if (before === after) return [];
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const edits: LineEdit[] = [];
  let open: Hunk | undefined;
  for (const hunk of hunksOf(old, fresh)) {
    open =
      open === undefined ? hunk : { from: open.from, to: hunk.to, freshFrom: open.freshFrom, freshTo: hunk.freshTo };
    const removed = old.slice(open.from, open.to);
    const added = fresh.slice(open.freshFrom, open.freshTo);
    if (!isWhole(removed.join(''), added.join(''))) continue;
    edits.push(...lineByLine(offsetOf(old, open.from), removed, added));
    open = undefined;
  }
  if (open === undefined) return edits;
  return [smallest(0, before, after)];
}

interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly freshFrom: number;
  readonly freshTo: number;
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/gu) ?? [];
}

function offsetOf(lines: readonly string[], index: number): number {
  return lines.slice(0, index).reduce((sum, line) => sum + line.length, 0);
}

const withoutBlanks = (text: string): string => text.replace(/\s+/gu, '');

/** Beyond this many pairs of lines the middle of the text is one difference. */
const mostPairs = 4_000_000;

/** Stretches of lines that differ, between longest common subsequences of equal lines. */
function hunksOf(old: readonly string[], fresh: readonly string[]): readonly Hunk[] {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let [end, freshEnd] = [old.length, fresh.length];
  while (end > start && freshEnd > start && old[end - 1] === fresh[freshEnd - 1]) {
    end--;
    freshEnd--;
  }
  const [rows, columns] = [end - start, freshEnd - start];
  if (rows * columns === 0 || rows * columns > mostPairs)
    return [{ from: start, to: end, freshFrom: start, freshTo: freshEnd }];
  const width = columns + 1;
  const common = new Uint32Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const isSame = old[start + i] === fresh[start + j];
      common[i * width + j] = isSame
        ? (common[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    const [from, freshFrom] = [i, j];
    while (i < rows || j < columns) {
      if (i < rows && j < columns && old[start + i] === fresh[start + j]) break;
      const down = i < rows ? (common[(i + 1) * width + j] ?? 0) : -1;
      const right = j < columns ? (common[i * width + j + 1] ?? 0) : -1;
      if (down >= right) i++;
      else j++;
    }
    if (i > from || j > freshFrom)
      hunks.push({ from: start + from, to: start + i, freshFrom: start + freshFrom, freshTo: start + j });
    while (i < rows && j < columns && old[start + i] === fresh[start + j]) {
      i++;
      j++;
    }
  }
  return hunks;
}

/** One edit for each stretch of lines that holds the same words before and after; the stretches are as short as can be. */
function lineByLine(offset: number, removed: readonly string[], added: readonly string[]): readonly LineEdit[] {
  if (withoutBlanks(removed.join('')) !== withoutBlanks(added.join('')))
    return [smallest(offset, removed.join(''), added.join(''))];
  const edits: LineEdit[] = [];
  let at = offset;
  let [i, j] = [0, 0];
  while (i < removed.length || j < added.length) {
    let [line, fresh] = [removed[i] ?? '', added[j] ?? ''];
    // A blank line pairs with a blank line, and with nothing otherwise.
    const [isBlank, isFreshBlank] = [line.trim() === '', fresh.trim() === ''];
    if (isBlank && !isFreshBlank) fresh = '';
    else j++;
    if (isFreshBlank && !isBlank) line = '';
    else i++;
    for (let ahead = lead(line, fresh); ahead !== 0; ahead = lead(line, fresh)) {
      if (ahead < 0) line += removed[i++] ?? '';
      else fresh += added[j++] ?? '';
      if (i > removed.length || j > added.length) return [smallest(offset, removed.join(''), added.join(''))];
    }
    if (line !== fresh) edits.push(smallest(at, line, fresh));
    at += line.length;
  }
  return edits;
}

/** How many characters more than the other the first has, blanks apart. */
function lead(one: string, other: string): number {
  return withoutBlanks(one).length - withoutBlanks(other).length;
}

/** The edit without what both begin and end with; it never cuts a line end or a surrogate pair in two. */
function smallest(offset: number, removed: string, added: string): LineEdit {
  let start = 0;
  while (start < removed.length && start < added.length && removed[start] === added[start]) start++;
  while (start > 0 && isInside(removed, added, start)) start--;
  let end = 0;
  const most = Math.min(removed.length, added.length) - start;
  while (end < most && removed[removed.length - 1 - end] === added[added.length - 1 - end]) end++;
  while (end > 0 && (isJoint(removed, removed.length - end) || isJoint(added, added.length - end))) end--;
  return {
    offset: offset + start,
    length: removed.length - start - end,
    text: added.slice(start, added.length - end),
  };
}

function isInside(removed: string, added: string, at: number): boolean {
  return isJoint(removed, at) || isJoint(added, at);
}

/** Whether a place lies inside `\r\n` or a surrogate pair. */
function isJoint(text: string, at: number): boolean {
  return /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(at - 1, at + 1));
}
