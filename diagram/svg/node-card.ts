/** One box: stacked cards, icon, texts, load and findings. */
import { iconOf, icons } from '../icons/icons.js';
import { cardSpace, cardText, percentage } from '../layout/card.js';
import type { PlacedNode } from '../layout/placed.js';
import { measureText } from '../text/measure.js';
import { badgeRow } from './badge.js';
import { familyOf, loadStepOf } from './palette.js';
import { element, num, textLine, titleElement } from './xml.js';

/** Draws a node. */
export function nodeCard({ node, card, x, y, width: outerWidth, height: outerHeight }: PlacedNode): string {
  const width = outerWidth - card.stack;
  const height = outerHeight - card.stack;
  const radius = node.kind === 'client' ? 14 : 8;
  const isGhost = node.ghost ?? node.kind === 'external';
  const classes = [
    'sd-node',
    `sd-tint-${familyOf(node.kind)}`,
    ...(isGhost ? ['sd-ghost'] : []),
    ...(node.load === undefined ? [] : [`sd-load-${loadStepOf(node.load.utilization)}`]),
  ];
  const behind = card.stack === 0 ? [] : [card.stack, card.stack / 2];
  return element(
    'g',
    {
      class: classes.join(' '),
      transform: `translate(${num(x)} ${num(y)})`,
      'data-id': node.id,
      'data-kind': node.kind,
    },
    titleElement(tooltip(node)),
    ...behind.map((offset) => element('rect', { class: 'sd-card', x: offset, y: offset, width, height, rx: radius })),
    element('rect', { class: 'sd-card', width, height, rx: radius }),
    iconTile(node.kind, height),
    ...texts(node, card, width, height),
    badgeRow(node.badges ?? [], width - 8, 8),
  );
}

function iconTile(kind: string, height: number): string {
  // Beside the label in tall boxes, in the middle of low ones.
  const y = Math.min((height - cardSpace.icon) / 2, cardSpace.padding + 1);
  const scale = 0.8;
  const inset = (cardSpace.icon - 24 * scale) / 2;
  return (
    element('rect', {
      class: 'sd-tile',
      x: cardSpace.padding,
      y,
      width: cardSpace.icon,
      height: cardSpace.icon,
      rx: 7,
    }) +
    element('path', {
      class: 'sd-icon',
      transform: `translate(${num(cardSpace.padding + inset)} ${num(y + inset)}) scale(${scale})`,
      d: icons[iconOf(kind)],
    })
  );
}

function* texts(
  node: PlacedNode['node'],
  card: PlacedNode['card'],
  width: number,
  height: number,
): Generator<string, void> {
  const left = textLeft;
  let y = textTop(card, height);
  for (const line of card.label) {
    yield textLine(line, cardText.label, left, y + 13, 'sd-label');
    y += cardSpace.labelLine;
  }
  for (const line of card.subtitle) {
    yield textLine(line, cardText.subtitle, left, y + 11, 'sd-muted');
    y += cardSpace.line;
  }
  for (const line of card.facts) {
    yield textLine(line, cardText.fact, left, y + 11);
    y += cardSpace.line;
  }
  if (card.load !== undefined && node.load !== undefined) {
    yield loadBar(card.load, node.load.utilization, left, y + cardSpace.loadGap, width - cardSpace.padding - left);
  }
}

const textLeft = cardSpace.padding + cardSpace.icon + cardSpace.iconGap;

function textTop(card: PlacedNode['card'], height: number): number {
  const loadHeight = card.load === undefined ? 0 : cardSpace.loadGap + cardSpace.loadRow;
  const lines = card.subtitle.length + card.facts.length;
  return (height - card.label.length * cardSpace.labelLine - lines * cardSpace.line - loadHeight) / 2;
}

/** Where a box has its bar and figure of the load, in the coordinates of the scene. */
export function loadPlace({ card, x, y, width, height }: PlacedNode): { x: number; y: number; room: number } {
  const lines = card.label.length * cardSpace.labelLine + (card.subtitle.length + card.facts.length) * cardSpace.line;
  return {
    x: x + textLeft,
    y: y + textTop(card, height - card.stack) + lines + cardSpace.loadGap,
    room: width - card.stack - cardSpace.padding - textLeft,
  };
}

/** A bar of the busy share with its number; the full bar is the whole capacity. */
export function loadBar(text: string, utilization: number, x: number, y: number, room: number): string {
  const bar = room - cardSpace.loadTextGap - measureText(text, cardText.load);
  const share = Number.isNaN(utilization) ? 0 : Math.min(1, Math.max(0, utilization));
  const place = { x, y: y + 3, height: 6, rx: 3 };
  return (
    element('rect', { class: 'sd-track', ...place, width: bar }) +
    (share === 0 ? '' : element('rect', { class: 'sd-bar', ...place, width: Math.max(6, bar * share) })) +
    textLine(text, cardText.load, x + bar + cardSpace.loadTextGap, y + 10, 'sd-load')
  );
}

function tooltip(node: PlacedNode['node']): string {
  const load = node.load;
  const count = (n: number | undefined, word: string): string[] => (n === undefined || n <= 1 ? [] : [`${n} ${word}`]);
  return [
    node.label === '' ? node.id : node.label,
    node.subtitle ?? '',
    ...(node.facts ?? []),
    ...count(node.multiplicity?.replicas, 'replicas'),
    ...count(node.multiplicity?.shards, 'shards'),
    ...(load === undefined ? [] : [`${load.meaning ?? 'utilization'} ${percentage(load.utilization)}`]),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
