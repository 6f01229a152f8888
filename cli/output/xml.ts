/** XML text that nothing in a design can break: names are ours, values are escaped. */

/** An element; children that are strings are text. */
export interface Element {
  readonly name: string;
  /** Those that are `undefined` are left out. */
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly (Element | string)[];
}

/** A document with one element, with a newline at its end. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}\n`;
}

function written({ name, attributes, children = [] }: Element, indent: string): string {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  const head = `${indent}<${name}${said.join('')}`;
  if (children.length === 0) return `${head}/>`;
  // White space beside text would be part of it.
  if (children.some((child) => typeof child === 'string'))
    return `${head}>${children.map((child) => (typeof child === 'string' ? escaped(child, false) : written(child, ''))).join('')}</${name}>`;
  const inner = children.map((child) => (typeof child === 'string' ? '' : written(child, `${indent}  `)));
  return `${head}>\n${inner.join('\n')}\n${indent}</${name}>`;
}

/** Characters that XML 1.0 has no way to write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must go.
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

function escaped(text: string, isAttribute = true): string {
  const safe = text
    .replace(impossible, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
  return isAttribute ? safe.replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;') : safe;
}
