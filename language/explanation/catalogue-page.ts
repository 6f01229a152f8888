/** Pages made of rows of the catalogue: kinds, settings, technologies. */
import { describeType, settingSpec, settingsOf } from '../../analyzer/catalogue/setting.js';
import { technologies } from '../../analyzer/catalogue/technologies/index.js';
import type { Kind, SettingSpec, Source, Technology } from '../../analyzer/catalogue/types.js';
import { sayTime } from '../../analyzer/design/say.js';
import { sayDefault as said, saySource as sourceText } from '../../analyzer/wording/default.js';
import type { ReadPage } from './page.js';

/** A kind of component: what it is, its settings and technologies. */
export function kindPage(kind: Kind, read: ReadPage): string {
  // The page's own list of settings is made for wide pages; the one below says the same in lines.
  const page = read(`docs/components/${kind.id.replaceAll('_', '-')}.md`)
    ?.replace(/^#\s+.*\n/, '')
    .replace(/## Settings\s+<!-- settings -->[\s\S]*?<!-- \/settings -->/, '')
    .trim();
  const own = settingsOf(kind.id);
  const known = technologies.filter(({ kinds }) => kinds.includes(kind.id)).map(({ id }) => `\`${id}\``);
  return [
    `# ${kind.id}`,
    page === undefined || page === '' ? kind.summary : page,
    `In the estimate: ${kind.model}`,
    ...(kind.holds.length === 0 ? [] : [`Clauses: ${kind.holds.map((word) => `\`${word}\``).join(', ')}`]),
    ...(known.length === 0 ? [] : [`Technologies: ${known.join(', ')}`]),
    ...(own.length === 0 ? [] : ['## Settings', own.map((spec) => settingLine(spec, kind)).join('\n')]),
  ].join('\n\n');
}

function settingLine(spec: SettingSpec, kind: Kind): string {
  const value = kind.defaults[spec.name] ?? spec.default;
  return `- \`${spec.name}\` ${describeType(spec)}${value === undefined ? '' : `, ${said(value, spec)}`}: ${firstSentence(spec.summary)}`;
}

/** A setting, in each of its forms. */
export function settingPage(specs: readonly SettingSpec[]): string {
  return specs.map((spec) => oneSetting(spec)).join('\n\n');
}

function oneSetting(spec: SettingSpec): string {
  const { value } = spec;
  const options = value.type === 'symbol' ? value.options.map(({ name, meaning }) => `- \`${name}\`: ${meaning}`) : [];
  return [
    `# ${spec.name}`,
    spec.summary,
    `Value: ${describeType(spec)}`,
    ...(options.length === 0 ? [] : [options.join('\n')]),
    ...(spec.default === undefined
      ? []
      : [`Default: ${said(spec.default, spec)} (${sourceText(spec.default.source)})`]),
    '```sysdesign',
    spec.example,
    '```',
    `Of: ${spec.of.map((kind) => `\`${kind}\``).join(', ')}`,
    `Used by: ${spec.used}`,
  ]
    .join('\n\n')
    .replaceAll(/```sysdesign\n\n([\s\S]*?)\n\n```/g, '```sysdesign\n$1\n```');
}

/** A technology: what it is, its defaults with their sources, what it lacks. */
export function technologyPage(technology: Technology): string {
  const { kinds, isolation, replication, consistency, pacelc, failover } = technology;
  const rows: string[] = [];
  const row = (what: string, text: string, source: Source): void =>
    void rows.push(`- ${what}: ${text} (${sourceText(source)})`);
  if (isolation !== undefined)
    row('isolation', `${words(isolation.default)}, at most ${words(isolation.strongest)}`, isolation.source);
  if (replication !== undefined)
    row(
      'copies',
      `${replication.count}, ${[replication.topology, replication.mode]
        .filter((part) => part !== undefined)
        .map(words)
        .join(' ')}`,
      replication.source,
    );
  if (consistency !== undefined) row('consistency', words(consistency.model), consistency.source);
  if (pacelc !== undefined) row('PACELC', pacelc.class, pacelc.source);
  if (failover !== undefined) row('fail-over', failover.kind, failover.source);
  for (const [name, value] of Object.entries(technology.defaults))
    row(`\`${name}\``, said(value, specOf(name, kinds)), value.source);
  for (const [operation, value] of Object.entries(technology.work ?? {}))
    if (typeof value.value === 'number') row(`work of a ${operation}`, sayTime(value.value), value.source);
  return [
    `# ${technology.id}`,
    `${technology.title}: ${technology.summary}`,
    `A ${words(technology.model)} technology for ${kinds.map((kind) => `\`${kind}\``).join(', ')}.`,
    ...(rows.length === 0 ? [] : ['## Unless the design says otherwise', rows.join('\n')]),
    ...(technology.lacks.length === 0 ? [] : [`Lacks: ${technology.lacks.map(words).join(', ')}`]),
    ...(technology.facts.length === 0
      ? []
      : ['## Facts', technology.facts.map(({ text, source }) => `- ${text} (${sourceText(source)})`).join('\n')]),
  ].join('\n\n');
}

function specOf(name: string, kinds: readonly string[]): SettingSpec | undefined {
  return [...kinds, 'shards', 'replicas', 'wal', 'data']
    .map((kind) => settingSpec(kind, name))
    .find((spec) => spec !== undefined);
}

function words(symbol: string): string {
  return symbol.replaceAll('_', ' ');
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
