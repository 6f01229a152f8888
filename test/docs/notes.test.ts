/** The trace of the notes: every word, rule and example that docs/notes.md names exists. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../../analyzer/catalogue/kinds/index.js';
import { settings } from '../../analyzer/catalogue/settings/index.js';
import { technologies } from '../../analyzer/catalogue/technologies/index.js';
import { measures } from '../../language/lower/expectation.js';
import { root } from '../root.js';
import { keywordsOf } from './keywords.js';
import { codeOf, type Row, rowsOf } from './tables.js';

const page = readFileSync(join(root, 'docs/notes.md'), 'utf8');
const planned = [...page.slice(page.indexOf('\n## Planned rules')).matchAll(/^\* `([a-z-]+)`$/gmu)].map(
  (match) => match[1] ?? '',
);
const rows = rowsOf(page);

const vocabulary: ReadonlySet<string> = new Set([
  ...keywordsOf(readFileSync(join(root, 'language/sysdesign.langium'), 'utf8')),
  ...kinds.map((kind) => kind.id),
  ...technologies.map((technology) => technology.id),
  ...settings.flatMap((setting) => [
    setting.name,
    ...(setting.value.type === 'symbol' ? setting.value.options.map((option) => option.name) : []),
  ]),
  ...Object.keys(measures),
]);

/** Systems that the notes name, by catalogue id. */
const systems = [
  'bigquery',
  'bigtable',
  'cassandra',
  'couchdb',
  'elasticsearch',
  'elb',
  'google_pubsub',
  'hbase',
  'influxdb',
  'infogrid',
  'kafka',
  'memcached',
  'monarch',
  'mongodb',
  'mysql',
  'neo4j',
  'postgres',
  'prometheus',
  'redis',
  'redis_pubsub',
  'zookeeper',
];

function examplesOf(row: Row): string[] {
  return (row.cells.examples ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The words of an example with its imports, comments and texts left out. */
function wordsOf(example: string): ReadonlySet<string> {
  const text = readFileSync(join(root, 'examples', `${example}.sysdesign`), 'utf8');
  const imports = [...text.matchAll(/^import .*"\.\/([^"]+)\.sysdesign"/gmu)].flatMap((match) => [
    ...wordsOf(match[1] ?? ''),
  ]);
  const code = text.replace(/\/\/.*|"(?:\\.|[^"\\])*"/gu, ' ');
  return new Set([...(code.match(/[a-z_][a-z_0-9]*/giu) ?? []), ...imports]);
}

function title(row: Row): string {
  return `${row.section}: ${row.cells.idea ?? row.cells.system ?? ''}`;
}

describe('docs/notes.md', () => {
  it('has tables', () => assert.ok(rows.length > 80, `${rows.length} rows`));

  it('names examples that exist, at least one for each idea', () => {
    const wrong = rows.filter((row) => {
      const names = examplesOf(row);
      return names.length === 0 || names.some((name) => !existsSync(join(root, 'examples', `${name}.sysdesign`)));
    });
    assert.deepEqual(wrong.map(title), []);
  });

  it('names words that are in the grammar, in the catalogue, or in an example of the idea', () => {
    const unknown = rows.flatMap((row) => {
      const shown = new Set(examplesOf(row).flatMap((name) => [...wordsOf(name)]));
      const words = codeOf(row.cells.words ?? '').flatMap((code) => code.split(' '));
      assert.ok(words.length > 0, title(row));
      return words.filter((word) => !vocabulary.has(word) && !shown.has(word)).map((word) => `${word} (${title(row)})`);
    });
    assert.deepEqual(unknown, []);
  });

  it('names only examples that use one of the words', () => {
    const idle = rows.flatMap((row) => {
      const words = codeOf(row.cells.words ?? '').flatMap((code) => code.split(' '));
      return examplesOf(row)
        .filter((name) => !words.some((word) => wordsOf(name).has(word)))
        .map((name) => `${name} (${title(row)})`);
    });
    assert.deepEqual(idle, []);
  });

  it('names rules that have a page', () => {
    const named = [...new Set(rows.flatMap((row) => codeOf(row.cells.rules ?? '')))].sort();
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((id) => !existsSync(join(root, 'docs/rules', `${id}.md`))),
      [],
    );
  });

  it('lists as planned exactly the rules of that column, and none that has a page', () => {
    const named = [...new Set(rows.flatMap((row) => codeOf(row.cells.planned ?? '')))].sort();
    assert.deepEqual([...planned].sort(), named);
    assert.deepEqual(
      planned.filter((id) => existsSync(join(root, 'docs/rules', `${id}.md`))),
      [],
    );
  });

  it('has every system in the catalogue and in an example', () => {
    const traced = rows.filter((row) => row.section === 'Systems').flatMap((row) => codeOf(row.cells.words ?? ''));
    assert.deepEqual([...traced].sort(), [...systems].sort());
    const known = new Set(technologies.map((technology) => technology.id));
    assert.deepEqual(
      systems.filter((id) => !known.has(id)),
      [],
    );
    const missing = rows
      .filter((row) => row.section === 'Systems')
      .flatMap((row) =>
        codeOf(row.cells.words ?? '').filter((id) => !examplesOf(row).every((name) => wordsOf(name).has(id))),
      );
    assert.deepEqual(missing, []);
  });
});
