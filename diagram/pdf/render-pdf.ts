/**
 * From SVG to PDF: one page of the size of the picture, lines as lines, and texts as texts that can be searched and copied.
 * For the command line only, as `diagram/png` is: it reads the bundled font from files.
 *
 * Written here and not by a library: the pictures use a dozen elements and rules without surprises, so that a reader of
 * that little SVG is shorter than what would turn it into the calls of a library, and a PDF of one page needs ten objects.
 */
/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fontFolder } from '../png/font-folder.js';
import { textOutlines } from '../png/outlines.js';
import { num } from '../svg/xml.js';
import type { Weight } from '../text/measure.js';
import { PdfDocument, textString } from './document.js';
import { pageContent } from './page-content.js';
import { PdfFont } from './pdf-font.js';
import { readSvg } from './read-svg.js';

/** Longest side of a page in points (ISO 32000-1, annex C): 5 m. */
export const MAX_POINTS = 14_400;
/** A px of CSS is 1/96 of an inch, a point of PDF 1/72. */
const POINTS = 72 / 96;

/** Draws an SVG made by `renderSvg` with theme `light` or `dark`. The same SVG gives the same bytes. */
export function renderPdf(svg: string): Uint8Array {
  const picture = readSvg(svg);
  const [width, height] = [Number(picture.attributes.get('width')), Number(picture.attributes.get('height'))];
  const scale = Math.min(POINTS, MAX_POINTS / Math.max(width, height));
  const fonts = { regular: used('regular'), semibold: used('semibold') };
  const content = pageContent(picture, { fonts, outlines: textOutlines });
  const document = new PdfDocument();
  const page = document.reserve();
  const pages = document.add(`<< /Type /Pages /Kids [${page}] /Count 1 >>`);
  const stream = document.addStream(`${scale} 0 0 ${-scale} 0 ${num(height * scale)} cm\n${content}`);
  const resources = Object.values(fonts)
    .filter(({ font }) => font.isUsed)
    .map(({ name, font }) => `/${name} ${font.write(document)}`);
  document.add(
    `<< /Type /Page /Parent ${pages} /MediaBox [0 0 ${num(width * scale)} ${num(height * scale)}] /Contents ${stream} /Resources << /Font << ${resources.join(' ')} >> >> >>`,
    page,
  );
  const title = picture.children.find(({ name }) => name === 'title')?.text ?? '';
  const catalog = document.add(`<< /Type /Catalog /Pages ${pages} /ViewerPreferences << /DisplayDocTitle true >> >>`);
  return document.bytes(catalog, document.add(`<< /Title ${textString(title)} /Creator (sysdesign) >>`));
}

function used(weight: Weight): { readonly name: string; readonly font: PdfFont } {
  const folder = fontFolder();
  if (folder === undefined) throw new Error('bug: the bundled font is missing');
  return { name: weight, font: new PdfFont(weight, readFileSync(join(folder, `inter-${weight}.ttf`))) };
}
