/** The page of a rule: what its metadata says, then its page of the manual. */

import { rules } from '../../analyzer/rules/index.js';
import type { Family, Rule } from '../../analyzer/rules/rule.js';
import type { ReadPage } from './page.js';

/** Markdown about a rule; `rule` is missing for those of the language itself. */
export function rulePageText(id: string, rule: Rule | undefined, read: ReadPage): string {
  const page = /^[a-z0-9-]+$/.test(id) ? read(`docs/rules/${id}.md`) : undefined;
  const body = (page ?? '')
    .replace(/<!-- rule -->[\s\S]*?<!-- \/rule -->/, '')
    .replace(/^#\s+.*\n/, '')
    .trim();
  if (rule === undefined) return [`# ${id}`, body === '' ? 'A finding about the text of a design.' : body].join('\n\n');
  const about = `**${rule.severity}** · ${rule.family} · ${rule.concept}`;
  const thresholds = Object.entries(rule.thresholds ?? {}).map(
    ([name, { default: value, summary }]) => `- \`${name}\` (${value}): ${summary}`,
  );
  return [
    `# ${id}`,
    rule.summary,
    about,
    body,
    ...(thresholds.length === 0 ? [] : ['## Thresholds in sysdesign.json', thresholds.join('\n')]),
    '## Sources',
    rule.sources.map((source) => `- ${source}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The rules of a family. */
export function familyPage(family: Family): string {
  const own = rules.filter((rule) => rule.family === family);
  return [
    `# Rules of the family ${family}`,
    ...own.map((rule) => `- \`${rule.id}\` (${rule.severity}): ${rule.summary}`),
  ]
    .join('\n\n')
    .replaceAll('\n\n- ', '\n- ');
}
