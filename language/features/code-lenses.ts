/** Lenses above workloads, flows, expectations and scenarios: what can be opened or run, and how the tests stand. */
import type { CodeLens, Range } from 'vscode-languageserver-types';
import type { Id } from '../../analyzer/design/design.js';
import { expectationGroups } from './expectations.js';
import type { Feature } from './feature.js';
import { rangeOf, type Snapshot } from './snapshot.js';

/** Lenses of a document, in the order of its text; none when the settings switch them off. */
export function codeLenses(snapshot: Snapshot): CodeLens[] {
  if (!snapshot.settings.codeLens.enabled) return [];
  const { file, report } = snapshot;
  const { design, origins } = report;
  const lenses: CodeLens[] = [];
  const add = (range: Range, title: string, command: string, id: Id): void => {
    lenses.push({ range, command: { title, command, arguments: [snapshot.uri, id] } });
  };
  const rangeOfName = (id: Id): Range | undefined => {
    const origin = origins.get(id);
    return origin?.uri === file.uri ? rangeOf(file, origin.focus.offset, origin.focus.length) : undefined;
  };
  for (const { id } of design.workloads) {
    const range = rangeOfName(id);
    if (range === undefined) continue;
    add(range, '▷ preview', 'sysdesign.openPreview', id);
    const results = report.facts.estimates.find(({ workload }) => workload === id)?.expectations ?? [];
    add(range, standing(results.map(({ holds }) => holds)), 'sysdesign.showEstimate', id);
  }
  for (const { id } of design.flows) {
    const range = rangeOfName(id);
    if (range !== undefined) add(range, '▷ preview', 'sysdesign.openPreview', id);
  }
  for (const { id, kind, range: whole, expectations } of expectationGroups(snapshot)) {
    const range = rangeOfName(id) ?? whole;
    if (kind === 'scenario') {
      add(range, '▷ run scenario', 'sysdesign.runScenario', id);
      add(range, 'preview', 'sysdesign.openPreview', id);
    } else {
      const states = expectations.map(({ status }) => (status === 'undecided' ? null : status === 'met'));
      if (states.length > 0) add(range, standing(states), 'sysdesign.showEstimate', id);
    }
  }
  return lenses.sort(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
  );
}

/** `estimate: 3 of 4 expectations met, 1 undecided`; `null` is undecided. */
function standing(results: readonly (boolean | null)[]): string {
  if (results.length === 0) return 'estimate';
  const met = results.filter((holds) => holds === true).length;
  const open = results.filter((holds) => holds === null).length;
  const noun = results.length === 1 ? 'expectation' : 'expectations';
  return `estimate: ${met} of ${results.length} ${noun} met${open === 0 ? '' : `, ${open} undecided`}`;
}

export const codeLensesFeature: Feature = {
  capabilities: { codeLensProvider: { resolveProvider: false } },
  register(connection, { answer }) {
    connection.onCodeLens(answer((snapshot) => codeLenses(snapshot)));
  },
};
