/** Below the picture: the clock, a line of time with what the flows felt, and the events. */
import { sayRatio, sayTime } from '../../analyzer/design/say.js';
import { sayMoment } from '../../analyzer/wording/moment.js';
import { cardText } from '../layout/card.js';
import { element, num, textLine } from '../svg/xml.js';
import { measureText } from '../text/measure.js';
import { shorten } from '../text/wrap.js';
import { type Caption, captionsOf } from './captions.js';
import { FRAME, type Loop, percent, seconds, stretches } from './loop.js';
import type { View } from './view.js';

const ROW = 34;
const LINE = 18;
/** Room for names at the left, and for figures at the right of the curves. */
const NAMES = 104;
const FIGURES = 150;
const MOST_FLOWS = 4;
const MOST_CAPTIONS = 10;
/** Frames that a caption is lit. */
const LIT = 5;

/** Draws it from 0 to `width`, with the flows that the picture shows. */
export function footer(
  view: View,
  loop: Loop,
  width: number,
  shownFlows: ReadonlySet<string>,
): { markup: string; height: number } {
  const chart = { x: NAMES, width: width - NAMES - FIGURES };
  const flows = flowsOf(view, shownFlows);
  const top = 30;
  const axis = top + flows.length * ROW + 8;
  const { shown, others } = captionsOf(view, MOST_CAPTIONS);
  const lines = axis + 26;
  const placeOf = (time: number): number => chart.x + (chart.width * view.frameOf(time)) / view.frames;
  loop.define('sd-head', `from{transform:none}to{transform:translateX(${num(chart.width)}px)}`);
  const height = lines + (shown.length + (others > 0 ? 1 : 0)) * LINE + 4;
  return {
    height,
    markup: [
      clock(view, loop),
      key(width),
      ...flows.map((flow, index) => flowRow(flow, view, loop, chart, top + index * ROW)),
      element('rect', { class: 'sd-track', x: chart.x, y: axis, width: chart.width, height: 4, rx: 2 }),
      ...troubled(view, shown, placeOf, axis),
      element('path', { class: 'sd-playhead sd-head', d: `M${chart.x} ${top - 4}V${axis + 8}` }),
      ...shown.map((caption, index) => captionLine(caption, view, loop, width, lines + index * LINE)),
      others > 0
        ? textLine(`and ${others} more`, cardText.fact, NAMES, lines + shown.length * LINE + 11, 'sd-muted')
        : '',
    ].join(''),
  };
}

/** The time of the run, once per frame. */
function clock(view: View, loop: Loop): string {
  const { from, until, frames, playback } = view;
  const times = Array.from({ length: frames }, (_, frame) => sayMoment(from + frame * playback.step));
  const rate = (until - from) / loop.seconds;
  const tempo =
    rate >= 1 ? `${num(Math.round(rate * 10) / 10)} × as fast, requests slowed down` : 'requests slowed down';
  return (
    stretches(times)
      .map((one) =>
        element('g', loop.shown(one.from, one.length), textLine(one.value, cardText.label, 0, 13, 'sd-label')),
      )
      .join('') + textLine(`of ${sayMoment(playback.duration)} · ${tempo}`, cardText.fact, NAMES, 13, 'sd-muted')
  );
}

/** What the dots mean. */
function key(width: number): string {
  const items = [
    ['sd-forth', 4.5, 'request'],
    ['sd-back', 3.5, 'answer'],
    ['sd-bad', 4.5, 'failed or lost'],
  ] as const;
  let x = width;
  return [...items]
    .reverse()
    .map(([look, r, text]) => {
      x -= measureText(text, cardText.fact);
      const drawn =
        textLine(text, cardText.fact, x, 13, 'sd-muted') + element('circle', { class: look, cx: x - 10, cy: 9, r });
      x -= 30;
      return drawn;
    })
    .join('');
}

interface FlowFigures {
  readonly name: string;
  readonly p99: readonly number[];
  readonly failed: readonly number[];
}

