/** What may be inserted at a place: every token the grammar allows there, with the names and words that fit it. */
import { CompletionItemKind as Kind } from 'vscode-languageserver-types';
import { kindOf } from '../../../analyzer/catalogue/setting.js';
import type { Kind as Kinds } from '../../../analyzer/catalogue/types.js';
import { keywords } from '../../explanation/keywords/index.js';
import { holdsOf } from '../../link/vocabulary.js';
import { type Legal, type Part, readAs, valuesOf, within } from '../../syntax/walk.js';
import type { Snapshot } from '../snapshot.js';
import type { Scene } from './bodies.js';
import type { Candidate } from './candidate.js';
import { type Chosen, completer } from './completed.js';
import { reachedFile } from './imported.js';
import { namePlace } from './name-places.js';
import { detailOf, type Named, type Names, namesOf, parametersAt } from './names.js';
import { type Place, siblings, tokenTypes } from './place.js';
import { valueCandidates } from './values.js';
import {
  fieldCandidates,
  kindCandidates,
  numberCandidates,
  optionCandidates,
  settingCandidates,
  technologyCandidates,
  usefulness,
} from './words.js';

/** Everything that may stand at a place, each once. */
export function candidatesAt(place: Place, snapshot: Snapshot): readonly Chosen[] {
  const names = namesOf(snapshot);
  const found = new Map<string, Chosen>();
  const complete = completer(place, names);
  for (const one of place.legal) {
    for (const candidate of candidatesFor(one, place, snapshot, names)) {
      if (found.has(candidate.label) || !fits(candidate, one, place)) continue;
      found.set(candidate.label, complete(candidate, one));
    }
  }
  return [...found.values()];
}

/** Whether the parser would read the candidate as the token it is meant for. */
function fits(candidate: Candidate, one: Legal, place: Place): boolean {
  const first = candidate.first ?? candidate.label;
  if (one.name === 'STRING' || one.name === 'QUANTITY' || !/^[\p{L}_]/u.test(first)) return true;
  const word = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(first)?.[0] ?? first;
  return readAs(word, place.legal, tokenTypes(), one.name === 'HOP') === one;
}

function candidatesFor(one: Legal, place: Place, snapshot: Snapshot, names: Names): readonly Candidate[] {
  const { part, property, name } = one;
  const scene: Scene = { names, part };
  if (one.isKeyword) return keywordCandidates(one, place);
  switch (name) {
    case 'KIND':
      return kindCandidates(scene);
    case 'WORD':
      return settingCandidates(scene, place.word.start);
    case 'QUANTITY':
      return numberCandidates(part, property, names);
    case 'STRING':
      return [];
    default:
      return nameCandidates(one, place, snapshot, names);
  }
}

function nameCandidates(one: Legal, place: Place, snapshot: Snapshot, names: Names): readonly Candidate[] {
  const { part, property = '' } = one;
  const at = `${part.rule}.${property}`;
  switch (at) {
    case 'Component.technology':
    case 'Template.technology':
      return [
        ...technologyCandidates({ names, part }),
        ...offer(one, names, ({ declared, path }) => path !== undefined && declared.kind === 'template'),
      ];
    case 'WordValue.word':
      return valueCandidates(part, names, (accepts) => offer(one, names, accepts));
    case 'Place.zone':
    case 'Target.part':
      return [
        ...zones(part, names),
        ...(names.get(baseOf(part))?.kind === 'region' ? [] : optionCandidates({ names, part }, property)),
      ];
    case 'ImportName.original': {
      const file = reachedFile(place.following, snapshot);
      const written = new Set(
        (part.parent?.parts ?? [])
          .filter((other) => other.start !== place.word.start)
          .flatMap((other) => valuesOf(other, 'original')),
      );
      return [...(file?.declarations.byName ?? [])]
        .filter(([name]) => !written.has(name))
        .map(([name, declared]) => ({
          label: name,
          kind: kindIcon(declared.kind),
          description: detailOf(declared),
          rank: 100,
        }));
    }
    default:
      break;
  }
  if (at === 'Idempotent.field') return [...fieldCandidates(part, property, names), ...requestKeys(place)];
  const found = namePlace(part, property);
  if (found !== undefined) {
    const used = new Set(found.used ?? []);
    const own = offer(
      one,
      names,
      ({ name, declared }) => !used.has(name) && found.expected.accepts(declared),
      found.rank,
    );
    const parameters = parametersAt(part).map((name) => ({
      label: name,
      kind: Kind.TypeParameter,
      description: 'parameter',
      rank: 95,
    }));
    return [...parameters, ...own, ...(isPlace(at, part) ? allZones(names) : [])];
  }
  return [...optionCandidates({ names, part }, property), ...fieldCandidates(part, property, names)];
}

