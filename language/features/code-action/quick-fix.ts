/** Fixes of the findings at a place, and of all findings of the same rule. */
import { fixAll, fixesOf } from '../../findings/fixes.js';
import { lineEdits } from '../../format/line-edits.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Snapshot } from '../snapshot.js';
import type { Change } from '../workspace-edit.js';
import type { Action, ActionFamily, Request } from './action.js';
import { findingsHere } from './findings-here.js';

export const quickFix: ActionFamily = {
  kinds: ['quickfix'],
  *actions(request) {
    const offered = new Set<string>();
    const rules = new Set<string>();
    for (const { finding, report, diagnostics } of findingsHere(request)) {
      for (const [i, { title, edits }] of fixesOf(finding, report).entries()) {
        rules.add(finding.rule);
        const key = JSON.stringify(edits);
        if (offered.has(key)) continue;
        offered.add(key);
        yield { title, kind: 'quickfix', diagnostics, isPreferred: i === 0, change: { edits } };
      }
    }
    for (const rule of rules) yield* ofRule(request, rule);
  },
};

/** The first fix of each finding of a rule in this file, when there are several. */
function* ofRule({ snapshot, diagnostics }: Request, rule: string): Generator<Action> {
  const { report, file } = snapshot;
  const all = report.findings.filter((one) => one.rule === rule && one.uri === file.uri);
  const mendable = all.filter((one) => fixesOf(one, report).length > 0);
  if (mendable.length < 2) return;
  yield {
    title: `Fix all ${mendable.length} of \`${rule}\` in this file`,
    kind: 'quickfix',
    diagnostics: diagnostics.filter(({ code }) => code === rule),
    change: () => inFile(snapshot, (finding) => finding === rule),
  };
}

/** Fixes of this file's findings that are wanted, until none is left; edits of this file only. */
function inFile(snapshot: Snapshot, isWanted: (rule: string) => boolean): Change | undefined {
  const { file, report, again } = snapshot;
  const { texts } = fixAll(report, again, {
    fix: (_, finding) => isWanted(finding.rule) && finding.uri === file.uri,
    file: (uri) => uri === file.uri,
  });
  return changeTo(file, texts.get(file.uri));
}

/** The edits from a file's text to another; `undefined` when there are none. */
export function changeTo({ uri, text }: SourceFile, wanted: string | undefined): Change | undefined {
  const edits = wanted === undefined ? [] : lineEdits(text, wanted).map((edit) => ({ uri, ...edit }));
  return edits.length === 0 ? undefined : { edits };
}
