/** What colours and lines mean; it can be folded away. */

import type { EdgeStyle } from '../../../diagram/scene/scene.js';
import { edgeMarks } from '../../../diagram/svg/edge-line.js';
import { html, parsedSvg } from '../dom.js';
import type { Measure } from '../engine/messages.js';

/** Of each measure what it is, and where its four steps begin. */
const meanings: Readonly<Record<Measure, readonly [title: string, ...steps: readonly string[]]>> = {
  load: ['Utilization', 'below 60 %', '60 %', '75 %', '90 %'],
  latency: ['p99, of the slowest', 'below 10 %', '10 %', '30 %', '60 %'],
  lag: ['Lag of copies and queues', 'below 10 ms', '10 ms', '100 ms', '1 s'],
  availability: ['Availability', 'above 99.99 %', '99.9 %', '99 %', 'below'],
  cost: ['Share of the cost', 'below 10 %', '10 %', '25 %', '50 %'],
};
const steps = ['low', 'medium', 'high', 'critical'] as const;
const lines: Readonly<Record<EdgeStyle, string>> = {
  sync: 'waits for the answer',
  async: 'does not wait',
  replication: 'copies data',
  view: 'derives data',
};

/** Px of a page that has room for an open legend. */
const ROOMY = 800;

export class Legend {
  /** Begins closed where it would hide much of the picture. */
  readonly element = html('details', { class: 'legend', open: globalThis.innerWidth >= ROOMY });
  private readonly content = html('div', { class: 'legend-content' });

  constructor() {
    this.element.append(html('summary', {}, 'Legend'), this.content);
  }

  /** @param hasFigures whether anything has a colour */
  show(measure: Measure, hasFigures: boolean, styles: ReadonlySet<EdgeStyle>): void {
    const [title = '', ...bounds] = meanings[measure];
    const scale = html(
      'div',
      { class: 'legend-row' },
      html('span', { class: 'legend-title' }, title),
      ...steps.map((step, index) =>
        html('span', { class: 'legend-step' }, html('span', { class: `swatch is-step-${step}` }), bounds[index] ?? ''),
      ),
    );
    const kinds = (Object.keys(lines) as EdgeStyle[])
      .filter((style) => styles.has(style))
      .map((style) => html('span', { class: 'legend-step' }, sample(style), lines[style]));
    this.content.replaceChildren(...(hasFigures ? [scale] : []), html('div', { class: 'legend-row' }, ...kinds));
    this.element.hidden = !hasFigures && kinds.length === 0;
  }
}

function sample(style: EdgeStyle): SVGSVGElement {
  const drawn = [
    { x: 0, y: 6 },
    { x: 28, y: 6 },
  ];
  const marks = edgeMarks({ drawn, hasHead: true }, style);
  return parsedSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" class="sd" width="30" height="12" aria-hidden="true"><g class="sd-style-${style}">${marks}</g></svg>`,
  );
}
