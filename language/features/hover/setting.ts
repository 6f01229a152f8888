/** A setting: what it means, what it takes, what it is without being written, and what reads it. */
import { settingAnchor } from '../../../analyzer/catalogue/document.js';
import { describeType, type Owner, settingSpec } from '../../../analyzer/catalogue/setting.js';
import type { SettingSpec } from '../../../analyzer/catalogue/types.js';
import { saySource } from '../../../analyzer/wording/default.js';
import { settingFact } from '../../../analyzer/wording/setting-facts.js';
import type * as ast from '../../generated/ast.js';
import { technologyKinds } from '../../link/vocabulary.js';
import { code, paragraphs, plain, table } from '../../markdown.js';
import { idOf, type Shown } from '../shown-estimate.js';
import type { Snapshot } from '../snapshot.js';

/** The row of a setting where it stands; a template’s are those of the kinds its technology may be. */
export function specOf(node: ast.Setting): SettingSpec | undefined {
  return kindsOf(node)
    .map((kind) => settingSpec(kind, node.name ?? ''))
    .find((spec) => spec !== undefined);
}

/** Markdown about a setting; nothing for a word that is none. */
export function settingHover(node: ast.Setting, snapshot: Snapshot, shown: Shown): string | undefined {
  const spec = specOf(node);
  return spec === undefined ? undefined : settingText(spec, ownerOf(node, snapshot, shown), snapshot.manual);
}

/** Markdown about the row of a setting, with what holds for `owner` without it. `manual`: URI of the docs. */
export function settingText(spec: SettingSpec, owner: Owner, manual: string | undefined): string {
  const { value } = spec;
  return paragraphs(
    `**setting** ${code(spec.name)} of ${spec.of.length > 4 ? 'components' : spec.of.map(code).join(', ')}`,
    spec.summary,
    value.type === 'symbol'
      ? table(
          ['value', 'meaning'],
          value.options.map(({ name, meaning }) => [code(name), meaning]),
        )
      : `Takes ${describeType(spec)}.`,
    without(spec, owner),
    `Read by ${spec.used}.`,
    manual === undefined ? undefined : `[All of it](${manual}/settings.md#${settingAnchor(spec)})`,
  );
}

/** What holds when nothing is written here. */
function without(spec: SettingSpec, owner: Owner): string | undefined {
  const fact = settingFact({ ...owner, settings: {} }, spec);
  if (fact === undefined) return undefined;
  const whose = { technology: 'technology', kind: 'kind', setting: 'default', design: '', template: '' };
  const source = fact.source === undefined ? '' : `, ${saySource(fact.source)}`;
  return `Without it: **${plain(fact.text)}** (${whose[fact.from ?? 'setting']}${source})`;
}

/** Whose setting it is, with the technology that gives defaults. */
function ownerOf(node: ast.Setting, { file }: Snapshot, { report }: Shown): Owner {
  const [kind = ''] = kindsOf(node);
  const component = enclosing(node);
  const declared = component === undefined ? undefined : file.declarations.byNode.get(component);
  const id = declared === undefined ? undefined : idOf(report, declared);
  const found = id === undefined ? undefined : report.facts.lookup.components.get(id);
  const technology = found?.technology ?? (component?.$type === 'Template' ? component.technology : undefined);
  return { kind, settings: {}, ...(technology === undefined ? {} : { technology }) };
}

function enclosing(node: ast.Setting): ast.Component | ast.Template | undefined {
  for (let at: { readonly $type: string; readonly $container?: unknown } | undefined = node; at !== undefined; ) {
    if (at.$type === 'Component' || at.$type === 'Template') return at as ast.Component | ast.Template;
    at = at.$container as typeof at;
  }
  return undefined;
}

const places: Readonly<Record<string, string>> = {
  Data: 'data',
  Link: 'link',
  Replicas: 'replicas',
  Shards: 'shards',
  Log: 'wal',
  BreakerClause: 'breaker',
};

/** Kinds or pseudo-kinds that the block of a setting may be of. */
function kindsOf(node: ast.Setting): readonly string[] {
  const container: { readonly $type: string } | undefined = node.$container;
  if (container === undefined) return [];
  const place = places[container.$type];
  if (place !== undefined) return [place];
  const own = enclosing(node);
  if (own?.$type === 'Component') return own.kind === undefined ? [] : [own.kind];
  return own?.technology === undefined ? [] : technologyKinds(own.technology);
}
