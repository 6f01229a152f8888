/**
 * The catalogue as Markdown: tables for the manual, made from the rows themselves so that they cannot disagree.
 *
 * Pure text in, text out: whoever writes files or compares them does so elsewhere. Pages of kinds are written by hand but
 * for what stands between `<!-- settings -->` and `<!-- /settings -->`; the pages of all settings and of all technologies
 * are made whole.
 */
import { sayQuantity, sayTime } from '../design/say.js';
import { describeType, dimensionNames } from './check.js';
import { kindOf, settingSpec, settingsOf } from './effective.js';
import { kinds } from './kinds/index.js';
import { settings } from './settings/index.js';
import { technologies } from './technologies/index.js';
import type { Capability, Default, OperationKind, SettingSpec, Source, Technology, ValueType } from './types.js';

/** Path of a kind's page inside the manual's folder. */
export function componentPagePath(kind: string): string {
  return `components/${kind.replaceAll('_', '-')}.md`;
}

/** The page of a kind with its generated part renewed; `undefined` when the page has no place for it. */
export function componentPage(page: string, kind: string): string | undefined {
  const start = '<!-- settings -->';
  const end = '<!-- /settings -->';
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) return undefined;
  return `${page.slice(0, from + start.length)}\n${settingsTable(kind)}\n${page.slice(to)}`;
}

/** The settings of a kind, with what they are when nothing is written. */
export function settingsTable(kind: string): string {
  const row = kindOf(kind);
  const known = technologies.filter((technology) => technology.kinds.includes(kind)).map(({ id }) => `\`${id}\``);
  const lines = settingsOf(kind).map((spec) => {
    const fallback = row?.defaults[spec.name] ?? spec.default;
    return [
      `[\`${spec.name}\`](../settings.md#${settingAnchor(spec)})`,
      valueCell(spec),
      fallback === undefined ? '' : shown(fallback, spec),
      spec.summary,
    ];
  });
  const own = Object.entries(row?.defaults ?? {}).map(
    ([name, value]) => `- \`${name}\` ${shown(value, settingSpec(kind, name))}: ${saySource(value.source)}`,
  );
  return [
    ...(row === undefined ? [] : [`In the estimate: ${row.model}`, '']),
    ...(known.length === 0 ? [] : [`Technologies: ${known.join(', ')}; see [technologies](../technologies.md).`, '']),
    ...(lines.length === 0
      ? ['It has no settings; its clauses are those of the [language](../language.md).']
      : table(['setting', 'value', 'without it', 'meaning'], lines)),
    ...(own.length === 0 ? [] : ['', 'Where the values of this kind come from:', '', ...own]),
  ].join('\n');
}

/** Every setting, by name. */
export function settingsPage(): string {
  const sorted = [...settings].sort((a, b) => (settingAnchor(a) < settingAnchor(b) ? -1 : 1));
  return [
    '# Settings',
    '',
    generatedNote,
    '',
    'A setting is one name and one value in the block of what it is about. Where nothing is written, the technology’s row counts',
    '(see [technologies](technologies.md)), then the kind’s, then the default here. Structure (`replicas`, `shards`, `wal`, `retry` …) is grammar: see the [language](language.md).',
    '',
    ...sorted.flatMap((spec) => ['', ...settingSection(spec)]),
    '',
  ].join('\n');
}

/** Every technology, by the kind it usually is. */
export function technologiesPage(): string {
  const groups = kinds.flatMap((kind) => {
    const rows = technologies
      .filter((technology) => technology.kinds[0] === kind.id)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return rows.length === 0 ? [] : [{ kind, rows }];
  });
  return [
    '# Technologies',
    '',
    generatedNote,
    '',
    '`database orders : postgres { … }` takes what the design does not say from the rows below. Each value names where it was published, or says',
    'that it is assumed and why. Work is time of one core; `cores` of managed stores are requests in service, so that cores / work is the published limit.',
    '',
    ...table(
      ['technology', 'kinds', 'model', 'isolation', 'copies', 'PACELC', 'fail-over'],
      groups.flatMap(({ rows }) => rows.map(overview)),
    ),
    ...groups.flatMap(({ kind, rows }) => [
      '',
      `## ${kind.title}`,
      ...rows.flatMap((technology) => ['', ...technologySection(technology)]),
    ]),
    '',
  ].join('\n');
}

