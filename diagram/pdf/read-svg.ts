/** Reads back the SVG that `renderSvg` writes. Not a reader for any SVG: no comments, no CDATA, no namespaces. */

export interface SvgElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly SvgElement[];
  /** What stands directly in it, entities resolved. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: SvgElement[];
  text: string;
}

/** The outermost element. Throws on text that is no SVG of ours. */
export function readSvg(source: string): SvgElement {
  const top: Open = { name: '', attributes: new Map(), children: [], text: '' };
  const stack = [top];
  for (const [, closed, opened, attributes = '', empty, text = ''] of source.matchAll(
    /<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g,
  )) {
    const around = stack.at(-1);
    if (around === undefined) break;
    if (opened !== undefined) {
      const element: Open = { name: opened, attributes: readAttributes(attributes), children: [], text: '' };
      around.children.push(element);
      if (empty !== '/') stack.push(element);
    } else if (closed === undefined) around.text += unescapeXml(text);
    else stack.pop();
  }
  const [svg] = top.children;
  if (svg?.name !== 'svg' || stack.length !== 1) throw new Error('bug: not an SVG that this project wrote');
  return svg;
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescapeXml(value)]),
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);
}
