/** Workloads and diagrams by the names that users give. */
import { nearest } from '../analyzer/catalogue/setting.js';
import type { Design, Diagram, Id, Scenario } from '../analyzer/design/design.js';
import { Failure } from './failure.js';

/** Every workload; fails for a design without one. */
export function workloadsOf(design: Design, path: string): Id[] {
  if (design.workloads.length === 0)
    throw new Failure(
      `${path} has no workload, so there is nothing to estimate.`,
      'Say how much happens: workload usual { FLOW at 100/s }',
    );
  return design.workloads.map(({ id }) => id);
}

/** The workload of that name. */
export function chooseWorkload(design: Design, name: string): Id {
  const found = design.workloads.find(({ id }) => id === name);
  if (found !== undefined) return found.id;
  throw unknown(
    'workload',
    name,
    design.workloads.map(({ id }) => id),
  );
}

/** The scenario of that name or title; the first one where several designs have it. */
export function chooseScenario(designs: readonly Design[], name: string): Scenario {
  const all = designs.flatMap(({ scenarios }) => scenarios);
  const found = all.find(({ id, title }) => id === name || title === name);
  if (found !== undefined) return found;
  throw unknown(
    'scenario',
    name,
    all.map(({ title }) => title),
  );
}

/** The diagram of that name or title. */
export function chooseDiagram(design: Design, name: string): Diagram {
  const found = design.diagrams.find(({ id, title }) => id === name || title === name);
  if (found !== undefined) return found;
  throw unknown(
    'diagram',
    name,
    design.diagrams.map(({ title }) => title),
  );
}

/** A word of the command line that names nothing, with what is there. */
export function unknown(what: string, name: string, known: readonly string[]): Failure {
  const meant = nearest(name, known);
  const list =
    known.length === 0 ? `The design has no ${what}.` : `The design has ${known.map((one) => `'${one}'`).join(', ')}.`;
  return new Failure(`There is no ${what} '${name}'${meant === undefined ? '.' : `; did you mean '${meant}'?`}`, list);
}
