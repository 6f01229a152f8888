/** The picture for those who do not see it: names of its parts, and one of them to begin at with the keyboard. */
import type { Arrow, Item, Picture } from '../engine/messages.js';

/** Connections that are named of one box. */
const most = 6;

/** Names the parts of a drawing. `current` is the one that the tab key reaches; missing: the first. */
export function nameParts(drawing: Element, picture: Picture, current: string | undefined): void {
  const boxes = picture.items.filter(({ shape }) => shape !== 'frame');
  const first = boxes.find(({ id }) => id === current) ?? boxes[0];
  const items = new Map(picture.items.map((item) => [item.id, item]));
  const arrows = new Map<string, Arrow[]>();
  for (const arrow of picture.arrows) arrows.set(arrow.from, [...(arrows.get(arrow.from) ?? []), arrow]);
  for (const node of drawing.querySelectorAll<SVGGElement>('.sd-node')) {
    const item = items.get(node.dataset.id ?? '');
    if (item === undefined) continue;
    set(node, 'role', 'graphics-symbol');
    set(node, 'aria-roledescription', 'component');
    set(node, 'tabindex', item === first ? '0' : '-1');
    set(node, 'aria-label', nameOf(item, arrows.get(item.id) ?? [], items));
  }
  for (const title of drawing.querySelectorAll<SVGGElement>('.sd-group-title')) {
    const item = items.get(title.dataset.id ?? '');
    if (item === undefined) continue;
    set(title, 'role', 'button');
    set(title, 'tabindex', '0');
    set(title, 'aria-expanded', 'true');
    set(title, 'aria-label', `${item.about} ${item.label}${saidFindings(item)}`);
  }
  // Arrows are said of the boxes that they join.
  for (const hidden of drawing.querySelectorAll('.sd-edge, .sd-edge-label, .sd-group, .sd-scene > .sd-badge'))
    set(hidden, 'aria-hidden', 'true');
}

function nameOf(item: Item, all: readonly Arrow[], items: ReadonlyMap<string, Item>): string {
  const { label, about, facts, load } = item;
  const said = [
    label,
    item.shape === 'closed' ? `${about}, closed` : about,
    ...facts,
    ...(load === undefined ? [] : [`${Math.round(load * 100)} % busy`]),
    ...(item.parent === undefined ? [] : [`in ${items.get(item.parent)?.label ?? item.parent}`]),
  ];
  const arrows = all.filter(({ from, to }) => from !== to);
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

/** Writes only what is another: each attribute that is written costs a look at the styles. */
function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
