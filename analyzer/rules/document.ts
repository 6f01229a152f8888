/** What the pages and lists of rules say that is not prose: generated from the rules' metadata. */
import { rules } from './index.js';
import { families, type Rule } from './rule.js';

/** The lines under the title of a rule's page. */
export function ruleHeader(rule: Rule): string {
  const thresholds = Object.entries(rule.thresholds ?? {}).map(
    ([name, { default: value, summary }]) => `| \`${name}\` | ${value} | ${summary} |`,
  );
  return [
    `*${rule.severity} · ${rule.family} · ${rule.concept}*`,
    '',
    rule.summary,
    ...(thresholds.length === 0 ? [] : ['', '| threshold | default | meaning |', '|---|---|---|', ...thresholds]),
    '',
    `Sources: ${rule.sources.join('; ')}.`,
  ].join('\n');
}

/** `docs/rules/README.md`: every rule by family. */
export function ruleList(): string {
  const sections = families.flatMap((family) => {
    const members = rules.filter((rule) => rule.family === family);
    if (members.length === 0) return [];
    const rows = members.map((rule) => `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${rule.summary} |`);
    return [`## ${family}`, '', '| rule | severity | |', '|---|---|---|', ...rows, ''];
  });
  return [
    '# Rules',
    '',
    'Each page explains the mistake and proves itself: its designs are tests. Severities and thresholds are set in `sysdesign.json`.',
    '',
    ...sections,
  ].join('\n');
}

/** The page with its generated part renewed; `undefined` when it has no `<!-- rule -->` … `<!-- /rule -->`. */
export function rulePage(page: string, rule: Rule): string | undefined {
  const marked = /<!-- rule -->[\s\S]*?<!-- \/rule -->/;
  if (!marked.test(page)) return undefined;
  return page.replace(marked, () => `<!-- rule -->\n${ruleHeader(rule)}\n<!-- /rule -->`);
}
