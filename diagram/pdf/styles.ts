/** What the stylesheet of a picture says of each of its elements. Selectors as in `svg/stylesheet.ts`: tags, classes and descendants. */
import type { SvgElement } from './read-svg.js';

/** Properties by name, inherited ones included. */
export type Style = Readonly<Record<string, string>>;

interface Rule {
  /** From the outermost part to the element itself. */
  readonly parts: readonly Part[];
  readonly weight: number;
  readonly properties: Style;
}

interface Part {
  readonly tag: string | undefined;
  readonly classes: readonly string[];
}

/** Looks up styles of one stylesheet. */
export class Styles {
  readonly #rules: readonly Rule[];

  /** Of themes `light` and `dark`: rules under conditions, as `auto` has them, are not read. */
  constructor(css: string) {
    const rules = [...css.replaceAll(/@font-face\{[^}]*\}/g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(
      ([, selectors = '', body = '']) => selectors.split(',').map((selector) => ruleOf(selector, propertiesOf(body))),
    );
    // The sort is stable: of equal weight, the later one counts.
    this.#rules = rules.sort((one, other) => one.weight - other.weight);
  }

  /** The style of the last element of a way from the outermost one, on top of that of the element around it. */
  of(way: readonly SvgElement[], around: Style): Style {
    let style = around;
    for (const { parts, properties } of this.#rules)
      if (matches(parts, way)) style = style === around ? { ...around, ...properties } : { ...style, ...properties };
    return style;
  }
}

function ruleOf(selector: string, properties: Style): Rule {
  const parts = selector
    .trim()
    .split(/\s+/)
    .map((compound) => ({
      tag: /^[a-z]+/.exec(compound)?.[0],
      classes: [...compound.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name),
    }));
  const weight = parts.reduce((sum, { tag, classes }) => sum + 100 * classes.length + (tag === undefined ? 0 : 1), 0);
  return { parts, weight, properties };
}

function propertiesOf(body: string): Style {
  return Object.fromEntries(
    body.split(';').map((one) => {
      const colon = one.indexOf(':');
      return [one.slice(0, colon).trim(), one.slice(colon + 1).trim()];
    }),
  );
}

function matches(parts: readonly Part[], way: readonly SvgElement[]): boolean {
  const own = way.at(-1);
  const last = parts.at(-1);
  if (own === undefined || last === undefined || !fits(last, own)) return false;
  let left = parts.length - 2;
  for (let at = way.length - 2; at >= 0 && left >= 0; at--) {
    const [element, part] = [way[at], parts[left]];
    if (element !== undefined && part !== undefined && fits(part, element)) left--;
  }
  return left < 0;
}

function fits({ tag, classes }: Part, element: SvgElement): boolean {
  if (tag !== undefined && tag !== element.name) return false;
  if (classes.length === 0) return true;
  const own = element.attributes.get('class')?.split(' ') ?? [];
  return classes.every((name) => own.includes(name));
}
