/** The fixes of findings as edits of texts: what editors offer and `sysdesign check --fix` applies. */
import type { Report } from '../check.js';
import { applyTextEdits, textEdits } from './apply.js';
import type { PositionedFinding, TextEdit, TextFix } from './positioned.js';

/** Fixes of a finding that can be made in the texts of the report, in the order of preference. */
export function fixesOf(finding: PositionedFinding, { origins, workspace }: Report): readonly TextFix[] {
  const textOf = (uri: string): string | undefined => workspace.files.get(uri)?.text;
  const made = finding.fixes.flatMap(({ title, edits, isSafe }): TextFix[] => {
    const texts = textEdits(edits, origins, textOf);
    return texts === undefined ? [] : [{ title, edits: texts, ...(isSafe === undefined ? {} : { isSafe }) }];
  });
  return [...made, ...(finding.textFixes ?? [])];
}

/** A fix that was applied. */
export interface Applied {
  readonly rule: string;
  readonly title: string;
  /** File of the finding. */
  readonly uri: string;
  /** Line of the finding when it was fixed, from 0. */
  readonly line: number;
}

export interface Fixed {
  /** Whole new texts of the files that changed. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly Applied[];
  /** What is left to say of the new texts. */
  readonly report: Report;
}

/** What of all fixes is wanted. */
export interface Wanted {
  fix(fix: TextFix, finding: PositionedFinding): boolean;
  /** Whether a file may be changed. */
  file(uri: string): boolean;
}

/** One fix may uncover another; more rounds than this only happen when fixes undo each other. */
const mostRounds = 10;

/**
 * Applies the first wanted fix of each finding, none overlapping another, analyses again and goes on until nothing wanted
 * is left. `again` analyses with other texts in the place of some files'.
 */
export function fixAll(start: Report, again: (texts: ReadonlyMap<string, string>) => Report, wanted: Wanted): Fixed {
  let report = start;
  const texts = new Map<string, string>();
  const applied: Applied[] = [];
  const seen = new Set([stateOf(texts)]);
  for (let round = 0; round < mostRounds; round++) {
    const { edits, done } = oneRound(report, wanted);
    if (done.length === 0) break;
    const next = new Map(texts);
    for (const [uri, own] of edits) {
      const text = report.workspace.files.get(uri)?.text;
      if (text !== undefined) next.set(uri, applyTextEdits(text, own));
    }
    // Fixes that undo each other stop here.
    const state = stateOf(next);
    if (seen.has(state)) break;
    seen.add(state);
    for (const [uri, text] of next) texts.set(uri, text);
    applied.push(...done);
    report = again(texts);
  }
  return { texts, applied, report };
}

function oneRound(report: Report, wanted: Wanted): { edits: Map<string, TextEdit[]>; done: Applied[] } {
  const edits = new Map<string, TextEdit[]>();
  const done: Applied[] = [];
  for (const finding of report.findings) {
    const fix = fixesOf(finding, report).find((one) => wanted.fix(one, finding));
    if (fix === undefined || fix.edits.some((edit) => !wanted.file(edit.uri) || meetsAny(edit, edits.get(edit.uri))))
      continue;
    for (const edit of fix.edits) edits.set(edit.uri, [...(edits.get(edit.uri) ?? []), edit]);
    const { rule, uri, range } = finding;
    done.push({ rule, title: fix.title, uri, line: range.start.line });
  }
  return { edits, done };
}

/** Whether an edit overlaps or touches one of the others: two that touch may be two halves of one thing. */
function meetsAny(edit: TextEdit, others: readonly TextEdit[] = []): boolean {
  return others.some((one) => edit.offset <= one.offset + one.length && one.offset <= edit.offset + edit.length);
}

function stateOf(texts: ReadonlyMap<string, string>): string {
  return JSON.stringify([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
