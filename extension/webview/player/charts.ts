/** Curves of a run, with the play-head. */
import uPlot from 'uplot';
import { sayNumber, sayTime } from '../../../analyzer/design/say.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import { sayMoment } from '../../../analyzer/wording/moment.js';
import { html } from '../dom.js';
import { type Chart, type Curve, chartsOf, type Unit, worstOf } from './curves.js';

const HEIGHT = 128;
/** Seconds between marks of the axis of time. */
const moments = [0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400];

interface Drawn {
  readonly box: HTMLElement;
  readonly plot: uPlot;
  readonly head: HTMLElement;
  readonly values: readonly HTMLElement[];
  readonly chart: Chart;
}

export class Charts {
  private readonly flow = html('select', { 'aria-label': 'Flow of the charts', class: 'player-flow' });
  private readonly grid = html('div', { class: 'player-grid' });
  readonly element = html(
    'div',
    { class: 'player-charts' },
    html('label', { class: 'player-field player-flow-field' }, html('span', {}, 'Flow'), this.flow),
    this.grid,
  );
  private drawn: readonly Drawn[] = [];
  private playback: Playback | undefined;
  private time = 0;
  /** The reader has chosen a flow; before, the one that fares worst is shown. */
  private isChosen = false;
  private shape = '';
  private width = 0;

  constructor(private readonly seek: (time: number) => void) {
    this.flow.addEventListener('change', () => {
      this.isChosen = true;
      this.renew();
    });
    new ResizeObserver(() => this.resize()).observe(this.grid);
    const renew = () => {
      this.shape = '';
      this.renew();
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', renew);
    new MutationObserver(renew).observe(document.body, { attributeFilter: ['class'] });
  }

  show(playback: Playback): void {
    this.playback = playback;
    const flows = Object.keys(playback.flows);
    if ([...this.flow.options].map(({ value }) => value).join() !== flows.join())
      this.flow.replaceChildren(...flows.map((id) => html('option', { value: id }, id)));
    if (!this.isChosen) this.flow.value = worstOf(playback);
    this.renew();
  }

  move(time: number): void {
    this.time = time;
    const { playback } = this;
    if (playback === undefined) return;
    const frame = Math.max(0, Math.min(playback.frames - 1, Math.floor(time / playback.step + 1e-9) - playback.first));
    for (const { plot, head, values, chart } of this.drawn) {
      head.style.transform = `translateX(${Math.round(plot.valToPos(time, 'x') * 2) / 2}px)`;
      chart.curves.forEach((curve, at) => {
        const value = values[at];
        const text = said(curve.values[frame] ?? Number.NaN, chart.unit);
        if (value !== undefined && value.textContent !== text) value.textContent = text;
      });
    }
  }

  private renew(): void {
    const { playback } = this;
    if (playback === undefined || this.element.offsetParent === null) return;
    const charts = chartsOf(playback, this.flow.value);
    const shape = JSON.stringify(charts.map(({ title, curves }) => [title, curves.map(({ name }) => name)]));
    const times = Array.from({ length: playback.frames }, (_, at) => (playback.first + at + 0.5) * playback.step);
    if (shape !== this.shape) {
      for (const { plot } of this.drawn) plot.destroy();
      this.shape = shape;
      this.width = 0;
      this.drawn = charts.map((chart) => this.draw(chart, playback.duration));
      this.grid.replaceChildren(...this.drawn.map(({ box }) => box));
    }
    this.drawn = this.drawn.map((one, at) => ({ ...one, chart: charts[at] ?? one.chart }));
    for (const { plot, chart } of this.drawn) {
      plot.setData([times, ...chart.curves.map(({ values }) => [...values])], false);
      plot.batch(() => {
        plot.setScale('x', { min: 0, max: playback.duration });
        plot.setScale('y', { min: 0, max: top(chart.curves) });
      });
    }
    this.resize();
    this.move(this.time);
  }

  private draw(chart: Chart, duration: number): Drawn {
    const colour = coloursOf();
    const values = chart.curves.map(() => html('output', {}));
    const keys = chart.curves.map(({ name, tone, dash }, at) => {
      const sign = html('i', { class: `player-key${dash === undefined ? '' : ' is-dashed'}` });
      sign.style.borderTopColor = colour(tone);
      return html('span', {}, sign, name, ' ', values[at] ?? '');
    });
    const head = html('div', { class: 'player-head' });
    const box = html('figure', { class: 'player-chart' }, html('figcaption', {}, html('b', {}, chart.title), ...keys));
    const grid = { stroke: colour('card-line'), width: 0.5 };
    const axis = { stroke: colour('muted'), font: '10px system-ui', grid, ticks: { show: false } };
    const plot = new uPlot(
      {
        width: 200,
        height: HEIGHT,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
        padding: [6, 18, 0, 0],
        scales: { x: { time: false, range: [0, duration] }, y: { range: (_, __, max) => [0, max || 1] } },
        axes: [
          { ...axis, size: 20, space: 60, incrs: moments, values: (_, marks) => marks.map((mark) => sayMoment(mark)) },
          { ...axis, size: 48, space: 24, values: (_, marks) => marks.map((mark) => said(mark, chart.unit)) },
        ],
        series: [
          {},
          ...chart.curves.map(({ name, tone, dash }) => ({
            label: name,
            stroke: colour(tone),
            width: 1.5,
            spanGaps: false,
            points: { show: false },
            ...(dash === undefined ? {} : { dash: [...dash] }),
          })),
        ],
      },
      [[0], ...chart.curves.map(() => [null])],
      box,
    );
    plot.over.append(head);
    plot.over.addEventListener('click', (event) => this.seek(plot.posToVal(event.offsetX, 'x')));
    return { box, plot, head, values, chart };
  }

  private resize(): void {
    const columns = Math.max(1, Math.min(this.drawn.length, Math.floor(this.grid.clientWidth / 180)));
    const width = Math.floor((this.grid.clientWidth - (columns - 1) * 10) / columns);
    if (width <= 60 || width === this.width) return;
    this.width = width;
    for (const { plot, box } of this.drawn) {
      box.style.width = `${width}px`;
      plot.setSize({ width, height: HEIGHT });
    }
    this.move(this.time);
  }
}

function top(curves: readonly Curve[]): number {
  let most = 0;
  for (const { values } of curves) for (const value of values) if (value !== null && value > most) most = value;
  return most === 0 ? 1 : most * 1.08;
}

/** Colours of the picture, as a canvas needs them. */
function coloursOf(): (name: string) => string {
  const picture = document.querySelector('.sd') ?? document.body;
  const style = getComputedStyle(picture);
  return (name) => style.getPropertyValue(`--sd-${name}`).trim() || style.color;
}

function said(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return '–';
  if (unit === 'time') return value === 0 ? '0' : sayTime(value);
  const number = sayNumber(value);
  return unit === 'rate' ? `${number}/s` : number;
}
