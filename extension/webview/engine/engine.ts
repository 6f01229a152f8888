/** From a design and a view of it to a picture: what the worker does. */

import type { Design } from '../../../analyzer/design/design.js';
import { lookup } from '../../../analyzer/design/lookup.js';
import type { Estimate, SensitivityEstimate } from '../../../analyzer/estimate/estimate.js';
import { estimatePrepared, type Prepared, prepare } from '../../../analyzer/estimate/estimate-workload.js';
import { sensitivitySteps } from '../../../analyzer/estimate/sensitivity.js';
import { operations } from '../../../analyzer/flow/operations.js';
import { createLayouter } from '../../../diagram/layout/layouter.js';
import { unkeptWarning } from '../../../diagram/layout/pins.js';
import type { PinnedPlaces } from '../../../diagram/layout/pins-file.js';
import type { PlacedScene, Point } from '../../../diagram/layout/placed.js';
import { arrowsOf } from '../../../diagram/scene/arrows.js';
import { collapsed } from '../../../diagram/scene/collapse.js';
import { sceneOf } from '../../../diagram/scene/from-design.js';
import type { Scene } from '../../../diagram/scene/scene.js';
import { pictureMargin, renderSvg } from '../../../diagram/svg/render-svg.js';
import type { Theme } from '../../../diagram/svg/stylesheet.js';
import type { Drawable } from '../../../language/protocol.js';
import { type Promises, promisesOf } from './answers.js';
import { itemsOf } from './items.js';
import type { Arrow, Picture, Ranked, View } from './messages.js';
import { patience } from './patience.js';
import { ranked, summaryOf } from './summary.js';

/** Keeps what it has learnt of a design: the ready network of the estimate, and levels of the layout. */
export class Engine {
  private drawable: Drawable | undefined;
  private prepared: Prepared | undefined;
  private promised: Promises | undefined;
  private readonly layouter = createLayouter();
  /** The picture before, so that the next one leaves what it can where it was, and the view that it is of. */
  private placed: PlacedScene | undefined;
  private drawn: View | undefined;

  /** Takes the newest text of the design. */
  load(drawable: Drawable): void {
    this.drawable = drawable;
    this.prepared = undefined;
    this.promised = undefined;
  }

  /** Draws a view of the design; `undefined` before there is one. */
  async draw(view: View): Promise<Picture | undefined> {
    const { drawable } = this;
    if (drawable === undefined) return undefined;
    const { design } = drawable;
    const estimate = this.estimate(view);
    const scene = sceneIn(drawable, view, estimate, false);
    // The page says the title itself, where it does not scroll away.
    const { title: _, subtitle: _subtitle, ...untitled } = collapsed(scene, view.collapsed);
    const previous = this.isLike(view) ? this.placed : undefined;
    const placed = await this.layouter.layout(untitled, {
      ...(previous === undefined ? {} : { previous }),
      pins: pinsIn(untitled, scene, view.pins),
      budget: patience,
    });
    this.placed = placed;
    this.drawn = view;
    const picture = pictureOf(placed, scene, aboutOf(drawable), view.pins);
    return estimate === undefined
      ? picture
      : { ...picture, summary: summaryOf(estimate, design, this.promises(design)) };
  }

  /** A view as a file: what `sysdesign export` writes of the same diagram, workload and closed frames. */
  async export(view: View, theme: Theme): Promise<string> {
    const { drawable } = this;
    if (drawable === undefined) throw new Error('there is no design yet');
    const whole = sceneIn(drawable, view, this.estimate(view), true);
    const scene = collapsed(whole, view.collapsed);
    // Its own arrangement, not one that earlier pictures have left: whoever exports it again gets the same.
    return renderSvg(await createLayouter().layout(scene, { pins: pinsIn(scene, whole, view.pins) }), { theme });
  }

  /** Which settings move a p99 most; better answers follow one another. */
  *rank(view: View): Generator<readonly Ranked[]> {
    const { drawable } = this;
    const base = this.estimate(view);
    if (drawable === undefined || base === undefined) return;
    const found: SensitivityEstimate[] = [];
    for (const one of sensitivitySteps(drawable.design, base, view.scale)) {
      if (one !== undefined) found.push(one);
      yield ranked(found);
    }
  }

