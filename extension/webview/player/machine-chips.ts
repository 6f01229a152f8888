/** Machines of a component, in a row below its box: whether they work, who leads, and how far their logs are. */
import { type MachineSeries, type Series, State } from '../../../analyzer/simulator/playback/playback.js';
import { svg } from '../dom.js';
import type { Point } from './ways.js';

/** Machines that are drawn at most; of more their number is. */
const MOST = 12;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type MachineState = 'up' | 'down' | 'still' | 'cut' | 'slow' | 'failing' | 'skewed' | 'gone';

/** Every state has a sign of its own; colours only underline them. */
export const signs: Readonly<Record<MachineState, string>> = {
  up: '',
  down: 'M-2.8-2.8 2.8 2.8M2.8-2.8-2.8 2.8',
  still: 'M-1.8-2.8v5.6M1.8-2.8v5.6',
  cut: 'M-6 6 6-6',
  slow: 'M-3.2 1q1.6-4 3.2-1t3.2-1',
  failing: 'M0-3.4v4M0 2.6v.8',
  skewed: 'M0-3v3l2.2 1.6',
  gone: '',
};
const order: readonly (readonly [bit: number, state: MachineState])[] = [
  [State.down, 'down'],
  [State.still, 'still'],
  [State.cut, 'cut'],
  [State.slow, 'slow'],
  [State.failing, 'failing'],
  [State.skewed, 'skewed'],
];

/** What a machine is in, as a word. */
export function stateOf(bits: number): MachineState {
  if (Number.isNaN(bits)) return 'gone';
  return order.find(([bit]) => (bits & bit) !== 0)?.[1] ?? 'up';
}

export const stateWords: Readonly<Record<MachineState, string>> = {
  up: 'up',
  down: 'crashed',
  still: 'stands still',
  cut: 'cut off',
  slow: 'slow',
  failing: 'failing',
  skewed: 'wrong clock',
  gone: 'not there',
};

/** How the copies on a machine stand in one frame. */
export interface Copies {
  /** Shards that it leads, stands for election in, or believes to lead. */
  readonly leads: number;
  readonly stands: number;
  readonly term: number;
  /** Entries that the one furthest behind is behind. */
  readonly lag: number;
}

export function copiesOf({ copies }: MachineSeries<Series>, frame: number): Copies | undefined {
  if (copies.length === 0) return undefined;
  let [leads, stands, term, lag] = [0, 0, 0, 0];
  for (const copy of copies) {
    const own = copy.leads[frame] ?? 0;
    if (own >= 1) leads++;
    else if (own > 0) stands++;
    if (own > 0 || leads + stands === 0) term = Math.max(term, copy.term[frame] || 0);
    lag = Math.max(lag, copy.lagEntries[frame] || 0);
  }
  return { leads, stands, term, lag };
}

export class MachineChips {
  readonly element: SVGGElement;
  private readonly places = new Map<string, Point>();
  private readonly chips: readonly Chip[];

  constructor(
    machines: readonly MachineSeries<Series>[],
    box: Box,
    all: number,
    chosen: (machine: string, at: DOMRect) => void,
  ) {
    const shown = machines.slice(0, MOST);
    const hasCopies = shown.some(({ copies }) => copies.length > 0);
    const pitch = hasCopies && shown.length * 36 <= box.width + 60 ? 36 : 18;
    const rest = Math.max(all, machines.length) - shown.length;
    const width = shown.length * pitch + (rest > 0 ? 26 : 0);
    const left = box.x + (box.width - width) / 2;
    const y = box.y + box.height + (hasCopies ? 20 : 11);
    this.chips = shown.map((machine, at) => {
      const place = { x: left + (at + 0.5) * pitch, y };
      this.places.set(machine.id, place);
      return new Chip(machine, place, pitch > 20, chosen);
    });
    const ground = svg('rect', {
      class: 'sd-chips-ground',
      x: left - 3,
      y: y - (hasCopies ? 21 : 9),
      width: width + 6,
      height: hasCopies ? (pitch > 20 ? 46 : 35) : 18,
      rx: 8,
    });
    this.element = svg('g', { class: 'sd-machines' }, ground, ...this.chips.map(({ element }) => element));
    if (rest <= 0) return;
    const more = svg('text', { class: 'sd-chip-text', x: left + shown.length * pitch + 12, y: y + 3 });
    more.textContent = `+${rest}`;
    this.element.append(more);
  }

