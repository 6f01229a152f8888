/** Findings counted at the box, frame or arrow they are about. */
import type { Design } from '../../analyzer/design/design.js';
import type { Finding } from '../../analyzer/rules/rule.js';
import type { Arrow } from './arrows.js';
import type { BadgeSeverity, SceneBadge } from './scene.js';

const severities: readonly BadgeSeverity[] = ['error', 'warning', 'info'];

type Said = Pick<Finding, 'at' | 'rule' | 'severity'>;

/** Badges by id of component, group, region, zone or arrow; a finding about something that is not drawn has none. */
export function badgesOf(
  design: Design,
  arrows: readonly Arrow[],
  findings: readonly Said[],
): Map<string, SceneBadge[]> {
  const zones = design.regions.flatMap(({ zones: own }) => own);
  const boxes = new Set([...design.components, ...design.groups, ...design.regions, ...zones].map(({ id }) => id));
  const arrowOf = new Map<string, string>();
  for (const arrow of arrows) for (const id of arrow.about) if (!arrowOf.has(id)) arrowOf.set(id, arrow.id);
  const byPlace = new Map<string, Said[]>();
  for (const finding of findings) {
    const place = placeOf(finding.at, boxes, arrowOf);
    if (place === undefined) continue;
    byPlace.set(place, [...(byPlace.get(place) ?? []), finding]);
  }
  return new Map([...byPlace].map(([place, said]) => [place, counted(said)]));
}

/** The narrowest drawn thing: the id itself, or the nearest part it belongs to. */
function placeOf(at: string, boxes: ReadonlySet<string>, arrowOf: ReadonlyMap<string, string>): string | undefined {
  for (let id = at; id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('.'), id.lastIndexOf('/')))) {
    if (boxes.has(id)) return id;
    const arrow = arrowOf.get(id);
    if (arrow !== undefined) return arrow;
  }
  return undefined;
}

function counted(said: readonly Said[]): SceneBadge[] {
  return severities.flatMap((severity) => {
    const same = said.filter((finding) => finding.severity === severity);
    return same.length === 0
      ? []
      : [{ severity, count: same.length, ruleIds: [...new Set(same.map(({ rule }) => rule))] }];
  });
}
