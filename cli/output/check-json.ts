/**
 * The published shape of `sysdesign check --format json`. It only grows; its JSON schema is generated from these types.
 *
 * Lines and columns count from 1, columns in UTF-16 units, as editors show them; `end` is the place behind the last
 * character.
 */
import type { Edit, Severity } from '../../analyzer/rules/rule.js';
import type { TextRange } from '../../language/findings/line-map.js';
import type { PositionedFinding } from '../../language/findings/positioned.js';

export interface CheckOutput {
  /** Version of this shape. */
  readonly version: 1;
  /** The files that were asked for, in the order of the command line. */
  readonly files: readonly CheckedFile[];
  /** By file, then by place. */
  readonly findings: readonly CheckFinding[];
  readonly summary: CheckSummary;
}

export interface CheckedFile {
  /** Path as given, or as seen from the current folder. */
  readonly file: string;
  /** Name of the design. */
  readonly design: string;
  readonly components: number;
}

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export interface Range {
  readonly start: Place;
  /** Behind the last character. */
  readonly end: Place;
}

export interface CheckFinding {
  /** Rule id. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** May be an imported file. */
  readonly file: string;
  readonly range: Range;
  /** Id of the part of the design it is about; empty when it is about the text alone. */
  readonly at: string;
  readonly related: readonly CheckRelated[];
  /** How to mend it; null when there is nothing general to say. */
  readonly help: string | null;
  readonly fixes: readonly CheckFix[];
  /** Page of the manual; null when the rule has none. */
  readonly page: string | null;
}

export interface CheckRelated {
  readonly message: string;
  readonly file: string;
  readonly range: Range;
  readonly at: string;
}

/** A quick fix; its edits speak of ids of the design. */
export interface CheckFix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface CheckSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Findings that comments accept. */
  readonly suppressed: number;
}

/** Builds the published finding. */
export function checkFinding(
  finding: PositionedFinding,
  name: (uri: string) => string,
  page: (rule: string) => string | undefined,
): CheckFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    file: name(finding.uri),
    range: published(finding.range),
    at: finding.at,
    related: finding.related.map(({ message, uri, range, at }) => ({
      message,
      file: name(uri),
      range: published(range),
      at,
    })),
    help: finding.help ?? null,
    fixes: finding.fixes.map(({ title, edits }) => ({ title, edits })),
    page: page(finding.rule) ?? null,
  };
}

/** Counts findings by severity. */
export function summaryOf(
  findings: readonly { readonly severity: Severity }[],
  files: number,
  suppressed: number,
): CheckSummary {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { files, errors: count('error'), warnings: count('warning'), infos: count('info'), suppressed };
}

/** A range as people count it. */
export function published({ start, end }: TextRange): Range {
  return {
    start: { line: start.line + 1, column: start.column + 1 },
    end: { line: end.line + 1, column: end.column + 1 },
  };
}