/** Those with the most requests. */
function flowsOf(view: View, shown: ReadonlySet<string>): readonly FlowFigures[] {
  return Object.entries(view.playback.flows)
    .filter(([name]) => shown.has(name))
    .map(([name, series]) => {
      const failed = view.valuesOf(series.failed);
      const ended = view.valuesOf(series.completed).map((count, frame) => count + (failed[frame] ?? 0));
      return {
        name,
        p99: view.valuesOf(series.p99),
        failed: failed.map((count, frame) => ((ended[frame] ?? 0) > 0 ? count / (ended[frame] ?? 1) : 0)),
        ended: ended.reduce((sum, count) => sum + (count || 0), 0),
      };
    })
    .filter(({ ended }) => ended > 0)
    .sort((one, other) => other.ended - one.ended)
    .slice(0, MOST_FLOWS);
}

/** The 99th percentile as a curve of powers of ten, and from above the share that failed. */
function flowRow(flow: FlowFigures, view: View, loop: Loop, chart: { x: number; width: number }, y: number): string {
  const known = flow.p99.filter((value) => value > 0);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const span = Math.max(Math.log(10), Math.log(most / least));
  const high = ROW - 8;
  const column = chart.width / view.frames;
  const points = flow.p99.map((value, frame) =>
    value > 0
      ? `${num(chart.x + (frame + 0.5) * column)} ${num(y + high - (high - 4) * (Math.log(value / least) / span))}`
      : undefined,
  );
  const curve = stretches(points.map((point) => point !== undefined))
    .filter(({ value }) => value)
    .map(({ from, length }) => `M${points.slice(from, from + length).join('L')}`)
    .join('');
  const bars = flow.failed
    .map((share, frame) =>
      share > 0
        ? `M${num(chart.x + frame * column)} ${num(y)}h${num(column)}v${num(Math.max(1.5, high * share))}h${num(-column)}z`
        : '',
    )
    .join('');
  const texts = flow.p99.map((value, frame) => {
    const share = flow.failed[frame] ?? 0;
    const failed = share > 0 ? ` · ${sayRatio(Number(share.toPrecision(2)))} fail` : '';
    return `${value > 0 ? sayTime(Number(value.toPrecision(2))) : '–'}${failed}`;
  });
  const figures = chart.x + chart.width + 10;
  return (
    textLine(shorten(flow.name, cardText.load, NAMES - 10), cardText.load, 0, y + 12, 'sd-figure') +
    textLine('99 % within', cardText.fact, 0, y + 26, 'sd-muted') +
    element('path', { class: 'sd-ground', d: `M${chart.x} ${num(y + high)}h${num(chart.width)}` }) +
    (bars === '' ? '' : element('path', { class: 'sd-failed', d: bars })) +
    (curve === '' ? '' : element('path', { class: 'sd-curve', d: curve })) +
    stretches(texts)
      .map(({ from, length, value }) =>
        element('g', loop.shown(from, length), textLine(value, cardText.fact, figures, y + 19)),
      )
      .join('')
  );
}

/** Ticks for events, and bands from a fault to its end. */
function* troubled(
  { playback, until }: View,
  shown: readonly Caption[],
  placeOf: (time: number) => number,
  y: number,
): Generator<string> {
  for (const { at, kind, of } of playback.events) {
    if (kind !== 'fault') continue;
    const over = playback.events.find((event) => event.kind === 'repair' && event.of[0] === of[0] && event.at >= at);
    const [x, end] = [placeOf(at), placeOf(Math.min(until, over?.at ?? until))];
    yield element('rect', { class: 'sd-failed', x, y, width: Math.max(2, end - x), height: 4, rx: 2 });
  }
  for (const { at } of shown) yield element('path', { class: 'sd-ground', d: `M${num(placeOf(at))} ${y - 3}v10` });
}

/** One event: dim before and after, lit for a while when it happens. */
function captionLine({ at, text }: Caption, view: View, loop: Loop, width: number, y: number): string {
  const share = Math.min(1, (LIT * FRAME) / loop.seconds);
  loop.define('sd-lit', `from{opacity:1}${percent(share)},to{opacity:.5}`);
  const start = Math.max(0, view.frameOf(at)) * FRAME;
  return element(
    'g',
    { class: 'sd-caption-line sd-lit', style: `animation-delay:${seconds(start)}` },
    textLine(sayMoment(at), cardText.load, 0, y + 11, 'sd-figure'),
    textLine(shorten(text, cardText.fact, width - NAMES), cardText.fact, NAMES, y + 11),
  );
}
