/** How much goes along the arrows, as figures: where nothing may move, or it would be too fast to be seen. */
import { sayNumber } from '../../../analyzer/design/say.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import { svg } from '../dom.js';
import type { Picture } from '../engine/messages.js';
import type { Course } from './course.js';
import { pointOn, type Ways } from './ways.js';

/** Share of an arrow's length at which its figure stands, off its label in the middle. */
const PLACE = 0.82;

interface Count {
  readonly element: SVGGElement;
  readonly ground: SVGRectElement;
  readonly text: SVGTextElement;
}

export class ArrowCounts {
  readonly element = svg('g', { class: 'sd-counts' });
  private readonly counts = new Map<string, Count>();
  private of: Playback | undefined;
  /** Messages along an arrow per request of a flow. */
  private shares = new Map<string, Map<string, number>>();

  constructor(
    private readonly picture: Picture,
    private readonly ways: Ways,
  ) {
    for (const arrow of picture.arrows) {
      const way = ways.wayOf(arrow);
      if (way === undefined) continue;
      const { x, y } = pointOn(way, PLACE);
      const ground = svg('rect', { y: -7, height: 14, rx: 7 });
      const text = svg('text', { y: 3.5, 'text-anchor': 'middle' });
      const element = svg('g', { class: 'sd-count', transform: `translate(${x} ${y})` }, ground, text);
      this.counts.set(arrow.id, { element, ground, text });
    }
  }

  show(course: Course, time: number, isVisible: boolean): void {
    if (!isVisible) {
      if (this.element.hasChildNodes()) this.element.replaceChildren();
      return;
    }
    if (!this.element.hasChildNodes()) this.element.append(...[...this.counts.values()].map(({ element }) => element));
    this.learn(course.playback);
    const frame = course.frameAt(time);
    for (const [arrow, { ground, text }] of this.counts) {
      let rate = 0;
      for (const [flow, share] of this.shares.get(arrow) ?? [])
        rate += share * (course.rate(course.playback.flows[flow]?.started, frame) || 0);
      const said = rate === 0 ? '' : `${sayNumber(Number(rate.toPrecision(2)))}/s`;
      if (text.textContent === said) continue;
      text.textContent = said;
      const width = said === '' ? 0 : Math.ceil((text.getComputedTextLength() + 8) / 4) * 4;
      ground.setAttribute('x', String(-width / 2));
      ground.setAttribute('width', String(width));
    }
  }

  private learn(playback: Playback): void {
    if (this.of === playback) return;
    this.of = playback;
    const requests = new Map<string, number>();
    for (const { flow } of playback.requests) requests.set(flow, (requests.get(flow) ?? 0) + 1);
    this.shares = new Map(this.picture.arrows.map(({ id }) => [id, new Map<string, number>()]));
    for (const message of playback.messages) {
      const flow = playback.requests[message.request]?.flow;
      const found = flow === undefined ? undefined : this.ways.arrowOf(message);
      if (flow === undefined || found === undefined || found.isBack) continue;
      const own = this.shares.get(found.arrow.id);
      own?.set(flow, (own.get(flow) ?? 0) + 1 / (requests.get(flow) ?? 1));
    }
  }
}
