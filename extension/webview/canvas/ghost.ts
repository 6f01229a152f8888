/** What is seen of a part while it is dragged: itself under the pointer, and straight lines to what it is joined to. */
import { svg } from '../dom.js';
import type { Item, Picture } from '../engine/messages.js';
import type { Stage } from './stage.js';

interface Tie {
  readonly line: SVGLineElement;
  readonly x: number;
  readonly y: number;
}

export class Ghost {
  private readonly element = svg('g', { class: 'drag sd', 'aria-hidden': 'true' });
  private readonly body: SVGGElement;
  private readonly ties: readonly Tie[];
  private readonly faded: readonly Element[];

  constructor(stage: Stage, item: Item) {
    const { picture } = stage;
    const parts = picture === undefined ? new Set([item.id]) : within(picture, item.id);
    this.body = svg('g', {}, bodyOf(stage, item));
    this.ties = picture === undefined ? [] : tiesOf(picture, parts);
    this.faded = [...parts].flatMap((id) => stage.drawn(id));
    for (const part of this.faded) part.classList.add('is-dragged');
    this.element.append(...this.ties.map(({ line }) => line), this.body);
    stage.lay(this.element);
  }

  /** So far from where it was, in pixels of the picture. */
  move(dx: number, dy: number): void {
    this.body.setAttribute('transform', `translate(${dx} ${dy})`);
    for (const { line, x, y } of this.ties) {
      line.setAttribute('x1', String(x + dx));
      line.setAttribute('y1', String(y + dy));
    }
  }

  remove(): void {
    this.element.remove();
    for (const part of this.faded) part.classList.remove('is-dragged');
  }
}

/** A copy of a box, or the outline of a frame. */
function bodyOf(stage: Stage, { id, x, y, width, height, shape }: Item): SVGElement {
  const box = shape === 'frame' ? undefined : stage.drawn(id).find((drawn) => drawn.classList.contains('sd-node'));
  if (box === undefined) return svg('rect', { class: 'drag-frame', x, y, width, height, rx: 10 });
  const copy = box.cloneNode(true) as SVGGElement;
  for (const part of [copy, ...copy.querySelectorAll('[data-id], [tabindex], [role]')])
    for (const name of ['data-id', 'tabindex', 'role', 'aria-label', 'aria-roledescription'])
      part.removeAttribute(name);
  // Its place is one in the scene, which stands in the picture with a margin.
  return svg('g', { transform: box.parentElement?.getAttribute('transform') ?? undefined }, copy);
}

/** Lines from the middles of what moves to those of what stays. */
function tiesOf({ items, arrows }: Picture, parts: ReadonlySet<string>): Tie[] {
  const known = new Map(items.map((item) => [item.id, item]));
  const seen = new Set<string>();
  return arrows.flatMap(({ from, to }) => {
    if (parts.has(from) === parts.has(to)) return [];
    const [moving, staying] = (parts.has(from) ? [from, to] : [to, from]).map((id) => known.get(id));
    if (moving === undefined || staying === undefined) return [];
    const name = JSON.stringify([moving.id, staying.id]);
    if (seen.has(name)) return [];
    seen.add(name);
    const [a, b] = [middle(moving), middle(staying)];
    return [{ line: svg('line', { class: 'drag-line', x1: a.x, y1: a.y, x2: b.x, y2: b.y }), ...a }];
  });
}

/** A part with all that is inside. */
function within({ items }: Picture, id: string): ReadonlySet<string> {
  const parts = new Set([id]);
  // Frames stand before what is in them.
  for (const { id: part, parent } of items) if (parent !== undefined && parts.has(parent)) parts.add(part);
  return parts;
}

const middle = ({ x, y, width, height }: Item) => ({ x: x + width / 2, y: y + height / 2 });
