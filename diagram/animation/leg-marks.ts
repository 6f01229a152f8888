/** Dots that travel along the arrows. */
import type { Message } from '../../analyzer/simulator/playback/playback.js';
import type { PlacedEdge, Point } from '../layout/placed.js';
import type { EdgeStyle } from '../scene/scene.js';
import { roundedPath } from '../svg/edge-line.js';
import { element } from '../svg/xml.js';
import { journeys, type Leg } from './journeys.js';
import { type Loop, percent, seconds } from './loop.js';
import type { View } from './view.js';

interface Way {
  readonly edge: number;
  readonly points: readonly Point[];
  /** Against the arrow. */
  readonly isBack: boolean;
}

/** Dots for some requests of the run, and the rules of their ways. */
export function legMarks(edges: readonly PlacedEdge[], view: View, loop: Loop): { markup: string; rules: string } {
  const ways = waysOf(edges);
  const legs = journeys(view, (message) => ways(message) !== undefined);
  const used = new Map<number, readonly Point[]>();
  const markup = legs
    .map((leg) => {
      const way = ways(leg.message);
      if (way === undefined) return '';
      used.set(way.edge, way.points);
      return dot(leg, way, loop);
    })
    .join('');
  const rules = [...used].map(([edge, points]) => `.sd-e${edge}{offset-path:path('${roundedPath(points)}')}`).join('');
  return { markup: element('g', { class: 'sd-legs' }, markup), rules };
}

/** The arrow that a message goes along, where the picture has one. */
function waysOf(edges: readonly PlacedEdge[]): (message: Message) => Way | undefined {
  const known = new Map<string, number[]>();
  edges.forEach(({ edge: { from, to } }, index) => {
    const ends = JSON.stringify([from, to]);
    known.set(ends, [...(known.get(ends) ?? []), index]);
  });
  const best = (from: string, to: string, style: EdgeStyle): number | undefined => {
    const all = known.get(JSON.stringify([from, to])) ?? [];
    return all.find((index) => edges[index]?.edge.style === style) ?? all[0];
  };
  return ({ kind, from, to }) => {
    const style = kind === 'publish' || kind === 'deliver' ? 'async' : kind === 'replicate' ? 'replication' : 'sync';
    const isBack = kind === 'answer' || kind === 'acknowledge';
    const edge = isBack ? best(to, from, kind === 'answer' ? 'sync' : 'replication') : best(from, to, style);
    const points = edge === undefined ? undefined : edges[edge]?.points;
    return edge === undefined || points === undefined ? undefined : { edge, points, isBack };
  };
}

function dot({ message, starts, lasts }: Leg, { edge, isBack }: Way, loop: Loop): string {
  const isLost = message.outcome === 'lost';
  const share = lasts / loop.seconds;
  // Lost messages get no further than two thirds of their way.
  const reach = isLost ? 66 : 100;
  const name = `sd-${isLost ? 'l' : 'm'}${isBack ? 'b' : ''}${Math.round(lasts * 1000)}`;
  const [start, end] = isBack ? [100, 100 - reach] : [0, reach];
  loop.define(
    name,
    `from{opacity:1;offset-distance:${start}%}${percent(share)}{opacity:1;offset-distance:${end}%}${percent(share + 0.0001)},to{opacity:0;offset-distance:${end}%}`,
  );
  const look = message.outcome === 'ok' ? (isBack ? 'sd-back' : 'sd-forth') : 'sd-bad';
  return element('circle', {
    class: `sd-leg sd-e${edge} ${name} ${look}`,
    r: isBack ? 3.5 : 4.5,
    style: `animation-delay:${seconds(starts)}`,
  });
}
