/**
 * Explanations of words as Markdown: pages of the manual, and pages made of rows of the catalogue.
 *
 * One word may be several things (`cache` is a kind, `replicas` a clause with settings of its own): all of them are said.
 */

import { invariantShapes } from '../../analyzer/catalogue/invariants.js';
import { kinds } from '../../analyzer/catalogue/kinds/index.js';
import { requirementNames } from '../../analyzer/catalogue/requirements.js';
import { settings } from '../../analyzer/catalogue/settings/index.js';
import { technologies } from '../../analyzer/catalogue/technologies/index.js';
import { rules } from '../../analyzer/rules/index.js';
import { families } from '../../analyzer/rules/rule.js';
import { textRules } from '../../language/findings/text-rules.js';
import { kindPage, settingPage, technologyPage } from './catalogue-page.js';
import { languageSection, languageWords } from './language-section.js';
import { familyPage, rulePageText } from './rule-page.js';

/** Everything that can be asked for. */
export function words(): string[] {
  return [
    ...rules.map(({ id }) => id),
    ...textRules,
    ...kinds.map(({ id }) => id),
    ...settings.map(({ name }) => name),
    ...technologies.map(({ id }) => id),
    ...requirementNames.map(({ id }) => id),
    ...invariantShapes.map(({ id }) => id),
    ...families,
    ...languageWords(),
  ];
}

/** The explanation of a word; `undefined` for an unknown one. Case does not matter, and `-` and `_` are the same. */
export function explanationOf(word: string): string | undefined {
  const wanted = folded(word);
  const parts = [...explanations(wanted)];
  if (parts.length > 0) return parts.join('\n\n');
  const keyword = languageWords().find((one) => folded(one) === wanted);
  return keyword === undefined ? undefined : languageSection(keyword);
}

function* explanations(wanted: string): Generator<string> {
  for (const rule of rules) if (folded(rule.id) === wanted) yield rulePageText(rule.id, rule);
  for (const id of textRules)
    if (folded(id) === wanted && !rules.some((rule) => rule.id === id)) yield rulePageText(id);
  for (const kind of kinds) if (folded(kind.id) === wanted) yield kindPage(kind);
  for (const technology of technologies)
    if ([technology.id, technology.title].some((name) => folded(name) === wanted)) yield technologyPage(technology);
  const named = settings.filter(({ name }) => folded(name) === wanted);
  if (named.length > 0) yield settingPage(named);
  for (const need of requirementNames)
    if (folded(need.id) === wanted)
      yield `# ${need.id}\n\nA requirement of data: \`requires ${need.id}${need.mayHaveBound ? ' within 30 s' : ''}\`.\n\n${need.meaning}\n\nSource: ${need.source}.`;
  for (const shape of invariantShapes)
    if (folded(shape.id) === wanted)
      yield `# ${shape.id}\n\nA shape of invariants: \`${shape.example}\`.\n\n${shape.summary}\n\nBroken by ${shape.brokenBy.map((name) => name.replaceAll('_', ' ')).join(', ')}.`;
  const family = families.find((one) => one === wanted);
  if (family !== undefined) yield familyPage(family);
}

function folded(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');
}
