/**
 * From SVG to PDF: one page of the size of the picture, lines as lines, and texts as texts that can be searched and copied.
 * For the command line only, as `diagram/png` is: it reads the bundled font from files.
 *
 * The file is PDFKit's work. Reading back the SVG is ours: the pictures use a dozen elements and rules without surprises,
 * and the one library that draws any SVG with PDFKit has not been kept up for years.
 */
/// <reference types="node" />
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { fontFolder } from '../png/font-folder.js';
import { textOutlines } from '../png/outlines.js';
import { drawPicture } from './draw-picture.js';
import { readSvg } from './read-svg.js';

/** Longest side of a page in points (ISO 32000-1, annex C): 5 m. */
export const MAX_POINTS = 14_400;
/** A px of CSS is 1/96 of an inch, a point of PDF 1/72. */
const POINTS = 72 / 96;

/** Draws an SVG made by `renderSvg` with theme `light` or `dark`. The same SVG gives the same bytes. */
export async function renderPdf(svg: string): Promise<Uint8Array> {
  const picture = readSvg(svg);
  const [width, height] = [Number(picture.attributes.get('width')), Number(picture.attributes.get('height'))];
  const scale = Math.min(POINTS, MAX_POINTS / Math.max(width, height));
  const folder = fontFolder();
  if (folder === undefined) throw new Error('bug: the bundled font is missing');
  const font = (weight: string): string => join(folder, `inter-${weight}.ttf`);
  const document = new PDFDocument({
    size: [width * scale, height * scale],
    margin: 0,
    font: font('regular'),
    pdfVersion: '1.7',
    displayTitle: true,
    info: {
      Title: picture.children.find(({ name }) => name === 'title')?.text ?? '',
      Creator: 'sysdesign',
      // The time of drawing would make each file another one.
      CreationDate: new Date(0),
    },
  });
  const parts: Uint8Array[] = [];
  document.on('data', (part: Uint8Array) => parts.push(part));
  const written = new Promise((done, fail) => document.once('end', done).once('error', fail));
  document.registerFont('regular', font('regular')).registerFont('semibold', font('semibold'));
  document.scale(scale);
  drawPicture(document, picture, textOutlines);
  document.end();
  await written;
  return Buffer.concat(parts);
}
