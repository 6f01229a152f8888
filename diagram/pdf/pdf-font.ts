/** One weight of the bundled font in a PDF: only the glyphs that are used, and which characters they stand for. */
import { measureText, type Weight } from '../text/measure.js';
import { hex, type PdfDocument, type Reference, utf16 } from './document.js';
import { readTrueType, type TrueType } from './true-type.js';

/** Codes from here on are no glyphs: characters of other fonts, which are drawn as outlines below their invisible text. */
const firstForeign = 0xe000;

const names: Readonly<Record<Weight, string>> = { regular: 'Inter-Regular', semibold: 'Inter-SemiBold' };

export class PdfFont {
  /** Character and width in thousandths of the size, by code. */
  readonly #used = new Map<number, { readonly character: string; readonly width: number }>();
  readonly #foreign = new Map<string, number>();
  readonly #font: TrueType;

  constructor(
    readonly weight: Weight,
    file: Uint8Array,
  ) {
    this.#font = readTrueType(file);
  }

  get isUsed(): boolean {
    return this.#used.size > 0;
  }

  /** A text as the string that shows it: two bytes for each character. */
  encode(text: string): string {
    const codes = [...text].map((character) => {
      const glyph = this.#font.glyphOf(character.codePointAt(0) ?? 0);
      const code = glyph === 0 ? this.#foreignCode(character) : glyph;
      if (!this.#used.has(code)) this.#used.set(code, { character, width: this.#widthOf(character, glyph) });
      return hex(code);
    });
    return `<${codes.join('')}>`;
  }

  #foreignCode(character: string): number {
    const code = this.#foreign.get(character) ?? Math.min(0xffff, firstForeign + this.#foreign.size);
    this.#foreign.set(character, code);
    return code;
  }

  #widthOf(character: string, glyph: number): number {
    if (glyph === 0) return measureText(character, { size: 1000, weight: this.weight });
    return (this.#font.widthOf(glyph) * 1000) / this.#font.unitsPerEm;
  }

  /** Writes the font; everything must have been encoded before. */
  write(document: PdfDocument): Reference {
    const codes = [...this.#used.keys()].sort((one, other) => one - other);
    const own = codes.filter((code) => code < firstForeign);
    const name = `${tagOf(own)}+${names[this.weight]}`;
    const { ascent, descent, capHeight, box } = this.#font;
    const scaled = (units: number): string => String(Math.round((units * 1000) / this.#font.unitsPerEm));
    const subset = this.#font.subset(own);
    const file = document.addStream(subset, `/Length1 ${subset.length}`);
    const descriptor = document.add(
      `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${box.map(scaled).join(' ')}] /ItalicAngle 0 /Ascent ${scaled(ascent)} /Descent ${scaled(descent)} /CapHeight ${scaled(capHeight)} /StemV ${this.weight === 'semibold' ? 110 : 80} /FontFile2 ${file} >>`,
    );
    const widths = codes.map((code) => `${code} [${(this.#used.get(code)?.width ?? 0).toFixed(2)}]`).join(' ');
    const descendant = document.add(
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} /CIDToGIDMap /Identity /DW 0 /W [${widths}] >>`,
    );
    const meanings = codes.map((code) => [code, this.#used.get(code)?.character ?? ''] as const);
    const unicode = document.addStream(characterMap(meanings));
    return document.add(
      `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant}] /ToUnicode ${unicode} >>`,
    );
  }
}

/** Six capital letters that say which glyphs there are, as names of font subsets must begin. */
function tagOf(codes: readonly number[]): string {
  let sum = 7;
  for (const code of codes) sum = (sum * 31 + code) % 26 ** 6;
  return Array.from({ length: 6 }, (_, i) => String.fromCharCode(65 + (Math.floor(sum / 26 ** i) % 26))).join('');
}

/** Which characters the codes stand for, so that texts can be searched and copied. */
function characterMap(meanings: readonly (readonly [code: number, character: string])[]): string {
  const blocks: string[] = [];
  for (let i = 0; i < meanings.length; i += 100) {
    const rows = meanings.slice(i, i + 100).map(([code, character]) => `<${hex(code)}> <${utf16(character)}>`);
    blocks.push(`${rows.length} beginbfchar\n${rows.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}
