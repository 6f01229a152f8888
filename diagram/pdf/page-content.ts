/** What is drawn on the page: the elements of the SVG as operators of PDF, with its coordinates. */
import { num } from '../svg/xml.js';
import { isExactlyMeasured, measureText, type TextStyle, type Weight } from '../text/measure.js';
import { pathOperators, rectOperators } from './path.js';
import type { PdfFont } from './pdf-font.js';
import type { SvgElement } from './read-svg.js';
import { type Style, Styles } from './styles.js';

export interface PageTools {
  /** By the name that the page knows each font by. */
  readonly fonts: Readonly<Record<Weight, { readonly name: string; readonly font: PdfFont }>>;
  /** Path data of a text in other fonts. */
  outlines(text: string, style: TextStyle, x: number, y: number): readonly string[];
}

/** Operators for everything in an SVG. */
export function pageContent(svg: SvgElement, tools: PageTools): string {
  const css = svg.children.find(({ name }) => name === 'style')?.text ?? '';
  const styles = new Styles(css);
  const out: string[] = [];
  const draw = (way: readonly SvgElement[], around: Style): void => {
    const element = way.at(-1);
    if (element === undefined || silent.has(element.name)) return;
    const style = styles.of(way, around);
    const transform = transformOf(element);
    if (transform !== '') out.push('q', transform);
    if (element.name === 'text') out.push(textOf(element, style, tools));
    else out.push(painted(outlineOf(element), style));
    for (const child of element.children) draw([...way, child], style);
    if (transform !== '') out.push('Q');
  };
  draw([svg], {});
  return out.filter((one) => one !== '').join('\n');
}

const silent = new Set(['title', 'desc', 'style']);

function number(element: SvgElement, name: string): number {
  return Number(element.attributes.get(name) ?? 0);
}

/** `translate(x y)` and `scale(s)`, as the writer has them. */
function transformOf(element: SvgElement): string {
  const text = element.attributes.get('transform') ?? '';
  return [...text.matchAll(/(translate|scale)\(([^)]*)\)/g)]
    .map(([, name, words = '']) => {
      const [a = 0, b = name === 'scale' ? a : 0] = words
        .trim()
        .split(/[\s,]+/)
        .map(Number);
      return name === 'scale' ? `${a} 0 0 ${b} 0 0 cm` : `1 0 0 1 ${num(a)} ${num(b)} cm`;
    })
    .join('\n');
}

function outlineOf(element: SvgElement): string {
  const of = (name: string): number => number(element, name);
  switch (element.name) {
    case 'rect':
      return rectOperators(of('x'), of('y'), of('width'), of('height'), of('rx'));
    case 'circle':
      return rectOperators(of('cx') - of('r'), of('cy') - of('r'), 2 * of('r'), 2 * of('r'), of('r'));
    case 'path':
      return pathOperators(element.attributes.get('d') ?? '');
    default:
      return '';
  }
}

const caps: Readonly<Record<string, number>> = { round: 1, square: 2 };
const joins: Readonly<Record<string, number>> = { round: 1, bevel: 2 };

function painted(outline: string, style: Style): string {
  const { fill = '#000000', stroke = 'none', 'stroke-dasharray': dashes } = style;
  if (outline === '' || (fill === 'none' && stroke === 'none')) return '';
  const line =
    stroke === 'none'
      ? []
      : [
          `${color(stroke)} RG`,
          `${num(Number.parseFloat(style['stroke-width'] ?? '1'))} w`,
          `${caps[style['stroke-linecap'] ?? ''] ?? 0} J`,
          `${joins[style['stroke-linejoin'] ?? ''] ?? 0} j`,
          `[${dashes ?? ''}] 0 d`,
        ];
  const ground = fill === 'none' ? [] : [`${color(fill)} rg`];
  return [...ground, ...line, outline, fill === 'none' ? 'S' : stroke === 'none' ? 'f' : 'B'].join(' ');
}

/** `#rrggbb` as three shares. */
function color(text: string): string {
  const value = Number.parseInt(text.slice(1), 16);
  if (!/^#[0-9a-f]{6}$/i.test(text)) throw new Error(`bug: '${text}' is no colour of the palette`);
  return [value >> 16, (value >> 8) & 255, value & 255]
    .map((part) => String(Math.round((part / 255) * 1000) / 1000))
    .join(' ');
}

function textOf(element: SvgElement, style: Style, { fonts, outlines }: PageTools): string {
  const text = element.text;
  if (text.trim() === '') return '';
  const size = Number.parseFloat(style['font-size'] ?? '11');
  const weight: Weight = style['font-weight'] === '600' ? 'semibold' : 'regular';
  const { name, font } = fonts[weight];
  const width = measureText(text, { size, weight });
  const x = number(element, 'x') - (style['text-anchor'] === 'middle' ? width / 2 : 0);
  const y = number(element, 'y');
  const fill = color(style.fill ?? '#000000');
  const isOurs = isExactlyMeasured(text);
  const shapes = isOurs ? [] : outlines(text, { size, weight }, x, y).map((data) => `${pathOperators(data)} f*`);
  // The picture's y runs down: letters are turned over once more.
  const shown = `BT ${isOurs ? 0 : 3} Tr /${name} ${num(size)} Tf 1 0 0 -1 ${num(x)} ${num(y)} Tm ${font.encode(text)} Tj ET`;
  return [`${fill} rg`, ...shapes, shown].join('\n');
}
