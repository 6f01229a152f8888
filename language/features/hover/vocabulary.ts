/** Words of the open vocabulary: kinds, technologies, requirements, shapes of invariants, words of settings and laws. */

import { componentPagePath } from '../../../analyzer/catalogue/document.js';
import { invariantShape } from '../../../analyzer/catalogue/invariants.js';
import { requirementName } from '../../../analyzer/catalogue/requirements.js';
import { kindOf, technologyOf } from '../../../analyzer/catalogue/setting.js';
import { saySource } from '../../../analyzer/wording/default.js';
import { code, list, paragraphs, plain, table } from '../../markdown.js';

/** Facts of a technology that are listed. */
const most = 4;

/** Markdown about a kind of component. */
export function kindHover(id: string, manual: string | undefined): string | undefined {
  const kind = kindOf(id);
  if (kind === undefined) return undefined;
  return paragraphs(
    `**kind** ${code(id)}`,
    kind.summary,
    `In the estimate: ${kind.model}`,
    kind.holds.length === 0 ? undefined : `May say ${kind.holds.map(code).join(', ')}.`,
    manual === undefined ? undefined : `[Its page](${manual}/${componentPagePath(id)})`,
  );
}

/** Markdown about a technology. */
export function technologyHover(id: string, manual: string | undefined): string | undefined {
  const technology = technologyOf(id);
  if (technology === undefined) return undefined;
  const { title, summary, kinds, isolation, replication, consistency, pacelc, failover, lacks, facts } = technology;
  const rows: [string, string, string][] = [];
  if (isolation !== undefined)
    rows.push(['isolation', `${isolation.default}, at most ${isolation.strongest}`, saySource(isolation.source)]);
  if (replication !== undefined) {
    const { count, topology, mode, source } = replication;
    rows.push(['copies', [count, topology, mode].filter((part) => part !== undefined).join(' '), saySource(source)]);
  }
  if (consistency !== undefined) rows.push(['consistency', consistency.model, saySource(consistency.source)]);
  if (pacelc !== undefined) rows.push(['PACELC', pacelc.class, saySource(pacelc.source)]);
  if (failover !== undefined) rows.push(['fail-over', failover.kind, saySource(failover.source)]);
  return paragraphs(
    `**technology** ${code(id)} · ${plain(title)}, for ${kinds.map(code).join(', ')}`,
    summary,
    table(
      ['unless said', '', 'source'],
      rows.map(([what, text, source]) => [what, text.replaceAll('_', ' '), source]),
    ),
    lacks.length === 0 ? undefined : `Lacks ${lacks.map((one) => one.replaceAll('_', ' ')).join(', ')}.`,
    list(facts.slice(0, most).map(({ text, source }) => `${text} (${saySource(source)})`)),
    manual === undefined ? undefined : `[All values](${manual}/technologies.md)`,
  );
}

/** Markdown about a requirement of data. */
export function requirementHover(id: string): string | undefined {
  const need = requirementName(id);
  if (need === undefined) return undefined;
  return paragraphs(`**requirement** ${code(id)}`, need.meaning, `*${need.source}*`);
}

/** Markdown about a shape of invariants. */
export function invariantHover(id: string): string | undefined {
  const shape = invariantShape(id);
  if (shape === undefined) return undefined;
  const broken = shape.brokenBy.map((one) => one.replaceAll('_', ' ')).join(', ');
  return paragraphs(`**invariant** ${code(id)}`, shape.summary, `Broken by ${broken}.`, code(shape.example));
}

/** Words with numbers behind them that are no law and no option of one setting. */
export const callWords: Readonly<Record<string, string>> = {
  zipf: 'The k-th most popular item is asked for in proportion to 1/kˢ; most measured popularities have s from 0.6 to 1.',
  uniform: 'Every item is asked for alike.',
  hottest: '`hottest(a, b)`: the share `a` of the items gets the share `b` of the requests.',
  usl: 'Universal scalability law: N servers do N/(1+α(N−1)+βN(N−1)) times the work of one, with contention α and crosstalk β.',
  mixture: '`mixture(p: L, q: M)`: law `L` with probability `p`, and so on; shares sum to 100 %.',
  empirical: '`empirical("file.csv")`: the measured sample itself, one number a line.',
  cv: 'Coefficient of variation: standard deviation over mean.',
};
