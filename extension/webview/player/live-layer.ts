/** A run on the picture: marks on its boxes, their machines, and the messages between them. */
import type { Playback, Series } from '../../../analyzer/simulator/playback/playback.js';
import { type Condition, conditionsOf } from '../../../diagram/animation/conditions.js';
import type { Stage } from '../canvas/stage.js';
import { svg } from '../dom.js';
import { ArrowCounts } from './arrow-counts.js';
import { BoxMarks } from './box-marks.js';
import type { Course } from './course.js';
import { Dots } from './dots.js';
import { FASTEST, Journeys } from './journeys.js';
import { type Box, MachineChips } from './machine-chips.js';
import { type Point, Ways } from './ways.js';

interface Part {
  readonly id: string;
  readonly box: Box;
  readonly marks: BoxMarks;
  readonly machines: MachineChips | undefined;
}

export class LiveLayer {
  private layer: SVGGElement | undefined;
  private parts: readonly Part[] = [];
  private dots: Dots | undefined;
  private counts: ArrowCounts | undefined;
  private journeys: { readonly of: Playback; readonly speed: number; readonly are: Journeys } | undefined;
  private conditions = new Map<string, readonly (Condition | undefined)[]>();
  private byComponent = new Map<string, Playback['machines']>();
  private known: Playback | undefined;
  private machines = -1;
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)');

  /**
   * @param chosen hears of machines that are clicked
   */
  constructor(
    private readonly stage: Stage,
    private readonly chosen: (machine: string, at: DOMRect) => void,
  ) {}

  /** Shows a moment of a run. `sessions`: whose messages are looked at, others are pale. */
  show(course: Course, time: number, speed: number, sessions?: readonly number[]): void {
    const { playback } = course;
    const isAttached = this.layer?.isConnected === true;
    if (!isAttached || playback.machines.length !== this.machines) this.attach(playback);
    if (playback !== this.known) {
      this.known = playback;
      this.conditions = new Map();
      this.byComponent = new Map();
    }
    const frame = course.frameAt(time);
    for (const { id, marks, machines } of this.parts) {
      const series = playback.components[id];
      if (series === undefined) continue;
      marks.show(course, series, frame, this.conditionsOf(id, playback)[frame]);
      machines?.show(this.machinesOf(id, playback), frame);
    }
    const isMoving = !this.still.matches && speed <= FASTEST;
    if (isMoving) this.dots?.show(this.journeysOf(playback, speed), time, this.among(playback, sessions));
    else this.dots?.clear();
    this.counts?.show(course, time, !isMoving);
  }

  clear(): void {
    this.scene()?.classList.remove('is-live');
    this.layer?.remove();
    this.layer = undefined;
    this.machines = -1;
  }

  private attach(playback: Playback): void {
    this.clear();
    const scene = this.scene();
    const { picture } = this.stage;
    if (scene === undefined || picture === undefined) return;
    scene.classList.add('is-live');
    this.machines = playback.machines.length;
    this.journeys = undefined;
    const layer = svg('g', { class: 'sd-live' });
    scene.append(layer);
    this.layer = layer;
    const ways = new Ways(picture, scene);
    this.counts = new ArrowCounts(picture, ways);
    this.dots = new Dots(ways, (machine, component) => this.placeOf(machine, component));
    // Machines and marks stand above the messages between them.
    layer.append(this.counts.element, this.dots.element);
    const parts: Part[] = [];
    for (const node of scene.querySelectorAll<SVGGElement>('.sd-node[data-id]')) {
      const id = node.dataset.id ?? '';
      const box = boxOf(node);
      const series = playback.components[id];
      if (box === undefined || series === undefined) continue;
      const own = playback.machines.filter(({ component }) => component === id);
      const all = most(series.instances);
      const machines = own.length < 2 ? undefined : new MachineChips(own, box, all, this.chosen);
      const marks = new BoxMarks(node, box, (at) => this.chosen(id, at));
      layer.append(...(machines === undefined ? [] : [machines.element]), marks.element);
      parts.push({ id, box, marks, machines });
    }
    this.parts = parts;
  }

  private scene(): Element | undefined {
    return this.stage.element.querySelector('.sd-scene') ?? undefined;
  }

  private placeOf(machine: string | undefined, component: string): Point | undefined {
    const part = this.parts.find(({ id }) => id === component);
    if (part === undefined) return undefined;
    const place = machine === undefined ? undefined : part.machines?.placeOf(machine);
    const { x, y, width, height } = part.box;
    return place ?? { x: x + width / 2, y: y + height };
  }

  /** Requests of some sessions. */
  private among({ requests }: Playback, sessions: readonly number[] | undefined): ReadonlySet<number> | undefined {
    if (sessions === undefined) return undefined;
    const known = new Set(sessions);
    return new Set(requests.filter(({ session }) => known.has(session)).map(({ number }) => number));
  }

  private machinesOf(id: string, { machines }: Playback): Playback['machines'] {
    const known = this.byComponent.get(id);
    if (known !== undefined) return known;
    const own = machines.filter(({ component }) => component === id);
    this.byComponent.set(id, own);
    return own;
  }

  private journeysOf(playback: Playback, speed: number): Journeys {
    const { journeys: known } = this;
    if (known?.of === playback && known.speed === speed) return known.are;
    const are = new Journeys(playback, speed, (message) => this.dots?.isShown(message) === true);
    this.journeys = { of: playback, speed, are };
    return are;
  }

  /** One per frame. */
  private conditionsOf(id: string, playback: Playback): readonly (Condition | undefined)[] {
    const known = this.conditions.get(id);
    if (known !== undefined) return known;
    const { frames, first, step } = playback;
    const found = conditionsOf(id, {
      playback,
      frames,
      from: first * step,
      until: (first + frames) * step,
      valuesOf: (series: Series | undefined) => Array.from({ length: frames }, (_, at) => series?.[at] ?? Number.NaN),
      frameOf: (time) => time / step - first,
    });
    this.conditions.set(id, found);
    return found;
  }
}

/** The front card of a box, in the coordinates of the scene. */
function boxOf(node: SVGGElement): Box | undefined {
  const card = [...node.querySelectorAll<SVGRectElement>(':scope > .sd-card')].at(-1);
  const moved = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/u.exec(node.getAttribute('transform') ?? '');
  if (card === undefined || moved === null) return undefined;
  const { x, y, width, height } = card.getBBox();
  return { x: x + Number(moved[1]), y: y + Number(moved[2]), width, height };
}

function most(series: Series): number {
  let found = 0;
  for (const value of series) if (value > found && value < Infinity) found = value;
  return found;
}
