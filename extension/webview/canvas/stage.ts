/** The drawing on the screen. A new picture takes the place of the old one; what the reader sees of it stays. */
import { html, svg } from '../dom.js';
import type { Item, Measure, Picture } from '../engine/messages.js';
import { anchored } from './anchor.js';
import { colourBoxes } from './colours.js';
import { markPins } from './pin-marks.js';
import { nameParts } from './spoken.js';
import { swapDrawing } from './swap.js';
import { drawToggles } from './toggles.js';
import { type Size, type View, Viewport } from './viewport.js';

export class Stage {
  readonly element = html('div', { class: 'canvas' });
  readonly viewport: Viewport;
  /** The next picture is of something else: it is shown whole. */
  isNext = false;
  /** Boxes and titles of frames may be dragged; otherwise the pointer moves the whole picture there too. */
  isMovable = false;
  private readonly surface = svg('svg', { class: 'stage' });
  private readonly content = svg('g', { class: 'content' });
  private shown: Picture | undefined;
  private selected: readonly string[] = [];
  private measure: Measure = 'load';

  /**
   * @param moved hears of each change of the viewport
   */
  constructor(moved: (view: View) => void) {
    this.surface.setAttribute('role', 'application');
    this.surface.append(this.content);
    this.element.append(this.surface);
    this.viewport = new Viewport(
      this.surface,
      this.content,
      moved,
      (target) => this.gripAt(target) !== undefined && this.isMovable,
    );
    this.follow(this.element, (size) => {
      this.viewport.size = size;
    });
  }

  /** What lies over the lower left corner: a picture that is shown whole stays clear of it. */
  keepFree(corner: HTMLElement): void {
    this.follow(corner, (size) => {
      this.viewport.corner = size;
    });
  }

  /** Hears of each size of an element, and fits the picture again where the reader has not moved it. */
  private follow(element: HTMLElement, sized: (size: Size) => void): void {
    new ResizeObserver(([entry]) => {
      const [{ inlineSize: width, blockSize: height } = { inlineSize: 0, blockSize: 0 }] = entry?.borderBoxSize ?? [];
      sized({ width, height });
      if (!this.viewport.hasMoved) this.fit();
    }).observe(element);
  }

  get picture(): Picture | undefined {
    return this.shown;
  }

  /** Shows a picture; the first one whole, or at `place`. */
  show(picture: Picture, place?: View): void {
    const before = this.shown;
    this.shown = picture;
    const focused = this.idAt(document.activeElement);
    swapDrawing(this.content, picture.svg);
    drawToggles(this.content, picture);
    markPins(this.content, picture);
    nameParts(this.content, picture, focused ?? this.selected[0]);
    if (focused !== undefined) this.focus(focused);
    this.paint();
    this.mark();
    const { viewport } = this;
    const isOther = before === undefined || this.isNext;
    this.isNext = false;
    if (isOther) {
      if (place === undefined) this.fit();
      else {
        viewport.hasMoved = true;
        viewport.view = place;
      }
      return;
    }
    // A picture that is shown whole stays whole; where the reader has gone, what is looked at stays in its place.
    if (!viewport.hasMoved) this.fit();
    else viewport.view = anchored(viewport.view, viewport.size, before.items, picture.items, this.selected);
  }

  /** Colours boxes by a measure. */
  colourBy(measure: Measure): void {
    this.measure = measure;
    this.paint();
  }

  fit(): void {
    if (this.shown !== undefined) this.viewport.fit(this.shown);
  }

  /** Marks boxes, frames and arrows as selected. */
  select(ids: readonly string[]): void {
    this.selected = ids;
    this.mark();
  }

  get selection(): readonly string[] {
    return this.selected;
  }

  item(id: string): Item | undefined {
    return this.shown?.items.find((item) => item.id === id);
  }

  /** What is drawn of an id. */
  drawn(id: string): SVGGElement[] {
    return [...this.content.querySelectorAll<SVGGElement>(`[data-id="${CSS.escape(id)}"]`)];
  }

  /** Names the picture for those who do not see it. */
  set name(name: string) {
    this.surface.setAttribute(
      'aria-label',
      `Picture of ${name === '' ? 'the design' : name}. Arrow keys move, enter goes to the text.`,
    );
  }

  /** Moves the focus to a box. */
  focus(id: string): void {
    const box = this.drawn(id).find((drawn) => drawn.hasAttribute('tabindex'));
    if (box === undefined) return;
    for (const other of this.content.querySelectorAll('.sd-node[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    box.setAttribute('tabindex', '0');
    box.focus({ preventScroll: true });
  }

  /** Where a box is on the screen. */
  boxOf(id: string): DOMRect | undefined {
    const cards = this.content.querySelectorAll(`.sd-node[data-id="${CSS.escape(id)}"] > .sd-card`);
    return [...cards].at(-1)?.getBoundingClientRect();
  }

  /** Marks parts that something else points at. */
  point(ids: readonly string[]): void {
    for (const marked of this.content.querySelectorAll('.is-pointed')) marked.classList.remove('is-pointed');
    for (const id of ids) for (const drawn of this.drawn(id)) drawn.classList.add('is-pointed');
  }

  /** Id of what is drawn at an element. */
  idAt(target: EventTarget | null): string | undefined {
    if (!(target instanceof Element)) return undefined;
    const found = target.closest('[data-id]');
    if (!(found instanceof SVGElement) || !this.content.contains(found)) return undefined;
    return found.dataset.id;
  }

  /** Id of the box or frame that is taken by pressing at an element; `undefined` on marks that are pressed themselves. */
  gripAt(target: EventTarget | null): string | undefined {
    if (!(target instanceof Element) || target.closest('.toggle, .sd-badge') !== null) return undefined;
    return this.idAt(target.closest('.sd-node, .sd-group-title'));
  }

  /** Lays something over the picture, in its pixels. */
  lay(element: SVGElement): void {
    this.content.append(element);
  }

  private paint(): void {
    if (this.shown !== undefined) colourBoxes(this.content, this.shown, this.measure);
  }

  private mark(): void {
    for (const marked of this.content.querySelectorAll('.is-selected')) marked.classList.remove('is-selected');
    for (const id of this.selected) for (const drawn of this.drawn(id)) drawn.classList.add('is-selected');
  }
}