  /** Where a machine is drawn. */
  placeOf(machine: string): Point | undefined {
    return this.places.get(machine);
  }

  /** @param machines as they are known now, in the order of those that the chips were made of */
  show(machines: readonly MachineSeries<Series>[], frame: number): void {
    this.chips.forEach((chip, at) => {
      const machine = machines[at];
      if (machine !== undefined) chip.show(machine, frame);
    });
  }
}

export const CROWN = 'M-7-9v-7l3.5 3 3.5-5.5 3.5 5.5 3.5-3v7z';

class Chip {
  readonly element: SVGGElement;
  private readonly sign = svg('path', { class: 'sd-chip-sign' });
  private readonly crown = svg('path', { class: 'sd-crown', d: CROWN });
  private readonly log = svg('rect', { class: 'sd-chip-log', x: -8, y: 10, height: 3, rx: 1.5 });
  private readonly text = svg('text', { class: 'sd-chip-text', y: 23 });
  private readonly title = svg('title');
  private said = '';

  constructor(
    machine: MachineSeries<Series>,
    { x, y }: Point,
    private readonly hasText: boolean,
    chosen: (machine: string, at: DOMRect) => void,
  ) {
    const hasCopies = machine.copies.length > 0;
    const track = svg('rect', { class: 'sd-chip-track', x: -8, y: 10, width: 16, height: 3, rx: 1.5 });
    const parts = [this.title, svg('circle', { class: 'sd-chip-body', r: 7.5 }), this.sign];
    const attributes = { transform: `translate(${x} ${y})`, role: 'button', tabindex: 0, 'data-machine': machine.id };
    this.element = svg('g', attributes, ...parts, ...(hasCopies ? [this.crown, track, this.log] : []));
    if (hasCopies && hasText) this.element.append(this.text);
    const open = (event: Event) => {
      event.stopPropagation();
      event.preventDefault();
      chosen(machine.id, this.element.getBoundingClientRect());
    };
    this.element.addEventListener('click', open);
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') open(event);
    });
  }

  show(machine: MachineSeries<Series>, frame: number): void {
    const state = stateOf(machine.state[frame] ?? Number.NaN);
    const busy = (machine.busy[frame] ?? 0) > 0;
    const copies = copiesOf(machine, frame);
    const said = JSON.stringify([state, busy, copies]);
    if (said === this.said) return;
    this.said = said;
    const role = copies === undefined ? '' : copies.leads > 0 ? ' is-leader' : copies.stands > 0 ? ' is-candidate' : '';
    this.element.setAttribute('class', `sd-chip sd-is-${state}${busy ? ' is-busy' : ''}${role}`);
    this.sign.setAttribute('d', signs[state]);
    const label = [machine.id, stateWords[state], ...(copies === undefined ? [] : wordsOf(copies))].join(', ');
    this.element.setAttribute('aria-label', `${label}. Break it`);
    this.title.textContent = label;
    if (copies === undefined) return;
    const share = state === 'down' ? 0 : Math.max(0.08, 1 - Math.log10(1 + copies.lag) / 4);
    this.log.setAttribute('width', String(Math.round(16 * share * 10) / 10));
    if (!this.hasText) return;
    const isRanked = copies.leads + copies.stands > 0;
    this.text.textContent =
      state === 'down' ? '' : isRanked ? `T${copies.term}` : copies.lag >= 1 ? `−${copies.lag}` : '';
  }
}

function wordsOf({ leads, stands, term, lag }: Copies): string[] {
  if (leads > 0) return [leads === 1 ? 'leader' : `leader of ${leads} shards`, `term ${term}`];
  if (stands > 0) return ['stands for election', `term ${term}`];
  return [lag >= 1 ? `${lag} entries behind` : 'up to date'];
}
