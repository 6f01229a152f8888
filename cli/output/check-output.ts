/** The output of `sysdesign check`, for people and for programs. */
import type { PositionedFinding } from '../../language/findings/positioned.js';
import { rulePage } from '../files/manual.js';
import { displayPath, type OpenDesign } from '../files/open-design.js';
import { type CheckOutput, checkFinding, summaryOf } from './check-json.js';
import { type FindingContext, findingText, severityColor } from './finding-text.js';
import type { Terminal } from './terminal.js';
import { wrap } from './wrap.js';

/** Findings of all designs in order; one in a file that several designs import is said once. */
export function distinctFindings(designs: readonly OpenDesign[]): readonly PositionedFinding[] {
  const said = new Set<string>();
  return designs
    .flatMap(({ findings }) => findings)
    .filter((finding) => {
      const key = JSON.stringify([
        finding.uri,
        finding.range.offset,
        finding.range.length,
        finding.rule,
        finding.message,
      ]);
      if (said.has(key)) return false;
      said.add(key);
      return true;
    });
}

/** The published JSON, with a newline at its end. */
export function checkJson(designs: readonly OpenDesign[], findings: readonly PositionedFinding[]): string {
  const output: CheckOutput = {
    version: 1,
    files: designs.map(({ name, report }) => ({
      file: name,
      design: report.design.name,
      components: report.design.components.length,
    })),
    findings: findings.map((finding) => checkFinding(finding, displayPath, rulePage)),
    summary: summaryOf(findings, designs.length, suppressedOf(designs)),
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}

/** Findings with source excerpts and a summary, with a newline at its end. */
export function checkText(
  designs: readonly OpenDesign[],
  findings: readonly PositionedFinding[],
  terminal: Terminal,
): string {
  const context: FindingContext = {
    terminal,
    lines: (uri) => designs.map((design) => design.lines(uri)).find((lines) => lines !== undefined),
    name: displayPath,
    page: rulePage,
  };
  const parts = findings.map((finding) => findingText(finding, context));
  return `${[...parts, summary(designs, findings, terminal)].join('\n\n')}\n`;
}

function summary(
  designs: readonly OpenDesign[],
  findings: readonly PositionedFinding[],
  { colors, width }: Terminal,
): string {
  const counts = summaryOf(findings, designs.length, suppressedOf(designs));
  const files = counted(counts.files, 'file');
  const components = counted(
    designs.reduce((sum, { report }) => sum + report.design.components.length, 0),
    'component',
  );
  const accepted = counts.suppressed === 0 ? '' : `, ${counts.suppressed} accepted by comments`;
  if (findings.length === 0)
    return `${colors.green('✓')} ${colors.bold('No findings')} in ${files}, ${components}${accepted}.`;
  const parts = [
    counts.errors === 0 ? '' : severityColor('error', colors)(counted(counts.errors, 'error')),
    counts.warnings === 0 ? '' : severityColor('warning', colors)(counted(counts.warnings, 'warning')),
    counts.infos === 0 ? '' : severityColor('info', colors)(counted(counts.infos, 'remark')),
  ].filter((part) => part !== '');
  const total = `${parts.join(', ')} in ${files}, ${components}${accepted}.`;
  const explained = findings.find(({ rule }) => rulePage(rule) !== undefined)?.rule;
  if (explained === undefined) return total;
  return [
    total,
    ...wrap(`More about a rule: sysdesign explain ${explained}`, width).map((line) => colors.dim(line)),
  ].join('\n');
}

function suppressedOf(designs: readonly OpenDesign[]): number {
  return designs.reduce((sum, { report }) => sum + report.suppressed.length, 0);
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