/** Keys of repetitions are no fields of data: those that other steps name. */
function requestKeys({ text }: Place): Candidate[] {
  const found = new Set([
    'request',
    ...[...text.matchAll(/\bidempotent\s+by\s+([A-Za-z_]\w*)/gu)].map((match) => match[1] ?? ''),
  ]);
  return [...found].map((label) => ({ label, kind: Kind.Field, description: 'key', rank: 90 }));
}

/** Declared names as candidates; those of other files behind the rest. */
function offer(
  one: Legal,
  names: Names,
  accepts: (named: Named) => boolean,
  rank: (name: string, declared: Named['declared']) => number = () => 0,
): readonly Candidate[] {
  const candidate = (named: Named): Candidate => ({
    label: named.name,
    kind: kindIcon(named.declared.kind),
    description: named.path === undefined ? detailOf(named.declared) : `${detailOf(named.declared)} · ${named.path}`,
    rank: named.path === undefined ? 100 + rank(named.name, named.declared) : 300,
    ...(named.path === undefined ? {} : { path: named.path }),
    ...(one.name === 'HOP' ? { first: named.name } : {}),
  });
  return [...names.visible, ...names.others].filter(accepts).map(candidate);
}

const icons: Readonly<Record<string, Kind>> = {
  component: Kind.Class,
  data: Kind.Struct,
  region: Kind.Module,
  zone: Kind.Module,
  group: Kind.Folder,
  template: Kind.Interface,
  flow: Kind.Method,
  workload: Kind.Event,
  parameter: Kind.TypeParameter,
};

function kindIcon(kind: string): Kind {
  return icons[kind] ?? Kind.Variable;
}

function baseOf(part: Part): string {
  return [...valuesOf(part, 'region'), ...valuesOf(part, 'base')][0] ?? '';
}

function zones(part: Part, names: Names): Candidate[] {
  const region = names.get(baseOf(part));
  return region?.kind !== 'region'
    ? []
    : [...region.zones.keys()].map((label) => ({ label, kind: Kind.Module, description: 'zone', rank: 100 }));
}

function isPlace(at: string, part: Part): boolean {
  if (at === 'Place.region') return within(part, 'Region') === undefined;
  return at === 'Target.base' && part.parent?.rule === 'Lose' && valuesOf(part.parent, 'scope')[0] === 'zone';
}

/** `us.a` as a whole. */
function allZones(names: Names): Candidate[] {
  return names.visible.flatMap(({ name, declared }) =>
    declared.kind !== 'region'
      ? []
      : [...declared.zones.keys()].map((zone) => ({
          label: `${name}.${zone}`,
          first: name,
          isWhole: true,
          kind: Kind.Module,
          description: 'zone',
          rank: 120,
        })),
  );
}

/** Clauses that stand at most once in their block, by rule. */
const single: ReadonlySet<string> = new Set([
  ...['Placement', 'Replicas', 'Shards', 'Log', 'Retry', 'BreakerClause', 'Hedge', 'Health', 'ComponentElect', 'Elect'],
  ...['Autoscale', 'Breaks', 'WhenFull', 'OnMiss', 'Partitions', 'Key', 'Ship', 'CopiesRead', 'CopiesWrite', 'Repair'],
  ...['Apply', 'Delays', 'Routed', 'Timeout', 'Priority', 'AtRate', 'ByPeople', 'Peak', 'Spikes', 'Shape', 'Bursts'],
  ...['Arrivals', 'Run', 'Direction', 'Under', 'Header'],
]);

