/** An expectation: what its measure is, and how it turns out under each workload. */
import type { Expectation } from '../../../analyzer/design/design.js';
import { sayExpectation } from '../../../analyzer/wording/expectation.js';
import { measureMeanings } from '../../explanation/keywords/options.js';
import { code, paragraphs, plain, table } from '../../markdown.js';
import { outcomes } from '../outcomes.js';
import type { Shown } from '../shown-estimate.js';

/** Markdown about an expectation, of the design or of a scenario. */
export function expectationHover(expectation: Expectation, { report }: Shown): string {
  const found = outcomes(report).get(expectation.id);
  const meaning = measureMeanings[expectation.measure] ?? '';
  const head = `**expectation** ${code(sayExpectation(expectation))}`;
  if (found === undefined) return paragraphs(head, 'Decided when the scenario runs.', meaning);
  return paragraphs(
    `${head} · **${found.status}**`,
    table(
      ['under', 'estimated', ''],
      found.results.map(({ workload, actual, status }) => [code(workload), plain(actual), status]),
    ),
    found.reason === undefined ? undefined : `Undecided: ${plain(found.reason)}.`,
    meaning,
  );
}
