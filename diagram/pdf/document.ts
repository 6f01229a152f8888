/** The file format: numbered objects, and a table that says where each of them starts (PDF 1.7, ISO 32000-1, 7.5). */
/// <reference types="node" />
import { deflateSync } from 'node:zlib';
import { joined } from './true-type.js';

/** Says which object is meant, `7 0 R`. */
export type Reference = string;

/** Collects objects and writes them as one file. */
export class PdfDocument {
  readonly #objects: (Uint8Array | undefined)[] = [];

  /** Numbers an object that comes later. */
  reserve(): Reference {
    this.#objects.push(undefined);
    return `${this.#objects.length} 0 R`;
  }

  /** Adds an object, or gives one that was reserved its content. */
  add(content: string, reference: Reference = this.reserve()): Reference {
    this.#objects[Number.parseInt(reference, 10) - 1] = encoded(content);
    return reference;
  }

  /** Adds compressed data. */
  addStream(data: string | Uint8Array, entries = ''): Reference {
    const packed = deflateSync(typeof data === 'string' ? encoded(data) : data, { level: 9 });
    const reference = this.reserve();
    const head = `<< ${entries} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    this.#objects[Number.parseInt(reference, 10) - 1] = joined([encoded(head), packed, encoded('\nendstream')]);
    return reference;
  }

  /** The file. */
  bytes(catalog: Reference, info: Reference): Uint8Array {
    // The second line tells programs that the file is binary.
    const parts: Uint8Array[] = [new Uint8Array([...encoded('%PDF-1.7\n%'), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a])];
    let length = parts[0]?.length ?? 0;
    const places = this.#objects.map((content, index) => {
      if (content === undefined) throw new Error(`bug: object ${index + 1} of the PDF was never written`);
      const part = joined([encoded(`${index + 1} 0 obj\n`), content, encoded('\nendobj\n')]);
      const at = length;
      parts.push(part);
      length += part.length;
      return `${String(at).padStart(10, '0')} 00000 n \n`;
    });
    const size = places.length + 1;
    parts.push(
      encoded(
        `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${size} /Root ${catalog} /Info ${info} >>\nstartxref\n${length}\n%%EOF\n`,
      ),
    );
    return joined(parts);
  }
}

/** A text of the document's information: any characters. */
export function textString(text: string): string {
  return `<FEFF${utf16(text)}>`;
}

/** UTF-16 in hexadecimal digits. */
export function utf16(text: string): string {
  return Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i))).join('');
}

/** Four digits. */
export function hex(number: number): string {
  return number.toString(16).toUpperCase().padStart(4, '0');
}

/** Everything but streams is ASCII. */
function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
