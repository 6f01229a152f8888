/** `--set chat.instances=20`: clauses of components for one run of a command. */
import { InvalidArgumentError } from 'commander';
import { nearest } from '../analyzer/catalogue/nearest.js';
import type { Override } from '../language/lower/override.js';
import { Failure } from './failure.js';
import type { OpenDesign } from './files/open-design.js';

/** One more `--set`; refuses what has not the form. */
export function setting(text: string, before: readonly Override[] = []): readonly Override[] {
  const match = /^([^=]+)\.([^.=\s]+)\s*=\s*(\S.*)$/su.exec(text.trim());
  const [, component, name, value] = match ?? [];
  if (component === undefined || name === undefined || value === undefined)
    throw new InvalidArgumentError("It must be COMPONENT.SETTING=VALUE, such as 'chat.instances=20'.");
  return [...before, { component: component.trim(), clause: `${name} ${value}` }];
}

/** Opens a design with clauses replaced; fails where one of them cannot be. */
export async function openWith(path: string, overrides: readonly Override[] = []): Promise<OpenDesign> {
  const { openDesign } = await import('./files/open-design.js');
  const design = openDesign(path, { overrides });
  const { overrideProblems, design: system } = design.report;
  for (const [i, { component, clause }] of overrides.entries()) {
    const problems = overrideProblems[i];
    if (problems === undefined) {
      const ids = system.components.map(({ id }) => id);
      const meant = nearest(component, ids);
      const hint = meant === undefined ? '.' : `; did you mean '${meant}'?`;
      throw new Failure(
        `--set: there is no component '${component}'${hint}`,
        `The design has ${ids.map((id) => `'${id}'`).join(', ')}.`,
      );
    }
    const [problem] = problems;
    if (problem !== undefined) throw new Failure(`--set ${component}: ${clause}: ${problem.message}`, problem.help);
  }
  return design;
}
