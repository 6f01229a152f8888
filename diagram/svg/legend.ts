/** Explains what occurs in a picture: line styles, load colours, findings, stacks. */
import { badgeText, cardText } from '../layout/card.js';
import type { PlacedScene } from '../layout/placed.js';
import type { BadgeSeverity, EdgeStyle } from '../scene/scene.js';
import { measureText } from '../text/measure.js';
import { badgePill } from './badge.js';
import { edgeMarks } from './edge-line.js';
import { loadSteps } from './palette.js';
import { element, textLine } from './xml.js';

const styleNames: Readonly<Record<EdgeStyle, string>> = {
  sync: 'waits for the answer',
  async: 'does not wait',
  replication: 'copies data',
  view: 'derives data',
};
const severityNames: Readonly<Record<BadgeSeverity, string>> = {
  error: 'errors',
  warning: 'warnings',
  info: 'remarks',
};

const ROW = 24;
const ITEM_GAP = 26;

/** Markup and height of a legend, in rows no wider than `width` where that is possible. */
export function legend(placed: PlacedScene, x: number, y: number, width: number): { markup: string; height: number } {
  const items = [...itemsOf(placed)];
  if (items.length === 0) return { markup: '', height: 0 };
  let at = x;
  let row = y;
  const drawn = items.map((item) => {
    if (at > x && at + item.width > x + width) {
      at = x;
      row += ROW;
    }
    const markup = element('g', { transform: `translate(${at} ${row})` }, item.markup);
    at += Math.ceil(item.width) + ITEM_GAP;
    return markup;
  });
  return { markup: element('g', { class: 'sd-legend' }, ...drawn), height: row - y + ROW };
}

interface Item {
  readonly markup: string;
  readonly width: number;
}

function* itemsOf({ scene, edges }: PlacedScene): Generator<Item> {
  for (const style of Object.keys(styleNames) as EdgeStyle[]) {
    if (!edges.some(({ edge }) => edge.style === style)) continue;
    const points = [
      { x: 0, y: 8 },
      { x: 34, y: 8 },
    ];
    const sample = element('g', { class: `sd-style-${style}` }, edgeMarks({ drawn: points, hasHead: true }, style));
    yield withText(sample, 42, styleNames[style]);
  }
  if (scene.nodes.some((node) => node.load !== undefined)) {
    const swatches = loadSteps.map(({ step }, index) =>
      element(
        'g',
        { class: `sd-load-${step}` },
        element('rect', { class: 'sd-bar', x: index * 16, y: 5, width: 14, height: 6, rx: 3 }),
      ),
    );
    const bounds = loadSteps.map(({ from }) => `${Math.round(from * 100)}`).join(', ');
    yield withText(swatches.join(''), loadSteps.length * 16 + 6, `utilization from ${bounds} %`);
  }
  for (const severity of Object.keys(severityNames) as BadgeSeverity[]) {
    const all = [...scene.nodes, ...scene.groups, ...scene.edges].flatMap((each) => each.badges ?? []);
    const count = all.reduce((sum, badge) => sum + (badge.severity === severity ? badge.count : 0), 0);
    const offset = badgeText(count).width + 7;
    if (count > 0) yield withText(badgePill({ severity, count }, 0, -1), offset, severityNames[severity]);
  }
}

function withText(sample: string, offset: number, text: string): Item {
  return {
    markup: sample + textLine(text, cardText.subtitle, offset, 12, 'sd-muted'),
    width: offset + measureText(text, cardText.subtitle),
  };
}
