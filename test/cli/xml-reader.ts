/** A strict reader of XML 1.0 for tests: elements, attributes, text. Anything that is not well-formed is an error. */

export interface Read {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Read[];
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** Characters that may stand in a document, by the specification (§2.2). */
const characters = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** The root element of a document. */
export function readXml(document: string): Read {
  if (!characters.test(document)) throw new Error('a character that XML does not have');
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at}: ${document.slice(at, at + 40)}`);
  };
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(document) ?? undefined;
    if (found !== undefined) at += found[0].length;
    return found;
  };
  const plain = (text: string): string => {
    if (/<|&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\da-f]+);)|\]\]>/iu.test(text)) fail('unescaped text');
    return text.replace(/&(#x?)?(\w+);/giu, (_, sharp: string | undefined, name: string) => {
      if (sharp === undefined) return entities[name] ?? fail(`no entity ${name}`);
      return String.fromCodePoint(Number.parseInt(name, sharp === '#' ? 10 : 16));
    });
  };
  const element = (): Read => {
    const [, name = ''] = take(/<([A-Za-z_][\w.-]*)/gy) ?? fail('no element');
    const attributes: Record<string, string> = {};
    for (let found = take(/\s+([A-Za-z_][\w.-]*)="([^"]*)"/gy); found !== undefined; ) {
      const [, key = '', value = ''] = found;
      if (Object.hasOwn(attributes, key)) fail(`${key} stands twice`);
      attributes[key] = plain(value.replace(/[\t\n\r]/gu, ' '));
      found = take(/\s+([A-Za-z_][\w.-]*)="([^"]*)"/gy);
    }
    if (take(/\s*\/>/gy) !== undefined) return { name, attributes, children: [], text: '' };
    take(/\s*>/gy) ?? fail('the tag does not end');
    const children: Read[] = [];
    let text = '';
    for (;;) {
      text += plain(take(/[^<]*/gy)?.[0] ?? '');
      const end = take(/<\/([A-Za-z_][\w.-]*)\s*>/gy);
      if (end === undefined) children.push(element());
      else if (end[1] === name) return { name, attributes, children, text };
      else fail(`${name} is closed by ${end[1]}`);
    }
  };
  take(/<\?xml version="1\.0" encoding="UTF-8"\?>\s*/gy) ?? fail('no declaration');
  const root = element();
  take(/\s*/gy);
  if (at < document.length) fail('more than one element');
  return root;
}

/** Everything of that name below an element. */
export function all({ children }: Read, name: string): readonly Read[] {
  return children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}
