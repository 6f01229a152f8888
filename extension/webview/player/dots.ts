/** Messages that move through the picture. */
import type { Message } from '../../../analyzer/simulator/playback/playback.js';
import { svg } from '../dom.js';
import type { Journeys, Trip } from './journeys.js';
import { arcBetween, type Point, pointOn, type Way, type Ways } from './ways.js';

/** Dots at most: more are a cloud. */
const MOST = 140;

/** Requests are full, answers hollow; among copies entries are square, votes stand on a corner, heartbeats are small. */
export const shapes: Readonly<Record<Message['kind'], string>> = {
  request: 'M4 0A4 4 0 1 1-4 0A4 4 0 1 1 4 0Z',
  answer: 'M3.5 0A3.5 3.5 0 1 1-3.5 0A3.5 3.5 0 1 1 3.5 0Z',
  publish: 'M-4.5-3h9v6h-9zl4.5 3.5 4.5-3.5',
  deliver: 'M-4.5-3h9v6h-9zl4.5 3.5 4.5-3.5',
  replicate: 'M-3-3h6v6h-6z',
  acknowledge: 'M-2.5-2.5h5v5h-5z',
  heartbeat: 'M1.7 0A1.7 1.7 0 1 1-1.7 0A1.7 1.7 0 1 1 1.7 0Z',
  vote: 'M0-4.5 4.5 0 0 4.5-4.5 0Z',
};
const CROSS = 'M-4-4 4 4M4-4-4 4';

export class Dots {
  readonly element = svg('g', { class: 'sd-messages' });
  private readonly pool: SVGPathElement[] = [];
  private used = 0;

  constructor(
    private readonly ways: Ways,
    /** Where a machine is drawn, or else the component. */
    private readonly placeOf: (machine: string | undefined, component: string) => Point | undefined,
  ) {}

  /** Whether a message has a way through the picture. */
  readonly isShown = (message: Message): boolean => this.wayOf(message) !== undefined;

  /** @param among only messages of these requests, if there are some; others are pale */
  show(journeys: Journeys, time: number, among: ReadonlySet<number> | undefined): void {
    const trips = journeys.at(time, MOST);
    let used = 0;
    for (const trip of trips) if (this.draw(trip, time, used, among)) used++;
    for (let at = used; at < this.used; at++) this.pool[at]?.remove();
    this.used = used;
  }

  clear(): void {
    for (let at = 0; at < this.used; at++) this.pool[at]?.remove();
    this.used = 0;
  }

  private draw({ message, starts, ends }: Trip, time: number, at: number, among?: ReadonlySet<number>): boolean {
    const found = this.wayOf(message);
    if (found === undefined) return false;
    const { kind, outcome, request } = message;
    const share = (time - starts) / (ends - starts);
    // What is lost never arrives: it ends half-way.
    const isLost = outcome === 'lost';
    const { x, y } = pointOn(found.way, isLost ? share * 0.6 : share, found.isBack);
    const isBad = (isLost && share > 0.45) || (outcome === 'rejected' && share > 0.8) || outcome === 'failed';
    const dot = this.pool[at] ?? svg('path');
    this.pool[at] = dot;
    const isPale = among !== undefined && !among.has(request);
    const classes = `sd-message sd-${kind}${isBad ? ' is-bad' : ''}${outcome === 'late' ? ' is-late' : ''}${isPale ? ' is-pale' : ''}`;
    if (dot.getAttribute('class') !== classes) {
      dot.setAttribute('class', classes);
      dot.setAttribute('d', isBad && (isLost || outcome === 'rejected') ? CROSS : shapes[kind]);
    }
    dot.setAttribute('transform', `translate(${round(x)} ${round(y)})`);
    if (at >= this.used) this.element.append(dot);
    return true;
  }

  private wayOf(message: Message): { readonly way: Way; readonly isBack: boolean } | undefined {
    const { from, to, fromMachine, toMachine } = message;
    const found = from === to ? undefined : this.ways.arrowOf(message);
    const way = found === undefined ? undefined : this.ways.wayOf(found.arrow);
    if (found !== undefined && way !== undefined) return { way, isBack: found.isBack };
    const one = this.placeOf(fromMachine, from);
    const other = this.placeOf(toMachine, to);
    if (one === undefined || other === undefined || (one.x === other.x && one.y === other.y)) return undefined;
    if (from === to) return { way: arcBetween(one, other), isBack: false };
    return { way: [one, other], isBack: false };
  }
}

const round = (value: number): number => Math.round(value * 10) / 10;
