/** The one SVG writer, for files, Markdown, the command line and the editor's panel alike. */
import type { PlacedScene } from '../layout/placed.js';
import { fontFaces } from '../text/embedded-font.js';
import { measureText, type TextStyle } from '../text/measure.js';
import { plainText } from '../text/plain-text.js';
import { wrapText } from '../text/wrap.js';
import { edgeLabel, edgeLine } from './edge-line.js';
import { groupFrame, groupTitle } from './group-frame.js';
import { legend } from './legend.js';
import { nodeCard } from './node-card.js';
import { stylesheet, type Theme } from './stylesheet.js';
import { element, escapeXml, num, textLine, titleElement } from './xml.js';

export interface SvgOptions {
  /** Default `auto`: light or dark as the reader's system asks. */
  readonly theme?: Theme;
  /** Put the used parts of the font into the file, so that it looks the same everywhere; default true. */
  readonly embedFont?: boolean;
  /** Put the rules into the file; default true. A page with a strict content policy brings `stylesheet` itself. */
  readonly embedStyle?: boolean;
  /** Fill the ground; default true. */
  readonly background?: boolean;
  /** What is drawn besides. */
  readonly addition?: Addition;
}

/** Marks on and below a picture, and the rules for them. */
export interface Addition {
  /** Above everything else of the scene, in its coordinates. */
  readonly inScene: string;
  /** Below scene and legend, from 0 to `width`. */
  readonly below: (width: number) => { readonly markup: string; readonly height: number };
  readonly minWidth: number;
  /** Asked for when everything is drawn. */
  readonly rules: () => string;
  /** What the picture shows, for those who cannot see it. */
  readonly description: string;
}

const MARGIN = 24;
/** Between the edge of a picture without title and legend and what is in it. */
export const pictureMargin = MARGIN;
const titleStyle = { size: 18, weight: 'semibold' } as const satisfies TextStyle;
const captionStyle = { size: 12, weight: 'regular' } as const satisfies TextStyle;

/** Draws a placed scene. The same scene and options give the same bytes. */
export function renderSvg(placed: PlacedScene, options: SvgOptions = {}): string {
  const { theme = 'auto', embedFont = true, embedStyle = true, background = true, addition } = options;
  const { scene } = placed;
  const head = header(placed);
  const depth = new Map(placed.groups.map((each) => [each.group.id, each.depth]));
  const inner = Math.max(placed.width, head.width, addition?.minWidth ?? 0);
  const keyed = scene.legend === true ? legend(placed, MARGIN, 0, Math.max(inner, 360)) : { markup: '', height: 0 };
  const width = Math.ceil((keyed.markup === '' ? inner : Math.max(inner, 360)) + 2 * MARGIN);
  const legendTop = MARGIN + head.height + placed.height + 20;
  const drawn = Math.ceil(keyed.height === 0 ? legendTop - 20 + MARGIN : legendTop + keyed.height + MARGIN - 8);
  const below = addition?.below(width - 2 * MARGIN);
  const height = drawn + Math.ceil(below === undefined ? 0 : below.height + MARGIN);
  const body = [
    background ? element('rect', { class: 'sd-canvas', width, height }) : '',
    head.markup,
    element(
      'g',
      { class: 'sd-scene', transform: `translate(${MARGIN} ${num(MARGIN + head.height)})` },
      ...placed.groups.map(groupFrame),
      ...placed.edges.map(edgeLine),
      ...placed.edges.map((edge) =>
        edgeLabel(edge, edge.labelGroup === undefined ? undefined : depth.get(edge.labelGroup)),
      ),
      ...placed.groups.map(groupTitle),
      ...placed.nodes.map(nodeCard),
      addition?.inScene ?? '',
    ),
    keyed.markup === '' ? '' : element('g', { transform: `translate(0 ${num(legendTop)})` }, keyed.markup),
    ...(below === undefined ? [] : [element('g', { transform: `translate(${MARGIN} ${drawn})` }, below.markup)]),
  ].join('\n');
  const style = [
    ...(embedFont ? [fontFaces(textsOf(body))] : []),
    ...(embedStyle ? [stylesheet(theme), addition?.rules() ?? ''] : []),
  ]
    .filter((part) => part !== '')
    .join('\n');
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'sd',
      role: 'img',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
    },
    '\n',
    titleElement(nameOf(placed)),
    element('desc', {}, escapeXml(describe(placed) + (addition === undefined ? '' : ` ${addition.description}`))),
    style === '' ? '' : `\n<style>\n${style}\n</style>\n`,
    body,
    '\n',
  )}\n`;
}

function header({ scene, width: sceneWidth }: PlacedScene): { markup: string; width: number; height: number } {
  const room = Math.max(sceneWidth, 480);
  const title = wrapText(scene.title ?? '', titleStyle, room, 2).lines;
  const caption = wrapText(scene.subtitle ?? '', captionStyle, room, 2).lines;
  let y = MARGIN;
  const lines: string[] = [];
  for (const line of title) {
    lines.push(textLine(line, titleStyle, MARGIN, y + 15, 'sd-title'));
    y += 25;
  }
  for (const line of caption) {
    lines.push(textLine(line, captionStyle, MARGIN, y + 10, 'sd-caption'));
    y += 18;
  }
  return {
    markup: lines.join(''),
    width: Math.max(
      0,
      ...title.map((line) => measureText(line, titleStyle)),
      ...caption.map((line) => measureText(line, captionStyle)),
    ),
    height: lines.length === 0 ? 0 : y - MARGIN + 14,
  };
}

function nameOf({ scene }: PlacedScene): string {
  const title = plainText(scene.title ?? '');
  return title === '' ? 'System design' : title;
}

function describe({ nodes, groups, edges }: PlacedScene): string {
  const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
  const sizes = `${count(nodes.length, 'component')}, ${count(edges.length, 'connection')}, ${count(groups.length, 'group')}`;
  return `System topology: ${sizes}.`;
}

/** The texts of a drawing, as they are written in it. */
function* textsOf(markup: string): Generator<string> {
  for (const [, text = ''] of markup.matchAll(/<text[^>]*>([^<]*)<\/text>/g)) yield text;
}