/** Signs that are worth offering; others are quicker typed. */
const signs: ReadonlySet<string> = new Set(['->', '*', '<', '<=', '>', '>=', '==']);

function keywordCandidates(one: Legal, place: Place): readonly Candidate[] {
  const { part, name } = one;
  if (!one.isWord && !signs.has(name)) return [];
  if (isWritten(one, place)) return [];
  if (part.rule === 'Holds' && !mayHold(name, part)) return [];
  const isClause = part.start < 0 && part.tokens.length === 0 && !['options', 'parts'].includes(part.property ?? '');
  const meaning = keywords[part.rule]?.words[name];
  return [
    {
      label: name,
      kind: one.isWord ? Kind.Keyword : Kind.Operator,
      ...(meaning === undefined ? {} : { subject: { about: 'keyword' as const, id: name, rule: part.rule } }),
      // What goes on with the line comes before what begins a new one.
      rank: isClause ? clauseRank(part, name) : 60 + place.legal.indexOf(one),
    },
  ];
}

const stepOrder = [
  'read',
  'write',
  'publish',
  'call',
  'query',
  'on',
  'transaction',
  'parallel',
  'work',
  'wait',
  'lock',
  'repeat',
  'done',
];
const itemOrder = [
  'data',
  'flow',
  'workload',
  'expect',
  'region',
  'scenario',
  'diagram',
  'template',
  'group',
  'link',
  'import',
  'design',
];

/** What begins a line: by what is usual, and what the kind of component has at all. */
function clauseRank(part: Part, name: string): number {
  if (part.property === 'steps') return 110 + stepOrder.indexOf(name);
  if (part.property === 'items') return 140 + itemOrder.indexOf(name);
  const order = usefulness.indexOf(name);
  const rank = order < 0 ? 180 : 100 + order;
  const component = part.property === 'clauses' ? part.parent : undefined;
  const kind = component?.rule === 'Component' ? kindOf(valuesOf(component, 'kind')[0] ?? '') : undefined;
  return kind === undefined || isUsual(part.rule, kind) ? rank : rank + 150;
}

function isUsual(rule: string, kind: Kinds): boolean {
  switch (rule) {
    case 'Partitions':
      return kind.id === 'queue';
    case 'Replicas':
    case 'Shards':
      return kind.isStore || kind.id === 'cache';
    case 'Log':
    case 'IndexClause':
      return kind.holds.includes('stores');
    case 'OnMiss':
      return kind.holds.includes('caches');
    case 'Health':
      return kind.id === 'balancer' || kind.id === 'gateway';
    case 'Autoscale':
    case 'WhenFull':
    case 'Breaks':
      return kind.isStation;
    case 'ComponentElect':
      return kind.isStore || kind.id === 'service';
    default:
      return true;
  }
}

function isWritten({ part, name, property }: Legal, { word }: Place): boolean {
  if (part.start >= 0 || part.tokens.length > 0) return false;
  const beside = siblings(part, word.start);
  if (part.rule === 'AtRate' || part.rule === 'ByPeople')
    return beside.some((other) => other.rule === 'AtRate' || other.rule === 'ByPeople');
  if (/^(?:Component)?ElectOption$|^Leg$/u.test(part.rule))
    return beside.some((other) => valuesOf(other, property ?? '').includes(name));
  return single.has(part.rule) && beside.some((other) => other.rule === part.rule);
}

function mayHold(verb: string, part: Part): boolean {
  const component = within(part.parent, 'Component');
  const allowed = component === undefined ? undefined : holdsOf(valuesOf(component, 'kind')[0] ?? '');
  return allowed === undefined || (allowed as readonly string[]).includes(verb);
}