/** What a capability is called behind “no”. */
const capabilityNames: Readonly<Record<Capability, string>> = {
  multi_item_transactions: 'transactions over several items',
  cross_shard_transactions: 'transactions across shards',
  joins: 'joins',
  secondary_indexes: 'secondary indexes',
  synchronous_replication: 'synchronous replication',
  durable_log: 'write-ahead log',
  ordered_partitions: 'ordered partitions',
  conditional_writes: 'conditional writes',
  bounded_length: 'bound on waiting messages',
  range_scans: 'range scans',
  leaderless: 'leaderless replication',
  persistence: 'persistence',
};

const generatedNote = '<!-- Made from analyzer/catalogue by `npm run docs`; edits here are overwritten. -->';

function settingSection(spec: SettingSpec): string[] {
  const { value } = spec;
  return [
    `## ${heading(spec)}`,
    '',
    spec.summary,
    '',
    '```sysdesign fragment',
    spec.example,
    '```',
    '',
    ...(value.type === 'symbol'
      ? [
          ...table(
            ['value', 'meaning'],
            value.options.map((option) => [`\`${option.name}\``, option.meaning]),
          ),
          '',
        ]
      : []),
    `- Value: ${describeType(spec)}${limits(value)}`,
    `- Of: ${spec.of.map((kind) => (kindOf(kind) === undefined ? `\`${kind}\`` : `[\`${kind}\`](${componentPagePath(kind)})`)).join(', ')}`,
    `- Without it: ${spec.default === undefined ? 'nothing, or what technology and kind say' : sayDefault(spec.default, spec)}`,
    ...kindDefaults(spec),
    `- Read by: ${spec.used}`,
  ];
}

function kindDefaults(spec: SettingSpec): string[] {
  const rows = spec.of.flatMap((id) => {
    const row = kindOf(id)?.defaults[spec.name];
    return row === undefined ? [] : [`\`${id}\` ${shown(row, spec)}`];
  });
  return rows.length === 0 ? [] : [`- Of a kind: ${rows.join(', ')}`];
}

function technologySection(technology: Technology): string[] {
  const { isolation, log, replication, consistency, pacelc, failover } = technology;
  const facts: readonly (readonly [string, string, Source] | undefined)[] = [
    isolation && [
      'isolation',
      `${isolation.default} by default, ${isolation.strongest} at most${alsoAllows(isolation.alsoAllows)}`,
      isolation.source,
    ],
    replication && [
      'copies',
      [replication.count, replication.topology, replication.mode, levels(replication)].filter(Boolean).join(' '),
      replication.source,
    ],
    log && ['log', `${log.mode}${log.every === undefined ? '' : ` every ${sayTime(log.every)}`}`, log.source],
    consistency && ['consistency', consistency.model, consistency.source],
    pacelc && ['PACELC', pacelc.class, pacelc.source],
    failover && ['fail-over', failover.kind, failover.source],
    ...Object.entries(technology.defaults).map(
      ([name, row]) => [`\`${name}\``, shown(row, specOf(technology, name)), row.source] as const,
    ),
    ...Object.entries(technology.work ?? {}).map(
      ([operation, row]) => [workName(operation as OperationKind), sayTime(Number(row.value)), row.source] as const,
    ),
  ];
  return [
    `### ${technology.title} (\`${technology.id}\`)`,
    '',
    technology.summary,
    '',
    ...table(
      ['what', 'value', 'source'],
      facts.flatMap((fact) => (fact === undefined ? [] : [[fact[0], fact[1], saySource(fact[2])]])),
    ),
    '',
    ...(technology.lacks.length === 0
      ? []
      : [`It has no ${technology.lacks.map((one) => capabilityNames[one]).join(', no ')}.`, '']),
    ...technology.facts.map(({ text, source }) => `- ${text} (${saySource(source)})`),
  ];
}

