/** Where the reader looks: which part of the picture is on the screen and how large. */
import { select } from 'd3-selection';
import { type D3ZoomEvent, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';

/** Pixel `x` of the picture is at `scale * x + dx` of the screen. */
export interface View {
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

const scales: [number, number] = [0.04, 4];
/** Small pictures are not blown up beyond this. */
const LARGEST_FIT = 1.15;
const MARGIN = 16;
/** Room at the sides of what is brought into view. */
const AROUND = 60;

/** Pan and zoom of one element within another, by pointer, wheel and calls. */
export class Viewport {
  private readonly behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent(scales)
    .extent(() => [
      [0, 0],
      [this.size.width, this.size.height],
    ]);
  private readonly target;
  /** Of the screen, in pixels; to ask for it would lay everything out. */
  size: Size = { width: 0, height: 0 };
  /** Of what lies over the lower left corner. */
  corner: Size = { width: 0, height: 0 };
  /** The reader has moved it since it was last fitted. */
  hasMoved = false;

  constructor(
    private readonly stage: SVGSVGElement,
    content: SVGGElement,
    changed: (view: View) => void,
    isTaken: (target: EventTarget | null) => boolean,
  ) {
    this.target = select(stage);
    // As it does by itself, but for what is dragged.
    this.behaviour.filter(
      ({ type, ctrlKey, button, target }: MouseEvent) =>
        (!ctrlKey || type === 'wheel') && !button && !(type === 'mousedown' && isTaken(target)),
    );
    this.behaviour.clickDistance(4).on('zoom', ({ transform, sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      content.setAttribute('transform', transform.toString());
      if (sourceEvent !== null) this.hasMoved = true;
      changed({ scale: transform.k, dx: transform.x, dy: transform.y });
    });
    this.target.call(this.behaviour).on('dblclick.zoom', null);
  }

  get view(): View {
    const { k, x, y } = zoomTransform(this.stage);
    return { scale: k, dx: x, dy: y };
  }

  set view({ scale, dx, dy }: View) {
    this.target.call(this.behaviour.transform, zoomIdentity.translate(dx, dy).scale(scale));
  }

  /** Shows all of a picture. */
  fit(picture: Size): void {
    if (this.size.width === 0 || this.size.height === 0) return;
    this.view = fitted(picture, this.size, this.corner);
    this.hasMoved = false;
  }

  /** Zooms about the middle of the screen. */
  zoomBy(factor: number): void {
    this.hasMoved = true;
    this.target.call(this.behaviour.scaleBy, factor);
  }

  /** Moves by pixels of the screen. */
  panBy(dx: number, dy: number): void {
    const { view } = this;
    this.hasMoved = true;
    this.view = { ...view, dx: view.dx + dx, dy: view.dy + dy };
  }

  /** Brings a part of the picture to the middle, at a size at which it can be read. */
  centre(part: Rectangle): void {
    const { width, height } = this.size;
    const room = Math.min((width - 2 * AROUND) / part.width, (height - 2 * AROUND) / part.height);
    const scale = Math.max(scales[0], Math.min(Math.max(this.view.scale, 0.8), room, 2));
    this.hasMoved = true;
    this.view = {
      scale,
      dx: width / 2 - (part.x + part.width / 2) * scale,
      dy: height / 2 - (part.y + part.height / 2) * scale,
    };
  }

  /** Brings a point of the picture to the middle. */
  lookAt(x: number, y: number): void {
    const { width, height } = this.size;
    const { scale } = this.view;
    this.hasMoved = true;
    this.view = { scale, dx: width / 2 - x * scale, dy: height / 2 - y * scale };
  }

  /** Moves as little as it takes for a part of the picture to be on the screen. */
  reveal(part: Rectangle): void {
    const { width, height } = this.size;
    const { scale, dx, dy } = this.view;
    const by = (start: number, length: number, room: number) => {
      const margin = Math.max(0, Math.min(24, (room - length) / 2));
      if (start < margin) return margin - start;
      return start + length > room - margin ? Math.max(room - margin - length, margin) - start : 0;
    };
    const x = by(part.x * scale + dx, part.width * scale, width);
    const y = by(part.y * scale + dy, part.height * scale, height);
    if (x !== 0 || y !== 0) this.panBy(x, y);
  }
}

/** Shows all of a picture on a screen, as large as it may be without lying under what is over its lower left corner. */
export function fitted(picture: Size, screen: Size, corner: Size): View {
  const whole = within(picture, { x: 0, y: 0, ...screen });
  const isClear =
    corner.width === 0 ||
    whole.dx >= corner.width + MARGIN ||
    whole.dy + picture.height * whole.scale <= screen.height - corner.height - MARGIN;
  if (isClear) return whole;
  const [width, height] = [corner.width + MARGIN / 2, corner.height + MARGIN / 2];
  const above = within(picture, { x: 0, y: 0, width: screen.width, height: screen.height - height });
  const beside = within(picture, { x: width, y: 0, width: screen.width - width, height: screen.height });
  return beside.scale > above.scale ? beside : above;
}

function within(picture: Size, { x, y, width, height }: Rectangle): View {
  const fitting = Math.min((width - 2 * MARGIN) / picture.width, (height - 2 * MARGIN) / picture.height);
  const scale = Math.min(LARGEST_FIT, Math.max(scales[0], fitting));
  return { scale, dx: x + (width - picture.width * scale) / 2, dy: y + (height - picture.height * scale) / 2 };
}
