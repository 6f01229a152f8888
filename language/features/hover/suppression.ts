/** A rule named in a `sysdesign-ignore` comment. */
import { rules } from '../../../analyzer/rules/index.js';
import type { Suppression } from '../../findings/suppression.js';
import { code, paragraphs, plain } from '../../markdown.js';
import { rulePage } from '../rule-page.js';
import type { Snapshot } from '../snapshot.js';

/** Markdown about the rule, and what the comment silences. */
export function suppressionHover(
  { rule: id, lines }: Suppression,
  { file, manual, report }: Snapshot,
): string | undefined {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) return undefined;
  const silenced = report.suppressed.filter(
    (finding) => finding.rule === id && finding.uri === file.uri && lines.includes(finding.range.start.line),
  );
  return paragraphs(
    `**rule** ${code(id)} · ${rule.severity} · ${rule.family}`,
    rule.summary,
    silenced.length === 0
      ? 'It silences nothing here.'
      : `Silenced here: ${silenced.map(({ message }) => plain(message)).join(' ')}`,
    manual === undefined ? undefined : `[What it finds and how to mend it](${rulePage(manual, id)})`,
  );
}
