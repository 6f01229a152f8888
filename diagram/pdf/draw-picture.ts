/** The elements of a picture as calls of PDFKit, in the picture's coordinates. */
import type PDFDocument from 'pdfkit';
import { num } from '../svg/xml.js';
import { isExactlyMeasured, measureText, type TextStyle, type Weight } from '../text/measure.js';
import type { SvgElement } from './read-svg.js';
import { type Style, Styles } from './styles.js';

type Document = InstanceType<typeof PDFDocument>;

/** Path data of a text in fonts that the document does not bring. */
export type Outlines = (text: string, style: TextStyle, x: number, y: number) => readonly string[];

/** Draws everything in an SVG. `document` knows the fonts `regular` and `semibold`. */
export function drawPicture(document: Document, svg: SvgElement, outlines: Outlines): void {
  const css = svg.children.find(({ name }) => name === 'style')?.text ?? '';
  const styles = new Styles(css);
  const draw = (way: readonly SvgElement[], around: Style): void => {
    const element = way.at(-1);
    if (element === undefined || silent.has(element.name)) return;
    const style = styles.of(way, around);
    document.save();
    move(document, element);
    if (element.name === 'text') drawText(document, element, style, outlines);
    else if (outline(document, element)) paint(document, style);
    for (const child of element.children) draw([...way, child], style);
    document.restore();
  };
  draw([svg], {});
}

const silent = new Set(['title', 'desc', 'style']);

function number(element: SvgElement, name: string): number {
  return Number(element.attributes.get(name) ?? 0);
}

/** `translate(x y)` and `scale(s)`, as the writer has them. */
function move(document: Document, element: SvgElement): void {
  const text = element.attributes.get('transform') ?? '';
  for (const [, name, words = ''] of text.matchAll(/(translate|scale)\(([^)]*)\)/g)) {
    const [a = 0, b = name === 'scale' ? a : 0] = words
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    if (name === 'scale') document.scale(a, b);
    else document.translate(a, b);
  }
}

/** Begins the outline of a shape; says whether it is one. */
function outline(document: Document, element: SvgElement): boolean {
  const of = (name: string): number => number(element, name);
  switch (element.name) {
    case 'rect': {
      // SVG rounds up to half a side.
      const radius = Math.min(of('rx'), of('width') / 2, of('height') / 2);
      if (radius > 0) document.roundedRect(of('x'), of('y'), of('width'), of('height'), radius);
      else document.rect(of('x'), of('y'), of('width'), of('height'));
      return true;
    }
    case 'circle':
      document.circle(of('cx'), of('cy'), of('r'));
      return true;
    case 'path':
      document.path(element.attributes.get('d') ?? '');
      return true;
    default:
      return false;
  }
}

function paint(document: Document, style: Style): void {
  const { fill = '#000000', stroke = 'none', 'stroke-dasharray': dashes } = style;
  if (stroke !== 'none') {
    document.lineWidth(Number.parseFloat(style['stroke-width'] ?? '1'));
    document.lineCap(oneOf(style['stroke-linecap'], ['butt', 'round', 'square']));
    document.lineJoin(oneOf(style['stroke-linejoin'], ['miter', 'round', 'bevel']));
    if (dashes !== undefined && dashes !== 'none') dash(document, dashes.split(/[\s,]+/).map(Number));
  }
  if (fill !== 'none' && stroke !== 'none') document.fillAndStroke(fill, stroke);
  else if (stroke !== 'none') document.stroke(stroke);
  else if (fill !== 'none') document.fill(fill);
  // An outline that nobody sees would become part of the next one.
  else document.addContent('n');
}

function dash(document: Document, lengths: readonly number[]): void {
  // PDFKit takes lists, which its types do not say.
  (document as unknown as { dash(lengths: readonly number[]): void }).dash(lengths);
}

function oneOf<T extends string>(word: string | undefined, words: readonly [T, ...T[]]): T {
  return words.find((one) => one === word) ?? words[0];
}

function drawText(document: Document, element: SvgElement, style: Style, outlines: Outlines): void {
  const { text } = element;
  if (text.trim() === '') return;
  const size = Number.parseFloat(style['font-size'] ?? '11');
  const weight: Weight = style['font-weight'] === '600' ? 'semibold' : 'regular';
  const x = number(element, 'x') - (style['text-anchor'] === 'middle' ? measureText(text, { size, weight }) / 2 : 0);
  const y = number(element, 'y');
  document.fillColor(style.fill ?? '#000000');
  if (isExactlyMeasured(text)) {
    document.font(weight).fontSize(size);
    // Widths were measured letter by letter: no ligatures and no kerning.
    document.text(text, x, y, { lineBreak: false, baseline: 'alphabetic', features: [] });
    return;
  }
  // Letters of other fonts are shapes. What they say belongs to invisible blanks that lie over them: readers of texts look for
  // letters, and begin and end in the same coordinates.
  document.markContent('Span', { actual: text });
  for (const data of outlines(text, { size, weight }, x, y)) document.path(data).fill('even-odd');
  const blanks = Math.round(measureText(text, { size, weight }) / measureText(blank, { size, weight }));
  document.font(weight);
  const { _font: font, page } = document as unknown as WithFont;
  page.fonts[font.id] ??= font.ref();
  const [codes] = font.encode(blank.repeat(Math.max(1, blanks)), []);
  document.addContent(`BT 3 Tr /${font.id} ${size} Tf 1 0 0 -1 ${num(x)} ${num(y)} Tm <${codes.join('')}> Tj 0 Tr ET`);
  document.endMarkedContent();
}

/** What PDFKit has and its types do not say: the chosen font, and those of the page by their names. */
interface WithFont {
  readonly _font: {
    readonly id: string;
    ref(): unknown;
    encode(text: string, features: readonly string[]): readonly [codes: readonly string[], positions: unknown];
  };
  readonly page: { readonly fonts: Record<string, unknown> };
}

/** One that is not taken for the end of a word. */
const blank = '\u00a0';
