/** Counterexamples as SVG: lanes of clients and copies, arrows between them, time downward. */
import { stylesheet, type Theme } from '../svg/stylesheet.js';
import { element, num, textLine, titleElement } from '../svg/xml.js';
import { fontFaces } from '../text/embedded-font.js';
import { measureText, type TextStyle } from '../text/measure.js';
import { wrapText } from '../text/wrap.js';
import { type Lane, momentOf, type Row, type Sequence } from './sequence.js';
import { sequenceStyles } from './sequence-styles.js';

export interface SequenceSvgOptions {
  /** Default `auto`: light or dark as the reader's system asks. */
  readonly theme?: Theme;
  /** Put the used parts of the font into the file; default true. */
  readonly embedFont?: boolean;
}

const MARGIN = 24;
const HEAD = 34;
const titleStyle = { size: 18, weight: 'semibold' } as const satisfies TextStyle;
const captionStyle = { size: 12, weight: 'regular' } as const satisfies TextStyle;
const labelStyle = { size: 13, weight: 'semibold' } as const satisfies TextStyle;
const textStyle = { size: 11, weight: 'regular' } as const satisfies TextStyle;

/** Where the lanes stand, and how wide the picture is. */
interface Plan {
  readonly times: number;
  readonly xs: readonly number[];
  readonly heads: readonly number[];
  readonly width: number;
}

/** Draws a sequence. The same sequence and options give the same bytes. */
export function sequenceSvg(sequence: Sequence, options: SequenceSvgOptions = {}): string {
  const { theme = 'auto', embedFont = true } = options;
  const plan = planOf(sequence);
  const room = plan.width - 2 * MARGIN;
  let y = MARGIN;
  const head: string[] = [];
  for (const line of wrapText(sequence.title, titleStyle, room, 4).lines) {
    head.push(textLine(line, titleStyle, MARGIN, y + 15, 'sd-title'));
    y += 25;
  }
  for (const line of wrapText(sequence.subtitle, captionStyle, room, 2).lines) {
    head.push(textLine(line, captionStyle, MARGIN, y + 10, 'sd-caption'));
    y += 18;
  }
  y += 16;
  const top = y;
  y += HEAD + 22;
  const rows: string[] = [];
  for (const row of sequence.rows) {
    y += heightOf(row);
    rows.push(drawRow(row, y, plan, momentOf(row.at, sequence.rows)));
  }
  const bottom = y + 22;
  const lanes = sequence.lanes.map((lane, index) =>
    drawLane(lane, plan.xs[index] ?? 0, plan.heads[index] ?? 0, top, bottom),
  );
  const height = Math.ceil(bottom + MARGIN);
  const width = Math.ceil(plan.width);
  const body = [element('rect', { class: 'sd-canvas', width, height }), ...head, ...lanes, ...rows].join('\n');
  const style = [...(embedFont ? [fontFaces(textsOf(body))] : []), stylesheet(theme), sequenceStyles(theme)].join('\n');
  return `${element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', class: 'sd', role: 'img', width, height, viewBox: `0 0 ${width} ${height}` },
    '\n',
    titleElement(sequence.title),
    `\n<style>\n${style}\n</style>\n`,
    body,
    '\n',
  )}\n`;
}

const heightOf = (row: Row): number => (row.kind === 'message' ? 38 : 30);

/** Lanes so far apart that what is written between two of them fits. */
function planOf({ lanes, rows }: Sequence): Plan {
  const width = (text: string): number => measureText(text, textStyle);
  const times = MARGIN + Math.max(0, ...rows.map((row) => width(momentOf(row.at, rows)))) + 14;
  const heads = lanes.map(({ label }) => Math.max(72, measureText(label, labelStyle) + 24));
  const gaps = lanes.map((_, index) => ((heads[index] ?? 0) + (heads[index + 1] ?? heads[index] ?? 0)) / 2 + 24);
  for (const row of rows) {
    if (row.kind === 'happening') continue;
    const [from, to] =
      row.kind === 'message' ? [Math.min(row.from, row.to), Math.max(row.from, row.to)] : [row.lane, row.lane + 1];
    const wanted = (width(row.text) + 32) / Math.max(1, to - from);
    for (let i = from; i < Math.max(to, from + 1); i++) gaps[i] = Math.max(gaps[i] ?? 0, wanted);
  }
  const xs: number[] = [];
  let x = times + (heads[0] ?? 0) / 2;
  for (const [index] of lanes.entries()) {
    xs.push(x);
    x += gaps[index] ?? 0;
  }
  const last = lanes.length - 1;
  const marks = rows.some((row) => row.kind === 'mark' && row.lane === last);
  const end = marks ? x : (xs[last] ?? times) + (heads[last] ?? 0) / 2;
  return { times, xs, heads, width: Math.max(480, end + MARGIN) };
}

function drawLane({ label, isClient }: Lane, x: number, width: number, top: number, bottom: number): string {
  const left = x - width / 2;
  return element(
    'g',
    { class: isClient ? 'sd-lane sd-tint-people' : 'sd-lane sd-tint-data' },
    element('path', { class: 'sd-lifeline', d: `M${num(x)} ${num(top + HEAD)}V${num(bottom)}` }),
    element('rect', { class: 'sd-card sd-tile', x: left, y: top, width, height: HEAD, rx: isClient ? HEAD / 2 : 6 }),
    textLine(label, labelStyle, x - measureText(label, labelStyle) / 2, top + 22, 'sd-label'),
  );
}

function drawRow(row: Row, y: number, { xs, times, width }: Plan, moment: string): string {
  const time = textLine(moment, textStyle, times - 14 - measureText(moment, textStyle), y + 4, 'sd-muted');
  switch (row.kind) {
    case 'message': {
      const [from, to] = [xs[row.from] ?? 0, xs[row.to] ?? 0];
      const back = to < from ? 1 : -1;
      const middle = (from + to) / 2 - measureText(row.text, textStyle) / 2;
      return element(
        'g',
        { class: row.isAnswer ? 'sd-message sd-answer' : 'sd-message' },
        time,
        element('path', { class: 'sd-line', d: `M${num(from)} ${num(y)}H${num(to)}` }),
        element('path', {
          class: 'sd-head sd-head-open',
          d: `M${num(to + back * 8)} ${num(y - 4.5)}L${num(to)} ${num(y)}L${num(to + back * 8)} ${num(y + 4.5)}`,
        }),
        textLine(row.text, textStyle, middle, y - 7),
      );
    }
    case 'mark': {
      const x = xs[row.lane] ?? 0;
      return element(
        'g',
        { class: 'sd-mark' },
        time,
        element('circle', { class: 'sd-dot', cx: x, cy: y, r: 4 }),
        textLine(row.text, textStyle, x + 11, y + 4),
      );
    }
    case 'happening': {
      const [text = ''] = wrapText(row.text, textStyle, width - times - MARGIN - 24, 1).lines;
      return element(
        'g',
        { class: 'sd-happening' },
        time,
        element('rect', { class: 'sd-band', x: times, y: y - 11, width: width - times - MARGIN, height: 22, rx: 4 }),
        textLine(text, textStyle, times + 12, y + 4),
      );
    }
  }
}

/** The texts of a drawing, as they are written in it. */
function* textsOf(markup: string): Generator<string> {
  for (const [, text = ''] of markup.matchAll(/<text[^>]*>([^<]*)<\/text>/g)) yield text;
}
