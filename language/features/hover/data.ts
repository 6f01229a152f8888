/** A kind of data: what it needs, where it is kept, and how much there is of it. */

import { requirementName } from '../../../analyzer/catalogue/requirements.js';
import { quantity, symbol } from '../../../analyzer/catalogue/setting.js';
import type { DataItem } from '../../../analyzer/design/design.js';
import { sayCount, saySize, sayTime } from '../../../analyzer/design/say.js';
import type { FlowGuarantee } from '../../../analyzer/guarantees/guarantee.js';
import { isWritten, settingFacts } from '../../../analyzer/wording/setting-facts.js';
import { code, list, paragraphs, plain, table } from '../../markdown.js';
import type { Shown } from '../shown-estimate.js';
import { factsTable } from './facts-table.js';

const DAY = 86_400;

/** Markdown about a data item of the design. */
export function dataHover(item: DataItem, { report }: Shown): string {
  const { facts, origins } = report;
  const owner = { kind: 'data', settings: item.settings };
  const importance = symbol(owner, 'importance')?.value;
  const named = item.title === undefined ? '' : ` “${plain(item.title)}”`;
  const weight = importance === undefined || importance === 'normal' ? '' : ` · ${plain(importance)}`;
  return paragraphs(
    `**data** ${code(item.id)}${named}${weight}`,
    item.key.length === 0 ? undefined : `Key ${item.key.map(code).join(', ')}`,
    table(
      ['requires', 'which means'],
      item.requires.map(({ name, within }) => [
        `**${plain(name)}**${within === undefined ? '' : ` within ${sayTime(within)}`}`,
        requirementName(name)?.meaning ?? '',
      ]),
    ),
    list([
      ...item.invariants.map(
        ({ shape, text }) => `invariant ${code(shape)}${text === undefined ? '' : ` “${plain(text)}”`}`,
      ),
      ...item.references.map(({ to }) => `references ${code(to)}`),
    ]),
    places(item, facts),
    size(owner),
    gets(facts.paths.filter(({ data }) => data === item.id)),
    factsTable(settingFacts(owner).filter(isWritten), { origins }),
  );
}

function places({ id }: DataItem, { lookup }: Shown['report']['facts']): string {
  const parts = [
    ['stored in', lookup.storesOf.get(id)],
    ['cached in', lookup.cachesOf.get(id)],
    ['carried by', lookup.carriersOf.get(id)],
  ] as const;
  const said = parts.flatMap(([verb, holders]) =>
    holders === undefined ? [] : [`${verb} ${holders.map((one) => code(one.id)).join(', ')}`],
  );
  return said.length === 0 ? 'Kept nowhere.' : said.join(' · ');
}

/** One copy of everything there is, and what is added. */
function size(owner: Parameters<typeof quantity>[0]): string {
  const [bytes, count, grows, keep] = ['size', 'count', 'grows', 'keep'].map((name) => quantity(owner, name)?.value);
  if (bytes === undefined) return '';
  const parts = [
    ...(count === undefined ? [] : [`${sayCount(count)} × ${saySize(bytes)} = **${saySize(count * bytes)}**`]),
    ...(grows === undefined ? [] : [`grows **${saySize(grows * bytes * DAY)}** a day`]),
    ...(grows === undefined || keep === undefined
      ? []
      : [`**${saySize(grows * bytes * keep)}** at the end of the ${sayTime(keep)} it is kept`]),
  ];
  return parts.length === 0 ? '' : `One copy: ${parts.join(', ')}`;
}

/** What clients really get, one line for each step that touches the data. */
function gets(paths: readonly FlowGuarantee[]): string {
  const most = 12;
  const rows = paths
    .slice(0, most)
    .map(({ flow, operation, gets: has, weakest, staleness }) => [
      `${operation} in ${code(flow)}`,
      `**${plain(has.replaceAll('_', ' '))}**${staleness === undefined || staleness <= 0 ? '' : `, at most ${sayTime(staleness)} old`}`,
      plain(weakest.because),
    ]);
  return table(['step', 'the client gets', 'because'], rows);
}