  /** Whether a view is of the same picture as the last: what changes in it moves as little else as it can. */
  private isLike({ diagram, arrangement }: View): boolean {
    return this.drawn?.diagram === diagram && this.drawn?.arrangement === arrangement;
  }

  private promises(design: Design): Promises {
    this.promised ??= promisesOf(design);
    return this.promised;
  }

  private estimate({ workload, scale }: View): Estimate | undefined {
    const { drawable } = this;
    if (drawable === undefined || workload === undefined) return undefined;
    if (drawable.estimate?.workload === workload && scale === 1) return drawable.estimate;
    this.prepared ??= prepare(drawable.design);
    return estimatePrepared(this.prepared, workload, { scale });
  }
}

/** All that a view shows, with its frames open: which of them are closed is the reader's choice, as the diagram's was at first. */
function sceneIn({ design, findings }: Drawable, view: View, estimate: Estimate | undefined, legend: boolean): Scene {
  const diagram = design.diagrams.find(({ id }) => id === view.diagram);
  return sceneOf(design, {
    findings,
    ...(legend ? {} : { legend }),
    ...(estimate === undefined ? {} : { estimate }),
    ...(diagram === undefined ? {} : { diagram: { ...diagram, collapse: [] } }),
  });
}

/** Places that count in a picture: not those of what is inside a closed box. */
function pinsIn(drawn: Scene, whole: Scene, pins: PinnedPlaces = {}): ReadonlyMap<string, Point> {
  const idsOf = ({ nodes, groups }: Scene) => new Set([...nodes, ...groups].map(({ id }) => id));
  const [shown, known] = [idsOf(drawn), idsOf(whole)];
  return new Map(Object.entries(pins).filter(([id]) => shown.has(id) || !known.has(id)));
}

/** Ids of steps and clauses by the arrow that shows them. */
function aboutOf({ design }: Drawable): ReadonlyMap<string, readonly string[]> {
  const arrows = arrowsOf(design, operations(design.flows, lookup(design)));
  return new Map(arrows.map(({ id, about }) => [id, about]));
}

function pictureOf(
  placed: PlacedScene,
  whole: Scene,
  about: ReadonlyMap<string, readonly string[]>,
  pins: PinnedPlaces | undefined,
): Picture {
  const svg = renderSvg(placed, { theme: 'auto', embedFont: false, embedStyle: false, background: false });
  const boxOf = boxesOf(placed, whole);
  const unkept = Object.keys(pins ?? {}).filter((id) => placed.warnings.includes(unkeptWarning(id)));
  return {
    svg,
    width: Math.ceil(placed.width) + 2 * pictureMargin,
    height: Math.ceil(placed.height) + 2 * pictureMargin,
    items: itemsOf(placed, whole, (id) => Object.hasOwn(pins ?? {}, id) && !unkept.includes(id)),
    arrows: arrowsIn(placed, whole, about, boxOf),
    inside: Object.fromEntries(
      [...whole.groups, ...whole.nodes].flatMap(({ id }) => {
        const box = boxOf(id);
        return box === undefined || box === id ? [] : [[id, box] as const];
      }),
    ),
    warnings: placed.warnings,
    unkept,
  };
}

/** Finds the box that is drawn for an id: itself, or the closed frame around it. */
function boxesOf(placed: PlacedScene, whole: Scene): (id: string) => string | undefined {
  const parents = new Map([...whole.groups, ...whole.nodes].map(({ id, parent }) => [id, parent]));
  const drawn = new Set(placed.nodes.map(({ node }) => node.id));
  return (id) => {
    const seen = new Set<string>();
    for (let up: string | undefined = id; up !== undefined && !seen.has(up); up = parents.get(up)) {
      if (drawn.has(up)) return up;
      seen.add(up);
    }
    return undefined;
  };
}

/** Arrows between closed boxes stand for all that were merged into them. */
function arrowsIn(
  placed: PlacedScene,
  whole: Scene,
  about: ReadonlyMap<string, readonly string[]>,
  boxOf: (id: string) => string | undefined,
): Arrow[] {
  return placed.edges.map(({ edge }) => ({
    id: edge.id,
    from: edge.from,
    to: edge.to,
    label: edge.label,
    style: edge.style,
    flows: edge.flows ?? [],
    about: whole.edges
      .filter((one) => one.style === edge.style && boxOf(one.from) === edge.from && boxOf(one.to) === edge.to)
      .flatMap(({ id }) => about.get(id) ?? []),
  }));
}
