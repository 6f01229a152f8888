/** Designs for tests, made from text. */
import { basename } from 'node:path';
import type { Design } from '../../analyzer/design/design.js';
import type { LocatedFinding } from '../../language/findings/positioned.js';
import { type Lowered, lower } from '../../language/lower/lower.js';
import { load, type Workspace } from '../../language/workspace/workspace.js';

/** A lowered text, with what tests ask of it. */
export interface LoweredText extends Lowered {
  readonly workspace: Workspace;
  /** Findings of the language as `rule «underlined text» message`, in the order found. */
  readonly said: readonly string[];
}

/** Lowers a text as `main.sysdesign`; `others` are further files by path, beside it. Findings do not fail the test. */
export function lowerText(text: string, others: Readonly<Record<string, string>> = {}): LoweredText {
  const files: Readonly<Record<string, string>> = { ...others, 'main.sysdesign': text };
  const workspace = load('main.sysdesign', (path) => (Object.hasOwn(files, path) ? files[path] : undefined), '.');
  const lowered = lower(workspace);
  const said = lowered.findings.map((finding) => shown(finding, workspace));
  return { ...lowered, workspace, said };
}

/** The design of a text that must have no mistakes; throws with all findings of the language otherwise. */
export function designOf(text: string, others: Readonly<Record<string, string>> = {}): Design {
  const { design, said } = lowerText(text, others);
  if (said.length > 0) throw new Error(`the text of this test has mistakes:\n${said.join('\n')}`);
  return design;
}

function shown(finding: LocatedFinding, workspace: Workspace): string {
  const { uri, offset, length } = finding.span;
  const text = workspace.files.get(uri)?.text.slice(offset, offset + length) ?? '';
  const where = uri === 'main.sysdesign' ? '' : `${basename(uri)}: `;
  return `${where}${finding.rule} «${text}» ${finding.message}`;
}
