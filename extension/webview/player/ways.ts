/** Which way a message takes through the picture. */
import type { Message } from '../../../analyzer/simulator/playback/playback.js';
import type { Arrow, Picture } from '../engine/messages.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points from one end to the other, evenly spaced. */
export type Way = readonly Point[];

/** Pieces that an arrow is cut into. */
const PIECES = 48;

export class Ways {
  private readonly bySteps = new Map<string, Arrow>();
  private readonly byEnds = new Map<string, Arrow>();
  private readonly drawn = new Map<string, Way>();

  /** @param scene the drawing of the picture */
  constructor(
    picture: Picture,
    private readonly scene: Element,
  ) {
    for (const arrow of picture.arrows) {
      for (const step of arrow.about) this.bySteps.set(step, arrow);
      const ends = `${arrow.from} ${arrow.to}`;
      if (!this.byEnds.has(ends)) this.byEnds.set(ends, arrow);
    }
  }

  /** The arrow of a message, and whether it goes against it. */
  arrowOf({ from, to, step, kind }: Message): { readonly arrow: Arrow; readonly isBack: boolean } | undefined {
    const own = step === undefined ? undefined : this.bySteps.get(step);
    if (own !== undefined && from !== to) {
      const isBack = own.from === from || own.to === to ? false : own.from === to || own.to === from || isAnswer(kind);
      return { arrow: own, isBack };
    }
    const there = this.byEnds.get(`${from} ${to}`);
    if (there !== undefined) return { arrow: there, isBack: false };
    const back = this.byEnds.get(`${to} ${from}`);
    return back === undefined ? undefined : { arrow: back, isBack: true };
  }

  /** Where an arrow is drawn. */
  wayOf({ id }: Arrow): Way | undefined {
    const known = this.drawn.get(id);
    if (known !== undefined) return known;
    const path = this.scene.querySelector(`.sd-edge[data-id="${CSS.escape(id)}"] > .sd-hit`);
    if (!(path instanceof SVGPathElement)) return undefined;
    const length = path.getTotalLength();
    const way = Array.from({ length: PIECES + 1 }, (_, at) => {
      const { x, y } = path.getPointAtLength((length * at) / PIECES);
      return { x, y };
    });
    this.drawn.set(id, way);
    return way;
  }
}

/** The point at a share of a way, from its beginning or against it. */
export function pointOn(way: Way, share: number, isBack = false): Point {
  const at = Math.max(0, Math.min(1, isBack ? 1 - share : share)) * (way.length - 1);
  const before = way[Math.floor(at)];
  const after = way[Math.min(way.length - 1, Math.floor(at) + 1)];
  if (before === undefined || after === undefined) return { x: 0, y: 0 };
  const rest = at - Math.floor(at);
  return { x: before.x + (after.x - before.x) * rest, y: before.y + (after.y - before.y) * rest };
}

/** A way that swings down between two machines of one store. */
export function arcBetween(one: Point, other: Point): Way {
  const depth = Math.min(22, 8 + Math.abs(other.x - one.x) / 5);
  return Array.from({ length: 17 }, (_, at) => {
    const share = at / 16;
    const swing = 4 * share * (1 - share) * depth;
    return { x: one.x + (other.x - one.x) * share, y: one.y + (other.y - one.y) * share + swing };
  });
}

const isAnswer = (kind: Message['kind']): boolean => kind === 'answer' || kind === 'acknowledge';
