/** TrueType fonts: what a PDF needs to know of one, and a copy with the outlines of some glyphs only. */

export interface TrueType {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly box: readonly number[];
  /** Glyph of a code point; 0 where it has none. */
  glyphOf(point: number): number;
  /** Advance width in units. */
  widthOf(glyph: number): number;
  /** The font with the outlines of these glyphs, and of those they are made of; numbers of glyphs stay. */
  subset(glyphs: Iterable<number>): Uint8Array;
}

/** Reads a font with `glyf` outlines and a character map of format 4. */
export function readTrueType(source: Uint8Array): TrueType {
  // A copy: slices of Node's buffers would share their bytes.
  const file = new Uint8Array(source);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, { readonly at: number; readonly length: number }>();
  for (let i = 0, count = view.getUint16(4); i < count; i++) {
    const entry = 12 + 16 * i;
    const tag = String.fromCharCode(...file.subarray(entry, entry + 4));
    tables.set(tag, { at: view.getUint32(entry + 8), length: view.getUint32(entry + 12) });
  }
  const at = (tag: string): number => {
    const table = tables.get(tag);
    if (table === undefined) throw new Error(`bug: the font has no table ${tag}`);
    return table.at;
  };
  const [head, hhea, hmtx, glyf, loca] = [at('head'), at('hhea'), at('hmtx'), at('glyf'), at('loca')];
  const glyphCount = view.getUint16(at('maxp') + 4);
  const longMetrics = view.getUint16(hhea + 34);
  const isLong = view.getInt16(head + 50) === 1;
  const offset = (glyph: number): number =>
    isLong ? view.getUint32(loca + 4 * glyph) : 2 * view.getUint16(loca + 2 * glyph);
  const outline = (glyph: number): Uint8Array => file.subarray(glyf + offset(glyph), glyf + offset(glyph + 1));
  const copy = (tag: string): Uint8Array => {
    const table = tables.get(tag);
    return table === undefined ? new Uint8Array() : file.slice(table.at, table.at + table.length);
  };
  return {
    unitsPerEm: view.getUint16(head + 18),
    ascent: view.getInt16(hhea + 4),
    descent: view.getInt16(hhea + 6),
    capHeight: view.getInt16(at('OS/2') + 88),
    box: [36, 38, 40, 42].map((field) => view.getInt16(head + field)),
    glyphOf: glyphsOf(view, at('cmap')),
    widthOf: (glyph) => view.getUint16(hmtx + 4 * Math.min(glyph, longMetrics - 1)),
    subset(glyphs) {
      const kept = new Set([0]);
      const keep = (glyph: number): void => {
        if (kept.has(glyph) || glyph >= glyphCount) return;
        kept.add(glyph);
        for (const part of partsOf(outline(glyph))) keep(part);
      };
      for (const glyph of glyphs) keep(glyph);
      const places = new DataView(new ArrayBuffer(4 * (glyphCount + 1)));
      const outlines: Uint8Array[] = [];
      let length = 0;
      for (let glyph = 0; glyph < glyphCount; glyph++) {
        places.setUint32(4 * glyph, length);
        if (!kept.has(glyph)) continue;
        const bytes = outline(glyph);
        outlines.push(bytes, new Uint8Array(padding(bytes.length)));
        length += bytes.length + padding(bytes.length);
      }
      places.setUint32(4 * glyphCount, length);
      const newHead = copy('head');
      const headView = new DataView(newHead.buffer);
      headView.setUint32(8, 0);
      headView.setInt16(50, 1);
      return fontFile(
        new Map([
          ['glyf', joined(outlines)],
          ['head', newHead],
          ['hhea', copy('hhea')],
          ['hmtx', copy('hmtx')],
          ['loca', new Uint8Array(places.buffer)],
          ['maxp', copy('maxp')],
        ]),
      );
    },
  };
}

/** The character map of the basic plane. */
function glyphsOf(view: DataView, cmap: number): (point: number) => number {
  const subtables = Array.from({ length: view.getUint16(cmap + 2) }, (_, i) => cmap + view.getUint32(cmap + 8 + 8 * i));
  const map = subtables.find((at) => view.getUint16(at) === 4);
  if (map === undefined) throw new Error('bug: the font has no character map of format 4');
  const size = view.getUint16(map + 6);
  const [ends, starts] = [map + 14, map + 16 + size];
  const [deltas, ranges] = [starts + size, starts + 2 * size];
  return (point) => {
    for (let i = 0; i < size; i += 2) {
      if (point > view.getUint16(ends + i)) continue;
      const start = view.getUint16(starts + i);
      if (point < start) return 0;
      const range = view.getUint16(ranges + i);
      const delta = view.getUint16(deltas + i);
      if (range === 0) return (point + delta) & 0xffff;
      const glyph = view.getUint16(ranges + i + range + 2 * (point - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

/** Glyphs that a composite glyph is made of. */
function partsOf(outline: Uint8Array): number[] {
  const parts: number[] = [];
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  if (outline.length < 10 || view.getInt16(0) >= 0) return parts;
  for (let at = 10, flags = 0x20; (flags & 0x20) !== 0; ) {
    flags = view.getUint16(at);
    parts.push(view.getUint16(at + 2));
    // Two offsets of one or two bytes, then none, one, two or four numbers of a scale.
    at +=
      4 +
      ((flags & 1) !== 0 ? 4 : 2) +
      ((flags & 8) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0);
  }
  return parts;
}

function fontFile(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const start = 12 + 16 * tables.size;
  const directory = new DataView(new ArrayBuffer(start));
  const power = Math.floor(Math.log2(tables.size));
  directory.setUint32(0, 0x10000);
  directory.setUint16(4, tables.size);
  directory.setUint16(6, 16 * 2 ** power);
  directory.setUint16(8, power);
  directory.setUint16(10, 16 * (tables.size - 2 ** power));
  const bodies: Uint8Array[] = [];
  let at = start;
  let entry = 12;
  for (const [tag, bytes] of tables) {
    const body = joined([bytes, new Uint8Array(padding(bytes.length))]);
    for (let i = 0; i < 4; i++) directory.setUint8(entry + i, tag.charCodeAt(i));
    directory.setUint32(entry + 4, checksum(body));
    directory.setUint32(entry + 8, at);
    directory.setUint32(entry + 12, bytes.length);
    bodies.push(body);
    at += body.length;
    entry += 16;
  }
  return joined([new Uint8Array(directory.buffer), ...bodies]);
}

function checksum(body: Uint8Array): number {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let sum = 0;
  for (let i = 0; i < body.length; i += 4) sum = (sum + view.getUint32(i)) >>> 0;
  return sum;
}

/** Bytes up to the next multiple of four. */
function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}

/** All of them in one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
