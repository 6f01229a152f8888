/** Words that are no declared names: keywords, kinds, technologies, settings and their values, measures, fields. */

import { CompletionItemKind as Kind } from 'vscode-languageserver-types';
import { invariantShapes } from '../../../analyzer/catalogue/invariants.js';
import { kinds } from '../../../analyzer/catalogue/kinds/index.js';
import { requirementNames } from '../../../analyzer/catalogue/requirements.js';
import { kindOf, settingsOf } from '../../../analyzer/catalogue/setting.js';
import { technologies } from '../../../analyzer/catalogue/technologies/index.js';
import type { SettingSpec } from '../../../analyzer/catalogue/types.js';
import { settingFact } from '../../../analyzer/wording/setting-facts.js';
import { options } from '../../explanation/keywords/options.js';
import type { Declared } from '../../link/declared.js';
import { percentiles } from '../../lower/call-policy.js';
import { measures } from '../../lower/expectation.js';
import { type Part, valuesOf, within } from '../../syntax/walk.js';
import { componentBody, pick, type Scene, usualTechnologies } from './bodies.js';
import type { Candidate } from './candidate.js';
import { isOfComponent, ownersOf, timeout } from './expected-value.js';
import { fieldsOf, heldBy, indexedFields, type Names, technologyBehind } from './names.js';
import { boundExamples, numberAt } from './quantities.js';
import { Places } from './snippet.js';

/** Kinds of components, as whole declarations. */
export function kindCandidates(scene: Scene): Candidate[] {
  return kinds.map((kind, i) => ({
    label: kind.id,
    insert: componentBody(kind.id, scene),
    isWhole: true,
    kind: Kind.Class,
    description: 'component',
    subject: { about: 'kind', id: kind.id },
    rank: 100 + (kindOrder.indexOf(kind.id) + 1 || 50 + i),
  }));
}

const kindOrder = ['client', 'service', 'database', 'cache', 'queue', 'gateway', 'balancer', 'external'];

/** Technologies that a component may be. */
export function technologyCandidates({ names, part }: Scene): Candidate[] {
  const kind = part.rule === 'Component' ? valuesOf(part, 'kind')[0] : undefined;
  const isKnown = kind !== undefined && kindOf(kind) !== undefined;
  return technologies
    .filter((one) => !isKnown || one.kinds.includes(kind))
    .map((one) => ({
      label: one.id,
      kind: Kind.EnumMember,
      description: one.title,
      subject: { about: 'technology' as const, id: one.id },
      rank: (one.kinds[0] === kind || kind === undefined ? 100 : 140) + (usualTechnologies.indexOf(one.id) + 1 || 30),
    }))
    .concat(templates(names, kind));
}

function templates(names: Names, kind: string | undefined): never[] {
  const found: Candidate[] = names.visible.flatMap(({ name, declared }) => {
    if (declared.kind !== 'template') return [];
    const technology = technologies.find(({ id }) => id === technologyBehind(name, names));
    if (kind !== undefined && technology !== undefined && !technology.kinds.includes(kind)) return [];
    const parameters = [...declared.parameters.keys()];
    const places = new Places();
    const args = parameters.length === 0 ? '' : `(${parameters.map((one) => places.of(one)).join(', ')})`;
    return [
      {
        label: name,
        insert: `${name}${args}`,
        isWhole: true,
        kind: Kind.Interface,
        detail: parameters.length === 0 ? '' : `(${parameters.join(', ')})`,
        description: 'template',
        rank: 90,
      },
    ];
  });
  return found as never[];
}

/** Settings of the block that are not written yet, the usual ones first. */
export function settingCandidates(scene: Scene, at: number): Candidate[] {
  const { part, names } = scene;
  const block = part.parent;
  if (block === undefined) return [];
  const owners = ownersOf(block, names);
  const written = new Set(
    block.parts.filter((one) => one.rule === 'Setting' && one.start !== at).flatMap((one) => valuesOf(one, 'name')),
  );
  const technology = isOfComponent(block) ? technologyBehind(valuesOf(block, 'technology')[0], names) : undefined;
  const found = new Map<string, Candidate>();
  for (const of of owners)
    for (const spec of settingsOf(of))
      if (!found.has(spec.name) && (spec.many === true || !written.has(spec.name)))
        found.set(spec.name, settingCandidate(spec, of, technology, scene));
  const [first] = owners;
  if (isOfComponent(block) && first !== undefined && !written.has('timeout') && calls(first))
    found.set('timeout', settingCandidate(timeout, first, technology, scene));
  return [...found.values()];
}

