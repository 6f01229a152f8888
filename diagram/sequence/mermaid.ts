/** Counterexamples as Mermaid sequence diagrams, as GitHub, GitLab and many wikis draw them. */
import { plainText } from '../text/plain-text.js';
import { momentOf, type Row, type Sequence } from './sequence.js';

/** The whole diagram, with a newline at its end. */
export function sequenceMermaid({ title, subtitle, lanes, rows }: Sequence): string {
  const all = lanes.length === 0 ? '' : lanes.length === 1 ? 'l0' : `l0,l${lanes.length - 1}`;
  const lines = [
    '---',
    `title: ${JSON.stringify(plainText(title)).replaceAll('%', '\\u0025')}`,
    '---',
    'sequenceDiagram',
    ...lanes.map(
      ({ label, isClient }, index) => `  ${isClient ? 'actor' : 'participant'} l${index} as ${escaped(label)}`,
    ),
    ...rows.map((row) => `  ${line(row, momentOf(row.at, rows), all)}`),
    ...(all === '' ? [] : [`  Note over ${all}: ${escaped(subtitle)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function line(row: Row, moment: string, all: string): string {
  switch (row.kind) {
    case 'message':
      return `l${row.from}${row.isAnswer ? '-->>' : '->>'}l${row.to}: ${escaped(`${moment} · ${row.text}`)}`;
    case 'mark':
      return `Note over l${row.lane}: ${escaped(`${moment} · ${row.text}`)}`;
    case 'happening':
      return `Note over ${all}: ${escaped(`${moment} · ${row.text}`)}`;
  }
}

/** Text of a message or note: `;` and `#` end or begin something there, and markup is read as such. */
function escaped(text: string): string {
  const plain = plainText(text).replaceAll(/["#&<>`\\*~|;$%{}]/g, (sign) => `#${sign.codePointAt(0)};`);
  return plain === '' ? ' ' : plain;
}
