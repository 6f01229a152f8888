/** `name value` pairs of the open vocabulary. */
import type { CstNode } from 'langium';
import { isSlip, nearest } from '../../analyzer/catalogue/nearest.js';
import type { SettingSpec } from '../../analyzer/catalogue/types.js';
import type { Id, Setting, Settings, Value } from '../../analyzer/design/design.js';
import type { Severity } from '../../analyzer/rules/rule.js';
import { spanOf } from '../findings/origins.js';
import { withArticle } from '../link/declared.js';
import { clauseWords, headWords, isKind, settingFor, settingNames, settingPlaces } from '../link/vocabulary.js';
import { type RawSetting, rawSettings, type SettingNames } from './raw-setting.js';
import { anchor, type Environment, placeId, replacement, report } from './run.js';
import { lowerValue } from './value.js';

/** The settings of a block whose other clauses are read elsewhere. `kind` is the kind or pseudo-kind it belongs to. */
export function lowerSettings(
  env: Environment,
  owner: Id,
  kind: string,
  clauses: readonly { readonly $type: string }[],
): Settings {
  return settingsOf(env, owner, kind, rawSettings(env, owner, clauses, namesFor(env, kind)));
}

/** What begins a setting of a kind, for telling a missing value from a value. */
export function namesFor(env: Environment, kind: string): SettingNames {
  return {
    begins: (word) => settingFor(kind, word) !== undefined || (isKind(kind) && clauseWords.has(word)),
    mayBeValue(setting, word) {
      const type = settingFor(kind, setting)?.value;
      if (type?.type === 'symbol') return type.options.some((option) => option.name === word);
      if (type?.type === 'component') return env.run.scopeOf(env.file).names.has(word);
      return env.arguments?.has(word) ?? false;
    },
  };
}

/** Lowers pairs that are already apart. */
export function settingsOf(env: Environment, owner: Id, kind: string, raws: readonly RawSetting[]): Settings {
  const settings: Record<string, Setting> = {};
  const first = new Map<string, RawSetting>();
  for (const raw of raws) {
    const before = first.get(raw.name);
    const id = `${owner}.${raw.name}`;
    const own = before === undefined ? id : `${id}@${raw.nameNode.offset}`;
    anchor(env, own, raw.nameNode, raw.values.length === 0 ? {} : { until: raw.values.at(-1)?.node ?? raw.nameNode });
    const spec = settingFor(kind, raw.name);
    if (spec === undefined) {
      reportUnknownSetting(env, own, kind, raw);
      continue;
    }
    if (before !== undefined && spec.many !== true) {
      reportTwice(env, own, id, raw.name, undefined, before.nameNode);
      continue;
    }
    first.set(raw.name, before ?? raw);
    const value = lowerValues(env, own, raw, spec);
    if (value === undefined) continue;
    const earlier = settings[raw.name];
    settings[raw.name] = {
      id,
      name: raw.name,
      value: earlier === undefined ? value : join(earlier.value, value),
      provenance: env.provenance,
    };
  }
  return settings;
}

function lowerValues(env: Environment, at: Id, raw: RawSetting, spec: SettingSpec): Value | undefined {
  const many = spec.many === true || spec.value.type === 'counts';
  const [only] = raw.values;
  if (only !== undefined && raw.values.length > 1 && !many) {
    report(env, at, raw.values[1]?.node, {
      rule: 'unit-mismatch',
      message: `\`${raw.name}\` takes one value, not ${raw.values.length}.`,
    });
    return lowerValue(env, at, only, spec.value);
  }
  const items = raw.values
    .map((value) => lowerValue(env, at, value, spec.value))
    .filter((value) => value !== undefined);
  const [single] = items;
  if (single === undefined) return undefined;
  return many ? { kind: 'list', items } : single;
}

function join(earlier: Value, later: Value): Value {
  return { kind: 'list', items: [...itemsOf(earlier), ...itemsOf(later)] };
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

/** Says that a clause stands twice, the first one being kept. */
export function reportTwice(
  env: Environment,
  at: Id,
  firstId: Id,
  name: string,
  node: CstNode | undefined,
  first: CstNode | undefined,
  severity: Severity = 'error',
): void {
  const again = node === undefined ? at : placeId(env, at, node);
  const related =
    first === undefined
      ? []
      : [{ at: firstId, message: `\`${name}\` stands here first.`, span: spanOf(env.file.uri, first) }];
  report(env, at, node, {
    rule: 'contradiction',
    severity,
    message: `\`${name}\` is written twice; only the first one counts.`,
    related,
    fixes: [{ title: `Remove the second \`${name}\``, edits: [{ kind: 'remove', at: again }], isSafe: true }],
  });
}

function reportUnknownSetting(env: Environment, at: Id, kind: string, raw: RawSetting): void {
  const places = settingPlaces(raw.name);
  const noun = kind === 'data' ? 'data item' : kind.replaceAll('_', ' ');
  const meant = nearest(raw.name, [...settingNames(kind), ...(isKind(kind) ? [...clauseWords, ...headWords] : [])]);
  const elsewhere = places.length > 0 ? `; it is a setting of ${places.slice(0, 4).join(', ')}` : '';
  const hint = meant === undefined || places.length > 0 ? `${elsewhere}.` : `; did you mean \`${meant}\`?`;
  const isSafe = meant !== undefined && isSlip(raw.name, meant);
  const fixes = places.length > 0 ? [] : replacement(env, at, raw.nameNode, meant, isSafe);
  report(env, at, raw.nameNode, {
    rule: 'unknown-name',
    message: `\`${raw.name}\` is no setting of ${withArticle(noun)}${hint}`,
    fixes,
  });
}
