/** The picture for those who do not see it: names of its parts, and one of them to begin at with the keyboard. */
import type { Item, Picture } from '../engine/messages.js';

/** Connections that are named of one box. */
const most = 6;

/** Names the parts of a drawing. `current` is the one that the tab key reaches; missing: the first. */
export function nameParts(drawing: Element, picture: Picture, current: string | undefined): void {
  const boxes = picture.items.filter(({ shape }) => shape !== 'frame');
  const first = boxes.find(({ id }) => id === current) ?? boxes[0];
  const items = new Map(picture.items.map((item) => [item.id, item]));
  for (const node of drawing.querySelectorAll<SVGGElement>('.sd-node')) {
    const item = items.get(node.dataset.id ?? '');
    if (item === undefined) continue;
    node.setAttribute('role', 'graphics-symbol');
    node.setAttribute('aria-roledescription', 'component');
    node.setAttribute('tabindex', item === first ? '0' : '-1');
    node.setAttribute('aria-label', nameOf(item, picture, items));
  }
  for (const title of drawing.querySelectorAll<SVGGElement>('.sd-group-title')) {
    const item = items.get(title.dataset.id ?? '');
    if (item === undefined) continue;
    title.setAttribute('role', 'button');
    title.setAttribute('tabindex', '0');
    title.setAttribute('aria-expanded', 'true');
    title.setAttribute('aria-label', `${item.about} ${item.label}${saidFindings(item)}`);
  }
  // Arrows are said of the boxes that they join.
  for (const hidden of drawing.querySelectorAll('.sd-edge, .sd-edge-label, .sd-group, .sd-scene > .sd-badge'))
    hidden.setAttribute('aria-hidden', 'true');
}

function nameOf(item: Item, picture: Picture, items: ReadonlyMap<string, Item>): string {
  const { id, label, about, facts, load } = item;
  const said = [
    label,
    item.shape === 'closed' ? `${about}, closed` : about,
    ...facts,
    ...(load === undefined ? [] : [`${Math.round(load * 100)} % busy`]),
    ...(item.parent === undefined ? [] : [`in ${items.get(item.parent)?.label ?? item.parent}`]),
  ];
  const arrows = picture.arrows.filter(({ from, to }) => from !== to && from === id);
  const targets = arrows.slice(0, most).map(({ to, label: words }) => {
    const what = words.length === 0 ? '' : `: ${words.join(', ')}`;
    return `${items.get(to)?.label ?? to}${what}`;
  });
  const more = arrows.length > most ? [`${arrows.length - most} more`] : [];
  const way = targets.length === 0 ? '' : `. To ${[...targets, ...more].join('; ')}`;
  return `${said.join(', ')}${saidFindings(item)}${way}`;
}

function saidFindings({ badges }: Item): string {
  const said = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = badges[severity] ?? 0;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`];
  });
  return said.length === 0 ? '' : `, ${said.join(', ')}`;
}
