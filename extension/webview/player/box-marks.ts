/** What happens to one box: how busy it is, what waits in it, and what is wrong with it. */
import { sayCount } from '../../../analyzer/design/say.js';
import type { ComponentSeries, Series } from '../../../analyzer/simulator/playback/playback.js';
import { sayMoment } from '../../../analyzer/wording/moment.js';
import type { Condition } from '../../../diagram/animation/conditions.js';
import { loadStepOf } from '../../../diagram/svg/palette.js';
import { svg } from '../dom.js';
import type { Course } from './course.js';
import type { Box } from './machine-chips.js';

/** Fewer come and go with every request. */
const LEAST_WAITING = 3;

export class BoxMarks {
  readonly element = svg('g', { class: 'sd-box-marks' });
  private readonly bar = svg('rect', { class: 'sd-bar' });
  private readonly load = svg('g');
  private readonly figure = svg('text', { class: 'sd-load-live' });
  private readonly trouble = svg('rect', { class: 'sd-live-trouble' });
  private readonly queue = svg('rect', { class: 'sd-live-queue' });
  private readonly condition = new Pill('end');
  private readonly waiting = new Pill('start');
  private readonly room: number = 0;
  private said = '';

  /** @param node the box in the drawing */
  constructor(
    node: Element,
    private readonly box: Box,
    broken: (at: DOMRect) => void,
  ) {
    const { x, y, width, height } = box;
    place(this.trouble, { x, y, width, height, rx: 8 });
    place(this.queue, { x, y: y + height - 2.5, height: 5, rx: 2.5 });
    this.condition.move(x + width + 4, y - 7);
    this.waiting.move(x - 4, y + height - 1);
    const track = node.querySelector('.sd-track');
    if (track !== null) {
      const at = (name: string) => Number(track.getAttribute(name) ?? 0);
      this.room = at('width');
      place(this.bar, { x: x + at('x'), y: y + at('y'), height: at('height'), rx: 3 });
      place(this.figure, { x: x + at('x') + this.room + 6, y: y + at('y') + 7 });
      this.load.append(this.bar, this.figure);
    }
    this.element.append(
      this.trouble,
      this.load,
      this.queue,
      this.waiting.element,
      this.condition.element,
      handle(box, broken),
    );
  }

  show(course: Course, series: ComponentSeries<Series>, frame: number, condition: Condition | undefined): void {
    const busy = course.mean(series.utilization, frame);
    const count = Math.round((series.backlog ?? series.queue)[frame] ?? 0) || 0;
    const behind = series.lagSeconds?.[frame] ?? 0;
    const said = JSON.stringify([percent(busy), count, behind.toPrecision(2), condition]);
    if (said === this.said) return;
    this.said = said;
    const { box } = this;
    this.load.setAttribute('class', `sd-load-${loadStepOf(busy)}`);
    const share = Number.isNaN(busy) ? 0 : Math.max(0, Math.min(1, busy));
    this.bar.setAttribute('width', String(Math.round(share * this.room * 10) / 10));
    this.figure.textContent = Number.isNaN(busy) ? '' : percent(busy);
    const length = count < LEAST_WAITING ? 0 : Math.min(1, Math.log10(count) / 5);
    this.queue.setAttribute('width', String(Math.round(length * box.width)));
    const texts = [
      ...(count >= LEAST_WAITING ? [`${sayCount(Number(count.toPrecision(2)))} waiting`] : []),
      ...(behind >= 0.1 && behind < Infinity ? [`${sayMoment(Number(behind.toPrecision(2)))} behind`] : []),
    ];
    this.waiting.say(texts.join(' · '), 'plain');
    this.condition.say(condition?.text ?? '', condition?.severity ?? 'info');
    const severity = condition === undefined || condition.severity === 'info' ? '' : ` is-${condition.severity}`;
    this.trouble.setAttribute('class', `sd-live-trouble${severity}${condition?.isGone === true ? ' is-gone' : ''}`);
  }
}

/** What is clicked to break the whole box. */
function handle({ x, y }: Box, broken: (at: DOMRect) => void): SVGGElement {
  const title = svg('title');
  title.textContent = 'Break it at this moment';
  const bolt = svg('path', { d: 'M1-6-4.5 1.5H0L-1 6 4.5-1.5H0z' });
  const element = svg(
    'g',
    { class: 'sd-break', transform: `translate(${x} ${y})` },
    title,
    svg('circle', { r: 9 }),
    bolt,
  );
  element.addEventListener('click', (event) => {
    event.stopPropagation();
    broken(element.getBoundingClientRect());
  });
  return element;
}

/** A short text on a ground of its own. */
class Pill {
  readonly element = svg('g', { class: 'sd-live-pill' });
  private readonly ground = svg('rect', { x: 0, width: 0, height: 15, y: -7.5, rx: 7.5 });
  private readonly text = svg('text', { x: 0, y: 3.5 });

  constructor(private readonly anchor: 'start' | 'end') {
    this.element.append(this.ground, this.text);
    this.text.setAttribute('text-anchor', 'middle');
  }

  move(x: number, y: number): void {
    this.element.setAttribute('transform', `translate(${x} ${y})`);
  }

  say(text: string, tone: string): void {
    this.element.setAttribute('class', `sd-live-pill is-${tone}${text === '' ? ' is-empty' : ''}`);
    if (this.text.textContent === text) return;
    this.text.textContent = text;
    const width = text === '' ? 0 : Math.ceil((this.text.getComputedTextLength() + 12) / 4) * 4;
    const left = this.anchor === 'start' || width === 0 ? 0 : -width;
    place(this.ground, { x: left, width });
    place(this.text, { x: left + width / 2 });
  }
}

const percent = (share: number): string =>
  Number.isNaN(share) ? '' : `${share < 0.1 ? Math.round(share * 1000) / 10 : Math.round(share * 100)} %`;

function place(element: Element, attributes: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
