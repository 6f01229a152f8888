/** The whole picture in a corner, while only a part of it is on the screen. */
import type { View, Viewport } from '../canvas/viewport.js';
import { html, svg } from '../dom.js';
import type { Picture } from '../engine/messages.js';

const WIDTH = 168;
const HEIGHT = 116;
/** Share of the picture that may be out of sight without a map. */
const SLACK = 0.03;

export class Minimap {
  readonly element = html('div', { class: 'minimap', hidden: true, 'aria-hidden': 'true' });
  private readonly map = svg('svg', { width: WIDTH, height: HEIGHT });
  private readonly parts = svg('g');
  private readonly window = svg('rect', { class: 'minimap-window' });
  private picture: Picture | undefined;

  constructor(private readonly viewport: () => Viewport) {
    this.map.append(this.parts, this.window);
    this.element.append(this.map);
    const go = (event: PointerEvent) => {
      if (event.buttons === 1) this.goTo(event.offsetX, event.offsetY);
    };
    this.map.addEventListener('pointerdown', (event) => {
      this.map.setPointerCapture(event.pointerId);
      go(event);
    });
    this.map.addEventListener('pointermove', go);
  }

  show(picture: Picture): void {
    this.picture = picture;
    this.map.setAttribute('viewBox', `0 0 ${picture.width} ${picture.height}`);
    this.parts.replaceChildren(
      ...picture.items.map(({ x, y, width, height, shape, load }) =>
        svg('rect', { class: `minimap-${shape}${(load ?? 0) >= 0.75 ? ' is-busy' : ''}`, x, y, width, height }),
      ),
    );
    this.move(this.viewport().view);
  }

  /** Marks what of the picture is on the screen. */
  move({ scale, dx, dy }: View): void {
    const { picture } = this;
    if (picture === undefined) return;
    const { width, height } = this.viewport().size;
    const seen = { x: -dx / scale, y: -dy / scale, width: width / scale, height: height / scale };
    const slack = { x: picture.width * SLACK, y: picture.height * SLACK };
    this.element.hidden =
      seen.x <= slack.x &&
      seen.y <= slack.y &&
      seen.x + seen.width >= picture.width - slack.x &&
      seen.y + seen.height >= picture.height - slack.y;
    for (const [name, value] of Object.entries(seen)) this.window.setAttribute(name, String(value));
    this.window.setAttribute('stroke-width', String((1.5 * picture.width) / WIDTH));
  }

  private goTo(x: number, y: number): void {
    const { picture } = this;
    if (picture === undefined) return;
    const scale = Math.min(WIDTH / picture.width, HEIGHT / picture.height);
    const place = {
      x: (x - (WIDTH - picture.width * scale) / 2) / scale,
      y: (y - (HEIGHT - picture.height * scale) / 2) / scale,
    };
    this.viewport().lookAt(place.x, place.y);
  }
}
