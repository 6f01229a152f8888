/** What happens to the boxes: how busy they are, what waits in them, and what is wrong with them. */
import { sayCount } from '../../analyzer/design/say.js';
import { sayMoment } from '../../analyzer/wording/moment.js';
import { cardSpace, cardText, percentage } from '../layout/card.js';
import type { PlacedNode } from '../layout/placed.js';
import { loadPlace } from '../svg/node-card.js';
import { type ColorName, loadStepOf } from '../svg/palette.js';
import { element, textLine } from '../svg/xml.js';
import { measureText } from '../text/measure.js';
import { conditionsOf } from './conditions.js';
import { type Loop, percent, stretches } from './loop.js';
import { pill } from './pill.js';
import type { View } from './view.js';

/** Marks of one box over the whole loop; nothing for one that the run does not know. */
export function componentMarks(
  placed: PlacedNode,
  index: number,
  view: View,
  loop: Loop,
  color: (name: ColorName) => string,
): string {
  const series = view.playback.components[placed.node.id];
  if (series === undefined) return '';
  const load = view.valuesOf(series.utilization);
  const conditions = conditionsOf(placed.node.id, view);
  const waiting = view.valuesOf(series.backlog ?? series.queue);
  const lag = view.valuesOf(series.lagSeconds);
  return [
    placed.card.load === undefined ? '' : loadMarks(placed, index, load, loop, color),
    ...troubles(placed, conditions, loop),
    queueBar(placed, index, waiting, loop),
    ...stretches(waiting.map((count, frame) => waitingText(count, lag[frame] ?? Number.NaN))).map((one) =>
      pill(
        one.value,
        'plain',
        placed.x + 6,
        placed.y + placed.height - placed.card.stack - 9,
        'left',
        loop.shown(one.from, one.length),
      ),
    ),
    ...stretches(
      conditions.map((condition) => (condition === undefined ? undefined : `${condition.severity} ${condition.text}`)),
    ).map(({ from, length, value }) =>
      pill(
        value.slice(value.indexOf(' ') + 1),
        value.startsWith('error') ? 'error' : value.startsWith('warning') ? 'warning' : 'info',
        placed.x + placed.width - placed.card.stack + 6,
        placed.y - 9,
        'right',
        loop.shown(from, length),
      ),
    ),
  ].join('');
}

/** A bar that grows and shrinks, with its figure. */
function loadMarks(
  placed: PlacedNode,
  index: number,
  load: readonly number[],
  loop: Loop,
  color: (name: ColorName) => string,
): string {
  const { x, y, room } = loadPlace(placed);
  const width = room - cardSpace.loadTextGap - measureText('100 %', cardText.load);
  const place = { x, y: y + 3, height: 6, rx: 3, width };
  const name = `sd-u${index}`;
  loop.define(
    name,
    keyframesOf(load, loop.frames, (value) => {
      const share = Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, Math.round(value * 50) / 50));
      return `transform:scaleX(${share});fill:${color(`load-${loadStepOf(value)}`)}`;
    }),
  );
  const texts = load.map((value) =>
    Number.isNaN(value) ? undefined : percentage(value >= 0.1 ? value : Math.round(value * 100) / 100),
  );
  return (
    element('rect', { class: 'sd-track', ...place }) +
    element('rect', { class: `sd-grow ${name}`, ...place }) +
    stretches(texts)
      .map(({ from, length, value }) =>
        element(
          'g',
          loop.shown(from, length),
          textLine(value, cardText.load, x + width + cardSpace.loadTextGap, y + 10, 'sd-figure'),
        ),
      )
      .join('')
  );
}

/** A frame around a box in trouble, and a veil over one that is gone. */
function* troubles(placed: PlacedNode, conditions: ReturnType<typeof conditionsOf>, loop: Loop): Generator<string> {
  const { x, y, card } = placed;
  const place = {
    x,
    y,
    width: placed.width - card.stack,
    height: placed.height - card.stack,
    rx: placed.node.kind === 'client' ? 14 : 8,
  };
  for (const { from, length } of stretches(
    conditions.map((condition) => (condition?.isGone === true ? true : undefined)),
  ))
    yield element('g', loop.shown(from, length), element('rect', { class: 'sd-gone', ...place }));
  const severities = conditions.map((condition) => (condition?.severity === 'info' ? undefined : condition?.severity));
  for (const { from, length, value } of stretches(severities))
    yield element(
      'g',
      loop.shown(from, length),
      element('rect', { class: `sd-trouble sd-trouble-${value}`, ...place }),
    );
}

/** A bar below a box, as long as its queue on a scale of powers of ten up to a million. */
function queueBar(placed: PlacedNode, index: number, waiting: readonly number[], loop: Loop): string {
  if (!waiting.some((count) => count >= leastWaiting)) return '';
  const name = `sd-q${index}`;
  loop.define(
    name,
    keyframesOf(waiting, loop.frames, (count) => {
      const share = count >= 1 ? Math.min(1, Math.log10(count) / 6) : 0;
      return `transform:scaleX(${Math.round(share * 50) / 50})`;
    }),
  );
  const width = placed.width - placed.card.stack;
  return element('rect', {
    class: `sd-grow sd-queue ${name}`,
    x: placed.x,
    y: placed.y + placed.height - placed.card.stack + 1,
    width,
    height: 5,
    rx: 2.5,
  });
}

/** Fewer come and go with every request. */
const leastWaiting = 10;

function waitingText(count: number, lag: number): string | undefined {
  const texts = [
    ...(count >= leastWaiting ? [`${sayCount(Number(count.toPrecision(2)))} waiting`] : []),
    ...(lag >= 1 && lag < Infinity ? [`${sayMoment(Number(lag.toPrecision(2)))} behind`] : []),
  ];
  return texts.length === 0 ? undefined : texts.join(' · ');
}

/** One stop where each frame begins, those left out that lie between equal ones. */
function keyframesOf(values: readonly number[], frames: number, declare: (value: number) => string): string {
  const stops = values.map(declare);
  return stops
    .map((stop, frame) =>
      stop === stops[frame - 1] && stop === stops[frame + 1] ? '' : `${percent(frame / frames)}{${stop}}`,
    )
    .concat(`to{${stops.at(-1) ?? ''}}`)
    .join('');
}
