/** What is known of parts of a design by their ids: what a picture says of its boxes and arrows. */
import type { Id } from '../../../analyzer/design/design.js';
import { estimate } from '../../../analyzer/estimate/estimate-workload.js';
import type { Operation } from '../../../analyzer/flow/operations.js';
import { code, paragraphs } from '../../markdown.js';
import { describe } from '../../protocol.js';
import type { Feature } from '../feature.js';
import { type Shown, shownEstimate } from '../shown-estimate.js';
import type { Snapshot } from '../snapshot.js';
import { componentBrief, componentHover } from './component.js';
import { dataHover } from './data.js';
import { membersHover } from './declared.js';
import { flowHover } from './flow.js';
import { regionHover, zoneHover } from './place.js';
import { stepHover } from './step.js';
import { workloadHover } from './workload.js';

/** Parts of one arrow that are described; more would be a page. */
const most = 4;

/** The load that figures are of, and how much is said. */
export interface Wanted {
  readonly workload?: string;
  readonly scale?: number;
  readonly isBrief?: boolean;
}

/** Markdown about ids, `undefined` where nothing is known; the workload is that of the settings when it is missing. */
export function described(
  snapshot: Snapshot,
  ids: readonly Id[],
  { workload, scale = 1, isBrief = false }: Wanted = {},
): string | undefined {
  const shown = under(shownEstimate(snapshot), workload, scale);
  const parts = [...new Set(ids)].flatMap((id) => partOf(id, shown, isBrief) ?? []);
  const more = parts.length > most ? `and ${parts.length - most} more` : undefined;
  const text = paragraphs(...parts.slice(0, most), more);
  return text === '' ? undefined : text;
}

function under(shown: Shown, workload: string | undefined, scale: number): Shown {
  const { report } = shown;
  const id = workload ?? shown.estimate?.workload;
  if (id === undefined || !report.facts.lookup.workloads.has(id)) return shown;
  if (scale !== 1) return { report, estimate: estimate(report.design, id, { scale }) };
  const known = report.facts.estimates.find((one) => one.workload === id);
  return known === undefined ? shown : { report, estimate: known };
}

function partOf(id: Id, shown: Shown, isBrief: boolean): string | undefined {
  const { facts, design } = shown.report;
  const { components, data, flows, workloads, regions, zones } = facts.lookup;
  const found = <T>(map: ReadonlyMap<Id, T>, say: (item: T, shown: Shown) => string): string | undefined => {
    const item = map.get(id);
    return item === undefined ? undefined : say(item, shown);
  };
  const group = design.groups.find((one) => one.id === id);
  if (group !== undefined) return membersHover(id, group.title, shown);
  if (zones.has(id)) return zoneHover(id, shown);
  return (
    found(components, isBrief ? componentBrief : componentHover) ??
    found(regions, regionHover) ??
    found(flows, flowHover) ??
    found(data, dataHover) ??
    found(workloads, workloadHover) ??
    visitHover(id, shown)
  );
}

/** One visit of a flow: what an arrow stands for. */
function visitHover(id: Id, shown: Shown): string | undefined {
  const visit = shown.report.facts.operations.find(({ at }) => at === id);
  if (visit === undefined) return undefined;
  return paragraphs(`${said(visit)} in flow ${code(visit.flow)}`, stepHover(visit.step, shown));
}

function said({ kind, data, caller, target }: Operation): string {
  const what = data === undefined ? '' : ` ${code(data)}`;
  const way = kind === 'consume' ? `from ${code(target)}` : `${code(caller ?? '')} → ${code(target)}`;
  return `**${kind}**${what} ${way.replace('`` → ', '')}`;
}

export const describeFeature: Feature = {
  capabilities: {},
  register(connection, context) {
    connection.onRequest(describe, ({ uri, ids, ...wanted }) => {
      const snapshot = context.snapshot(uri);
      return (snapshot === undefined ? undefined : described(snapshot, ids, wanted)) ?? null;
    });
  },
};
