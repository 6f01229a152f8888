/**
 * From SVG to PNG with resvg, for the command line only: it loads a native module, so nothing that is bundled for a
 * page or an editor may import this folder. The bundled font is read from `fonts/` beside this file.
 */
/// <reference types="node" />
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { fontFolder } from './font-folder.js';

export interface PngOptions {
  /** Pixels per px of the picture; default 2. */
  readonly scale?: number;
  /** Any CSS colour; missing: what the picture itself draws. */
  readonly background?: string;
  /** Folder with `inter-regular.ttf` and `inter-semibold.ttf`; missing: found beside this file. */
  readonly fontFolder?: string;
}

export interface Png {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** The scale that was used: smaller than asked for where the picture would have exceeded the limits. */
  readonly scale: number;
}

/** Longest side of a PNG in pixels. */
export const MAX_SIDE = 8192;
/** Largest area of a PNG in pixels. */
export const MAX_AREA = 64_000_000;

/**
 * Draws an SVG made by `renderSvg` with theme `light` or `dark` (`auto` comes out light). Scales down to `MAX_SIDE`
 * and `MAX_AREA`. Throws on text that is no SVG.
 */
export function renderPng(svg: string, options: PngOptions = {}): Png {
  const folder = options.fontFolder ?? fontFolder();
  const font = {
    // Only for characters that the bundled font lacks: the SVG writer marks such texts by pinning their width.
    loadSystemFonts: folder === undefined || svg.includes(' textLength="'),
    fontFiles:
      folder === undefined ? [] : ['inter-regular.ttf', 'inter-semibold.ttf'].map((name) => join(folder, name)),
    defaultFontFamily: 'Inter',
  };
  const size = sizeOf(svg);
  const scale = fittingScale(size, options.scale ?? 2);
  const image = new Resvg(svg, {
    font,
    fitTo: { mode: 'zoom', value: scale },
    ...(options.background === undefined ? {} : { background: options.background }),
  }).render();
  return { data: new Uint8Array(image.asPng()), width: image.width, height: image.height, scale };
}

/** The largest scale up to `wanted` that keeps a picture within the limits. */
export function fittingScale(size: { readonly width: number; readonly height: number }, wanted: number): number {
  const asked = Number.isFinite(wanted) && wanted > 0 ? wanted : 1;
  const bySide = MAX_SIDE / Math.max(size.width, size.height);
  const byArea = Math.sqrt(MAX_AREA / (size.width * size.height));
  return Math.min(asked, bySide, byArea);
}

function sizeOf(svg: string): { width: number; height: number } {
  const [, width = '1', height = '1'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return { width: Math.max(1, Number(width)), height: Math.max(1, Number(height)) };
}
