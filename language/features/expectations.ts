/** What a design expects, as groups of tests: one for each `expect` block and each scenario of the document. */

import type { CstNode } from 'langium';
import type { Expectation, Id } from '../../analyzer/design/design.js';
import { sayQuantity } from '../../analyzer/design/say.js';
import { type ExpectationGroup, type ExpectationState, expectations as request } from '../protocol.js';
import type { Feature } from './feature.js';
import { type Outcome, outcomes } from './outcomes.js';
import { rangeOf, type Snapshot } from './snapshot.js';

/** The groups of a document, in the order of its text; what imported files expect is theirs. */
export function expectationGroups(snapshot: Snapshot): ExpectationGroup[] {
  const { file, report } = snapshot;
  const { design, origins } = report;
  const byNode = new Map<CstNode, Id>();
  for (const id of origins.ids()) {
    const anchor = origins.anchor(id);
    if (anchor?.uri === file.uri && !byNode.has(anchor.node)) byNode.set(anchor.node, id);
  }
  const known = outcomes(report);
  const scenarios = new Map(design.scenarios.map((scenario) => [scenario.id, scenario]));
  const groups: ExpectationGroup[] = [];
  for (const item of file.parsed.model.items) {
    if (item.$cstNode === undefined || (item.$type !== 'Expect' && item.$type !== 'Scenario')) continue;
    const id = byNode.get(item.$cstNode);
    if (id === undefined) continue;
    const range = rangeOf(file, item.$cstNode.offset, item.$cstNode.length);
    if (item.$type === 'Expect') {
      const states = item.expectations.flatMap((line) => {
        const outcome = known.get((line.$cstNode && byNode.get(line.$cstNode)) ?? '');
        return outcome === undefined ? [] : (state(snapshot, outcome.expectation, outcome) ?? []);
      });
      const under = item.workload?.$refText;
      groups.push({
        id,
        label: under === undefined ? 'expect' : `expect under ${under}`,
        range,
        kind: 'expect',
        expectations: states,
      });
      continue;
    }
    const scenario = scenarios.get(id);
    if (scenario === undefined) continue;
    const states = scenario.expectations.flatMap((one) => state(snapshot, one) ?? []);
    groups.push({ id, label: scenario.title, range, kind: 'scenario', expectations: states });
  }
  return groups;
}

function state(snapshot: Snapshot, { id, bound }: Expectation, outcome?: Outcome): ExpectationState | undefined {
  const { file, report } = snapshot;
  const origin = report.origins.get(id);
  if (origin === undefined || origin.uri !== file.uri) return undefined;
  const label = file.text
    .slice(origin.offset, origin.offset + origin.length)
    .replace(/\s+/gu, ' ')
    .trim();
  const range = rangeOf(file, origin.offset, origin.length);
  const limit = sayQuantity(bound.value, bound.dimension);
  if (outcome === undefined)
    return { id, label, range, status: 'undecided', message: 'decided when the scenario runs' };
  const under = outcome.workload === undefined ? '' : ` under ${outcome.workload}`;
  const message =
    outcome.actual === undefined
      ? (outcome.reason ?? 'there is no such figure')
      : `estimated ${outcome.actual}${under}, bound ${limit}`;
  const { status, actual } = outcome;
  return { id, label, range, status, message, ...(actual === undefined ? {} : { actual }) };
}

export const expectationsFeature: Feature = {
  capabilities: {},
  register(connection, { snapshot }) {
    connection.onRequest(request, ({ uri }) => {
      const found = snapshot(uri);
      return found === undefined ? [] : expectationGroups(found);
    });
  },
};