function overview({ id, kinds: of, model, isolation, replication, pacelc, failover }: Technology): string[] {
  const copies = replication === undefined ? '' : `${replication.count} ${replication.topology}`;
  return [
    `\`${id}\``,
    of.map((kind) => `\`${kind}\``).join(' '),
    model.replaceAll('_', ' '),
    isolation?.default ?? '',
    copies,
    pacelc?.class ?? '',
    failover?.kind ?? '',
  ];
}

function levels({ read, write }: NonNullable<Technology['replication']>): string {
  return [read === undefined ? '' : `read ${read}`, write === undefined ? '' : `write ${write}`]
    .filter((part) => part !== '')
    .join(', ');
}

function alsoAllows(more: NonNullable<Technology['isolation']>['alsoAllows']): string {
  const parts = Object.entries(more ?? {}).map(
    ([level, anomalies]) =>
      `its ${level} lets ${anomalies.map((one) => one.replaceAll('_', ' ')).join(' and ')} happen`,
  );
  return parts.length === 0 ? '' : `; ${parts.join('; ')}`;
}

function workName(operation: OperationKind): string {
  return `work of a ${operation}`;
}

function specOf(technology: Technology, name: string): SettingSpec | undefined {
  return [...technology.kinds, 'replicas', 'shards', 'wal']
    .map((kind) => settingSpec(kind, name))
    .find((spec) => spec !== undefined);
}

function valueCell({ value }: SettingSpec): string {
  switch (value.type) {
    case 'quantity':
      return value.dimension === 'count' && value.whole === true ? 'a whole number' : dimensionNames[value.dimension];
    case 'symbol':
      return value.options.map((option) => `\`${option.name}\``).join(' ');
    case 'law':
      return 'a time or law';
    case 'component':
      return `a ${value.kinds?.join(' or ') ?? 'component'}`;
    case 'text':
      return 'a text';
    case 'capacity':
      return 'a size or a number of objects';
    case 'popularity':
      return 'a popularity';
    case 'scaling':
      return '`usl(…)`';
    case 'counts':
      return 'words with numbers';
  }
}

function limits(value: ValueType): string {
  if (value.type !== 'quantity') return '';
  const most = value.maximum === undefined ? '' : `, at most ${sayQuantity(value.maximum, value.dimension)}`;
  return `${value.minimum === undefined ? '' : `, at least ${sayQuantity(value.minimum, value.dimension)}`}${most}`;
}

function sayDefault(row: Default, spec: SettingSpec): string {
  return `${shown(row, spec)} (${saySource(row.source)})`;
}

function shown({ value }: Default, spec: SettingSpec | undefined): string {
  if (typeof value === 'string') return `\`${value}\``;
  if (spec?.value.type === 'quantity') return sayQuantity(value, spec.value.dimension);
  return spec?.value.type === 'law' ? sayTime(value) : String(value);
}

function saySource(source: Source): string {
  return source.kind === 'published' ? source.where : `assumed: ${source.why}`;
}

/** Two settings of one name are told apart by where they may stand. */
function heading(spec: SettingSpec): string {
  const twins = settings.filter(({ name }) => name === spec.name).length > 1;
  return twins ? `${spec.name} of ${spec.of.length > 2 ? 'components' : spec.of.join(' and ')}` : spec.name;
}

/** Anchor of a setting on the page of all settings. */
export function settingAnchor(spec: SettingSpec): string {
  return heading(spec).replaceAll(' ', '-');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)];
}