function calls(kind: string): boolean {
  return !['queue', 'dns', 'bucket'].includes(kind);
}

function settingCandidate(spec: SettingSpec, of: string, technology: string | undefined, scene: Scene): Candidate {
  const fact = settingFact({ kind: of, settings: {}, ...(technology === undefined ? {} : { technology }) }, spec);
  const order = usefulness.indexOf(spec.name);
  return {
    label: spec.name,
    insert: `${spec.name} ${valuePlace(spec, scene)}`,
    kind: Kind.Property,
    detail: ` ${typeWord(spec)}${fact === undefined ? '' : `, else ${fact.text}`}`,
    subject: { about: 'setting', id: spec.name, of, ...(technology === undefined ? {} : { technology }) },
    rank: order < 0 ? 200 : 100 + order,
  };
}

/** A place with what the setting takes. */
function valuePlace(spec: SettingSpec, scene: Scene): string {
  const { value } = spec;
  const places = new Places();
  const example = spec.example.startsWith(`${spec.name} `) ? spec.example.slice(spec.name.length + 1) : spec.example;
  if (value.type === 'symbol')
    return places.choice(
      value.options.map(({ name }) => name),
      example,
    );
  if (value.type === 'component')
    return pick(
      places,
      scene,
      { what: '', accepts: (one) => one.kind === 'component' && (value.kinds?.includes(one.node.kind) ?? true) },
      example,
    );
  return places.of(example);
}

function typeWord({ value }: SettingSpec): string {
  switch (value.type) {
    case 'quantity':
      return value.dimension;
    case 'symbol':
      return value.options.map(({ name }) => name).join(' | ');
    case 'law':
      return 'time or law';
    case 'component':
      return value.kinds?.join(' or ') ?? 'component';
    case 'capacity':
      return 'size or count';
    case 'counts':
      return 'words with counts';
    default:
      return value.type;
  }
}

/** What most designs say, in the order in which it is usually written; clauses are among them. */
export const usefulness: readonly string[] = [
  'in',
  'across',
  'stores',
  'caches',
  'carries',
  'watches',
  'key',
  'size',
  'count',
  'popularity',
  'requires',
  'instances',
  'cores',
  'work',
  'memory',
  'ttl',
  'evict',
  'replicas',
  'shards',
  'partitions',
  'wal',
  'isolation',
  'ack',
  'deliver',
  'commit',
  'limit',
  'when',
  'timeout',
  'retry',
  'breaker',
  'threads',
  'health',
  'policy',
  'on',
  'coalesce',
  'write_mode',
  'invalidate',
  'dead_letter',
  'max_deliveries',
  'max_length',
  'retention',
  'index',
  'autoscale',
  'breaks',
  'availability',
  'fails',
  'hedge',
  'elect',
  'updated',
  'grows',
  'keep',
  'importance',
  'invariant',
  'references',
  'rtt',
  'bandwidth',
  'loss',
];

/** Words with a meaning that the grammar takes as names. */
export function optionCandidates({ part, names }: Scene, property: string): Candidate[] {
  const place = `${part.rule}.${property}`;
  switch (place) {
    case 'Requirement.name': {
      const written = new Set((part.parent?.parts ?? []).flatMap((one) => valuesOf(one, 'name')));
      return requirementNames
        .filter(({ id }) => !written.has(id))
        .map(({ id }, i) => ({
          label: id,
          kind: Kind.EnumMember,
          subject: { about: 'requirement', id },
          rank: 100 + i,
        }));
    }
    case 'InvariantClause.shape':
      return invariantShapes.map(({ id }, i) => ({
        label: id,
        kind: Kind.EnumMember,
        subject: { about: 'invariant', id },
        rank: 100 + i,
      }));
    case 'Expectation.measure':
      return Object.keys(measures).map((id, i) => ({
        label: id,
        insert: measureBody(id as keyof typeof measures, { part, names }),
        isWhole: true,
        kind: Kind.Function,
        description: measures[id as keyof typeof measures].of.what,
        subject: { about: 'measure', id },
        rank: 100 + (id === 'p99' ? -1 : i),
      }));
    case 'Hedge.percentile':
      return Object.keys(percentiles).map((id) => ({
        label: id,
        kind: Kind.EnumMember,
        rank: id === 'p95' ? 99 : 100,
      }));
    case 'Shards.scheme':
      return Object.keys(options[place] ?? {}).map((id, i) => {
        const fields = fieldsAt(part, 'key', names);
        const key = new Places().choice(fields, 'field');
        const insert = id === 'vertical' ? `vertical(core(${key}))` : `${id}(${key})`;
        return {
          label: id,
          insert,
          isWhole: true,
          kind: Kind.Function,
          subject: { about: 'option', id, place },
          rank: 100 + i,
        };
      });
    default:
      break;
  }
  const rows = Object.hasOwn(options, place) ? options[place] : undefined;
  return Object.keys(rows ?? {})
    .filter((word) => !isNotHere(word, part))
    .filter((word) => !valuesOf(part, property).includes(word))
    .map((word, i) => ({
      label: word,
      kind: Kind.EnumMember,
      subject: { about: 'option', id: word, place },
      rank: 100 + i,
    }));
}

