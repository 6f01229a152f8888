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
import { textRules } from '../findings/text-rules.js';
import { kindPage, settingPage, technologyPage } from './catalogue-page.js';
import { keywords } from './keywords/index.js';
import { languageSection } from './language-section.js';
import type { ReadPage } from './page.js';
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
export function explanationOf(word: string, read: ReadPage): string | undefined {
  const wanted = folded(word);
  const parts = [...explanations(wanted, read)];
  if (parts.length > 0) return parts.join('\n\n');
  const keyword = languageWords().find((one) => folded(one) === wanted);
  return keyword === undefined ? undefined : keywordPage(keyword, read);
}

function* explanations(wanted: string, read: ReadPage): Generator<string> {
  for (const rule of rules) if (folded(rule.id) === wanted) yield rulePageText(rule.id, rule, read);
  for (const id of textRules)
    if (folded(id) === wanted && !rules.some((rule) => rule.id === id)) yield rulePageText(id, undefined, read);
  for (const kind of kinds) if (folded(kind.id) === wanted) yield kindPage(kind, read);
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

/** Every word of the grammar. */
function languageWords(): string[] {
  return [...new Set(Object.values(keywords).flatMap(({ words: own }) => Object.keys(own)))];
}

/** The section of the manual that is about a word of the grammar; where there is no manual, what it means by place. */
function keywordPage(word: string, read: ReadPage): string {
  const meanings = Object.values(keywords).flatMap(({ words: own }) => own[word] ?? []);
  const lines = [...new Set(meanings)].map((meaning) => `- ${meaning}`);
  return languageSection(word, read) ?? [`# ${word}`, lines.join('\n')].join('\n\n');
}

function folded(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');
}
