/** The estimate that hints, lenses and hovers show beside a document. */
import type { CstNode } from 'langium';
import type { Design, Id } from '../../analyzer/design/design.js';
import type { Estimate } from '../../analyzer/estimate/estimate.js';
import type { Report } from '../check.js';
import type { Declared } from '../link/declared.js';
import type { Snapshot } from './snapshot.js';

/** A design with the estimate of one of its workloads. */
export interface Shown {
  readonly report: Report;
  /** Missing in designs without workload. */
  readonly estimate?: Estimate;
}

/**
 * The document's own design, under the workload of the settings or else its first. A file without workloads shows the
 * figures it has in the first design that imports it and has some: templates and parts are read for what becomes of them.
 */
export function shownEstimate(snapshot: Snapshot): Shown {
  const own = chosen(snapshot.report, snapshot.settings.workload);
  if (own !== undefined) return own;
  for (const { report } of snapshot.family().slice(1)) {
    const other = chosen(report, snapshot.settings.workload);
    if (other !== undefined) return other;
  }
  return { report: snapshot.report };
}

/** The estimate of a workload by its name; of the first without that name. */
function chosen(report: Report, workload: string): Shown | undefined {
  const { estimates } = report.facts;
  const estimate = estimates.find((one) => one.workload === workload) ?? estimates[0];
  return estimate === undefined ? undefined : { report, estimate };
}

const known = new WeakMap<Design, ReadonlyMap<CstNode, Id>>();

/** Id of something declared in a design; `undefined` for what no design has (templates, parameters, unfinished parts). */
export function idOf({ design, origins }: Report, declared: Declared): Id | undefined {
  const node = declared.node.$cstNode;
  if (node === undefined) return undefined;
  let ids = known.get(design);
  if (ids === undefined) {
    const { regions, data, groups, components, flows, workloads, scenarios, diagrams } = design;
    const parts = [regions, regions.flatMap(({ zones }) => zones), data, groups, components, flows, workloads];
    const all = [...parts, scenarios, diagrams].flat();
    ids = new Map(
      all.flatMap(({ id }) => {
        const at = origins.anchor(id)?.node;
        return at === undefined ? [] : [[at, id] as const];
      }),
    );
    known.set(design, ids);
  }
  return ids.get(node);
}
