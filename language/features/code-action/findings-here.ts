/** Findings at a place, those of designs that import the file included. */
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Report } from '../../check.js';
import type { PositionedFinding } from '../../findings/positioned.js';
import { protocolRange } from '../diagnostics.js';
import type { Request } from './action.js';

export interface FindingHere {
  readonly finding: PositionedFinding;
  /** The analysis that found it. */
  readonly report: Report;
  /** As the client shows it: the same rule at the same range. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Findings whose range touches the selection, each once. */
export function findingsHere({ snapshot, from, to, diagnostics }: Request): readonly FindingHere[] {
  const found = new Map<string, FindingHere>();
  for (const { report } of snapshot.family()) {
    for (const finding of report.findings) {
      const { offset, length, start, end } = finding.range;
      if (finding.uri !== snapshot.file.uri || offset > to || offset + length < from) continue;
      const key = JSON.stringify([finding.rule, offset, length, finding.message]);
      if (found.has(key)) continue;
      const range = protocolRange({ offset, length, start, end });
      const shown = diagnostics.filter((one) => one.code === finding.rule && isSame(one.range, range));
      found.set(key, { finding, report, diagnostics: shown });
    }
  }
  return [...found.values()];
}

function isSame(one: Diagnostic['range'], other: Diagnostic['range']): boolean {
  return (['start', 'end'] as const).every(
    (end) => one[end].line === other[end].line && one[end].character === other[end].character,
  );
}