function isPerson(declared: Declared | undefined): boolean {
  return declared?.kind === 'component' && /^(?:client|device)$/u.test(declared.node.kind);
}

/** A whole expectation of a measure. */
function measureBody(measure: keyof typeof measures, scene: Scene): string {
  const places = new Places();
  const of =
    measure === 'cost' || measure === 'storage'
      ? ''
      : pick(
          places,
          scene,
          measures[measure].of,
          'name',
          (name) => !isPerson(scene.names.get(name)),
          (name) => scene.names.get(name)?.kind === 'flow',
        );
  const isGood = ['availability', 'max_rate', 'hit_ratio', 'rate'].includes(measure);
  const isCounted = ['stale', 'lost', 'duplicated', 'reordered'].includes(measure);
  return `${measure}(${of}) ${isCounted ? '==' : isGood ? '>=' : '<'} ${places.of(boundExamples[measure] ?? '100 ms')}`;
}

/** Writes name no single copy. */
function isNotHere(word: string, { rule }: Part): boolean {
  return (rule === 'Write' || rule === 'CopiesWrite') && !['one', 'quorum', 'all'].includes(word);
}

/** Fields that may be meant at a place. */
export function fieldCandidates(part: Part, property: string, names: Names): Candidate[] {
  const found = fieldsAt(part, property, names);
  return found.map((name, i) => ({ label: name, kind: Kind.Field, description: 'field', rank: 100 + i }));
}

function fieldsAt(part: Part, property: string, names: Names): readonly string[] {
  const ofData = (data: readonly string[]): string[] => data.flatMap((name) => [...fieldsOf(names.get(name))]);
  const all = (): string[] =>
    names.visible.flatMap(({ declared }) => (declared.kind === 'data' ? [...fieldsOf(declared)] : []));
  const unique = (some: readonly string[]): string[] => [...new Set(some)];
  switch (`${part.rule}.${property}`) {
    case 'Read.field':
    case 'Query.field':
    case 'Write.field': {
      const store = [...valuesOf(part, 'source'), ...valuesOf(part, 'store')].map((name) => names.get(name));
      return unique([...store.flatMap((one) => [...indexedFields(one)]), ...ofData(valuesOf(part, 'data'))]);
    }
    case 'Idempotent.field':
      return unique([...ofData(part.parent === undefined ? [] : valuesOf(part.parent, 'data')), ...all()]);
    case 'Lock.field':
      return unique(all());
    case 'Partitions.key':
    case 'IndexClause.fields':
    case 'Shards.key':
    case 'WordValue.word': {
      const component = within(part, 'Component', 'Template');
      const held =
        component?.parts.filter((one) => one.rule === 'Holds').flatMap((one) => valuesOf(one, 'targets')) ?? [];
      const declared = component === undefined ? undefined : names.get(valuesOf(component, 'name')[0] ?? '');
      const more = declared === undefined ? [] : heldBy(declared);
      const own = unique(ofData([...held, ...more]));
      const used = new Set(valuesOf(part, property));
      return (own.length > 0 ? own : unique(all())).filter((name) => !used.has(name));
    }
    default:
      return [];
  }
}

/** An example of the number at a place. */
export function numberCandidates(part: Part, property: string | undefined, names: Names): Candidate[] {
  const number = numberAt(part, property, names);
  if (number === undefined) return [];
  const places = new Places();
  return [
    {
      label: number.example,
      insert: places.of(number.example),
      kind: Kind.Value,
      description: number.dimensions.join(' or '),
      first: '1',
      rank: part.rule === 'Alternative' ? 170 : 50,
    },
  ];
}
