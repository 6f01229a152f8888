/** A new drawing in the place of an old one: what is drawn as before stays the same element, which costs nothing to show. */
import { parsedSvg } from '../dom.js';

/** What elements were made from, before the page added to them. */
const markups = new WeakMap<Element, string>();

/** Puts a picture into `content`; its drawing is the only child. */
export function swapDrawing(content: SVGGElement, text: string): void {
  const fresh = parsedSvg(text);
  fresh.removeAttribute('role');
  const scene = fresh.querySelector('.sd-scene');
  const parts = scene === null ? [] : [...scene.children].map((part) => ({ part, markup: part.outerHTML }));
  for (const { part, markup } of parts) markups.set(part, markup);
  // Tooltips of a file; the page says more, in a card of its own.
  for (const title of fresh.querySelectorAll('title')) title.remove();
  const old = content.firstElementChild;
  const before = old?.querySelector('.sd-scene');
  if (scene === null || before === null || before === undefined || old === null) {
    content.replaceChildren(fresh);
    return;
  }
  for (const name of ['width', 'height', 'viewBox']) old.setAttribute(name, fresh.getAttribute(name) ?? '');
  before.setAttribute('transform', scene.getAttribute('transform') ?? '');
  const known = new Map<string, Element[]>();
  for (const element of before.children) {
    const markup = markups.get(element) ?? '';
    known.set(markup, [...(known.get(markup) ?? []), element]);
  }
  const wanted = parts.map(({ part, markup }) => known.get(markup)?.shift() ?? part);
  const kept = new Set(wanted);
  for (const element of [...before.children]) if (!kept.has(element)) element.remove();
  let next = before.firstElementChild;
  for (const element of wanted) {
    if (element === next) next = next.nextElementSibling;
    else before.insertBefore(element, next);
  }
}
