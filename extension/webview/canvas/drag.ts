/** Boxes and titles of frames are taken by the pointer and put down elsewhere; a press that goes nowhere stays a click. */
import type { Item } from '../engine/messages.js';
import { Ghost } from './ghost.js';
import type { Stage } from './stage.js';

/** Pixels of the screen after which a press is no click any more. */
const REACH = 4;

interface Press {
  readonly item: Item;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
}

export class Drag {
  private press: Press | undefined;
  private ghost: Ghost | undefined;

  /** @param moved takes a part that was put down, and how far from where it was, in pixels of the picture */
  constructor(
    private readonly stage: Stage,
    private readonly moved: (item: Item, dx: number, dy: number) => void,
  ) {
    const { element } = stage;
    element.addEventListener('pointerdown', (event) => this.begin(event));
    element.addEventListener('pointermove', (event) => this.move(event));
    element.addEventListener('pointerup', (event) => this.drop(event));
    for (const kind of ['pointercancel', 'lostpointercapture'] as const)
      element.addEventListener(kind, ({ pointerId }) => {
        if (pointerId === this.press?.pointer) this.end();
      });
    // Before any other key of the page: what is being dragged goes back.
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || this.press === undefined || this.ghost === undefined) return;
        event.stopImmediatePropagation();
        event.preventDefault();
        this.end();
      },
      { capture: true },
    );
  }

  /** Takes away what is being dragged, or waits where it was put: another picture stands there. */
  end(): void {
    this.press = undefined;
    this.ghost?.remove();
    this.ghost = undefined;
    this.stage.element.classList.remove('is-dragging');
  }

  private begin(event: PointerEvent): void {
    // A second finger zooms.
    if (this.press !== undefined || event.button !== 0 || event.ctrlKey || !event.isPrimary) {
      if (this.press !== undefined) this.end();
      return;
    }
    const id = this.stage.isMovable ? this.stage.gripAt(event.target) : undefined;
    const item = id === undefined ? undefined : this.stage.item(id);
    if (item === undefined) return;
    this.end();
    this.press = { item, pointer: event.pointerId, x: event.clientX, y: event.clientY };
  }

  private move(event: PointerEvent): void {
    const { press, stage } = this;
    if (press === undefined || event.pointerId !== press.pointer) return;
    // It was let go where the page could not hear of it.
    if (event.buttons === 0) {
      this.end();
      return;
    }
    const { dx, dy } = this.way(press, event);
    if (this.ghost === undefined) {
      if (Math.hypot(event.clientX - press.x, event.clientY - press.y) <= REACH) return;
      stage.element.setPointerCapture(press.pointer);
      stage.element.classList.add('is-dragging');
      this.ghost = new Ghost(stage, press.item);
    }
    this.ghost.move(dx, dy);
  }

  private drop(event: PointerEvent): void {
    const { press } = this;
    if (press === undefined || event.pointerId !== press.pointer) return;
    this.press = undefined;
    this.stage.element.classList.remove('is-dragging');
    if (this.ghost === undefined) return;
    forgetClick(this.stage.element);
    const { dx, dy } = this.way(press, event);
    this.moved(press.item, dx, dy);
  }

  private way({ x, y }: Press, { clientX, clientY }: PointerEvent): { readonly dx: number; readonly dy: number } {
    const { scale } = this.stage.viewport.view;
    return { dx: (clientX - x) / scale, dy: (clientY - y) / scale };
  }
}

/** The click that follows a drag means nothing. */
function forgetClick(element: HTMLElement): void {
  const forget = (event: Event): void => {
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  element.addEventListener('click', forget, { capture: true, once: true });
  setTimeout(() => element.removeEventListener('click', forget, { capture: true }), 0);
}
