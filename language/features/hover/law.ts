/** A law of durations: what it is, and its figures. */
import type { Distribution } from '../../../analyzer/design/distribution.js';
import { lawFigures, sayLaw } from '../../../analyzer/wording/law.js';
import type { Report } from '../../check.js';
import type * as ast from '../../generated/ast.js';
import { fileScope } from '../../link/scope.js';
import { type BareLaw, lowerLaw } from '../../lower/law.js';
import { laws } from '../../lower/law-table.js';
import { written } from '../../lower/written.js';
import { code, paragraphs, table } from '../../markdown.js';
import type { SourceFile } from '../../workspace/source-file.js';

/** Markdown about a law as written; nothing for a value that is none. */
export function lawHover(value: ast.Value, file: SourceFile, { workspace }: Report, bare: BareLaw): string | undefined {
  const said = written(value);
  if (said === undefined) return undefined;
  // A lowering of its own: what it finds has been said already.
  const run = {
    workspace,
    findings: [],
    anchors: new Map(),
    occurrences: [],
    overrides: [],
    overrideProblems: [],
    scopeOf: (one: SourceFile) => fileScope(workspace, one),
    idOf: ({ name }: { readonly name: string }) => name,
  };
  const law = lowerLaw({ run, file, provenance: { by: 'design' } }, '', said, bare);
  return law === undefined ? undefined : figures(law);
}

function figures(law: Distribution): string {
  const row = laws.find(({ name }) => name === law.law);
  return paragraphs(
    `${code(sayLaw(law))}${row === undefined ? '' : `: ${row.summary}`}`,
    table(
      ['', ''],
      lawFigures(law).map(([name, text]) => [name, text]),
    ),
  );
}
