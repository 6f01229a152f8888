/** Pages of rules are tests: each fence gives exactly the findings that its comments announce, against all rules. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../analyzer/rules/index.js';
import { check, type Report } from '../../language/check.js';
import { applyTextEdits, textEdits } from '../../language/findings/apply.js';
import { textRules } from '../../language/findings/text-rules.js';
import { root } from '../root.js';
import { announced, type Fence, fences, withoutAnnouncements } from './page.js';

const folder = join(root, 'docs/rules');

for (const page of readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
  const id = page.replace(/\.md$/, '');
  describe(`docs/rules/${page}`, () => {
    const all = fences(join(folder, page));
    const designs = all.filter((fence) => fence.file === undefined);

    it('is about a rule, with a design that fires and one that does not', () => {
      assert.ok(rules.some((rule) => rule.id === id) || textRules.some((rule) => rule === id), `no rule ${id}`);
      const firing = designs.filter((fence) => announced(fence.text).some(({ rule }) => rule === id));
      assert.ok(firing.length > 0, 'no fence announces the rule');
      assert.ok(firing.length < designs.length, 'every fence announces the rule');
    });

    for (const fence of designs) {
      it(`line ${fence.line}: findings as announced`, () => {
        const report = review(withoutAnnouncements(fence.text), all);
        const expected = announced(fence.text);
        const actual = report.findings.map(
          (finding) => `${finding.range.start.line + fence.line}: ${finding.severity}: ${finding.rule}`,
        );
        assert.deepEqual(
          [...actual].sort(),
          expected.map(({ line, severity, rule }) => `${line + fence.line}: ${severity}: ${rule}`).sort(),
          report.findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'),
        );
        for (const { line, rule, contains } of expected) {
          if (contains === undefined) continue;
          const messages = report.findings
            .filter((one) => one.rule === rule && one.range.start.line === line)
            .map(({ message }) => message);
          assert.ok(
            messages.some((message) => message.includes(contains)),
            `“${contains}” is not in: ${messages.join(' | ')}`,
          );
        }
      });

      it(`line ${fence.line}: each quick fix removes its finding and breaks nothing`, () => {
        const design = withoutAnnouncements(fence.text);
        const before = review(design, all);
        for (const finding of before.findings) {
          for (const fix of finding.fixes) {
            const edits = textEdits(fix.edits, before.origins, (uri) => before.workspace.files.get(uri)?.text);
            assert.ok(edits !== undefined, `“${fix.title}” cannot be applied`);
            const text = applyTextEdits(design, edits);
            const after = review(text, all);
            const same = (one: Report['findings'][number]) => one.rule === finding.rule && one.at === finding.at;
            assert.ok(
              after.findings.filter(same).length < before.findings.filter(same).length,
              `“${fix.title}” leaves ${finding.rule} in\n${text}`,
            );
            const broken = brokenIn(after).filter((message) => !brokenIn(before).includes(message));
            assert.deepEqual(broken, [], `“${fix.title}” breaks\n${text}`);
          }
        }
      });
    }
  });
}

const entry = 'design.sysdesign';

/** What makes a text mean less than it says. */
function brokenIn(report: Report): string[] {
  return report.findings
    .filter(({ rule }) => rule === 'syntax' || rule === 'unknown-name')
    .map(({ message }) => message);
}

function review(text: string, all: readonly Fence[]): Report {
  const files = new Map(all.flatMap((fence) => (fence.file === undefined ? [] : [[fence.file, fence.text] as const])));
  return check(entry, (path) => (path === entry ? text : files.get(path)), '');
}
