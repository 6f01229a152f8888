/** Components with all their clauses, those of templates included. */
import type { CallPolicy, Component, Id, Reference, Settings } from '../../analyzer/design/design.js';
import { ratio, seconds } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import { type DeclaredOf, withArticle } from '../link/declared.js';
import { holdsOf, isKind, kindIds, technologyKinds } from '../link/vocabulary.js';
import { amount, positive, share, wholeFromOne } from './amount.js';
import { lowerCallClause, timeoutOf } from './call-policy.js';
import { lowerElection } from './election.js';
import { aComponent, aDataItem, aStoreToWrite, aViewSource } from './expected.js';
import { groupOf } from './group-of.js';
import { lowerLaw } from './law.js';
import { lowerLog } from './log.js';
import { overrideLayers } from './override.js';
import { lowerPlacement } from './place.js';
import { lowerReplicas, word } from './replicas.js';
import { reference, reportUnknown, used } from './resolve.js';
import { anchor, type Environment, freshId, report } from './run.js';
import { reportTwice, settingsOf } from './setting.js';
import { lowerShards } from './shards.js';
import { type Single, type Slots, slots } from './slots.js';
import { made } from './template.js';
import { nodeOf, written } from './written.js';

/** Words that begin a declaration with a name, as a kind does. */
const declarationWords = ['data', 'diagram', 'flow', 'group', 'region', 'scenario', 'template', 'workload'];

type Parts = { -readonly [K in keyof Component]?: Component[K] };

/** Reads a component; whatever is wrong in it is left out. */
export function lowerComponent(env: Environment, id: Id, declared: DeclaredOf<'component'>): Component {
  const { node } = declared;
  if (!isKind(node.kind)) {
    const kind = anchor(env, `${id}.kind`, nodeOf(node, 'kind'));
    reportUnknown(
      env,
      kind,
      { name: node.kind, node: nodeOf(node, 'kind') },
      { what: 'a kind of component', nothing: 'There is no kind of component', isClosed: true },
      [...kindIds, ...declarationWords],
    );
  }
  const { technology: named, template, layers } = made(env, id, node);
  const technology = fittingTechnology(env, id, node, named);
  const view = lowerView(env, id, node);
  const group = groupOf(env.run, declared);
  return {
    id,
    kind: node.kind,
    ...(node.title === undefined ? {} : { title: node.title }),
    ...(technology === undefined ? {} : { technology }),
    ...(template === undefined ? {} : { template }),
    ...(group === undefined ? {} : { group }),
    ...(view === undefined ? {} : { view }),
    ...lowerClauses(id, node.kind, slots(id, node.kind, [...layers, ...overrideLayers(env, id, node.kind)])),
  };
}

/** The clauses of a component or of a template looked at by itself. */
export function lowerClauses(id: Id, kind: string, merged: Slots): Omit<Component, 'id' | 'kind'> {
  const parts: Parts = {};
  let calls: CallPolicy = {};
  for (const { env, clause } of merged.single.values()) {
    if (clause.$type === 'Retry' || clause.$type === 'BreakerClause' || clause.$type === 'Hedge')
      calls = { ...calls, ...lowerCallClause(env, id, clause) };
    else Object.assign(parts, lowerSingle(env, id, clause));
  }
  let settings: Settings = {};
  for (const { env, raws } of merged.settings) {
    const timeouts = raws.filter((raw) => raw.name === 'timeout');
    const [timeout, again] = timeouts;
    if (timeout?.values[0] !== undefined) {
      anchor(env, `${id}.timeout`, timeout.nameNode, { until: timeout.values[0].node });
      calls = { ...calls, ...timeoutOf(env, id, timeout.values[0]) };
      if (again !== undefined) {
        const second = anchor(env, `${id}.timeout@${again.nameNode.offset}`, again.nameNode, {
          until: again.values.at(-1)?.node ?? again.nameNode,
        });
        reportTwice(env, second, `${id}.timeout`, 'timeout', undefined, timeout.nameNode);
      }
    }
    if (isKind(kind))
      settings = {
        ...settings,
        ...settingsOf(
          env,
          id,
          kind,
          raws.filter((raw) => raw.name !== 'timeout'),
        ),
      };
  }
  return { ...holdings(id, kind, merged), indexes: lowerIndexes(id, merged), ...parts, calls, settings };
}

function lowerSingle(
  env: Environment,
  id: Id,
  clause: Exclude<Single, ast.Retry | ast.BreakerClause | ast.Hedge>,
): Parts {
  switch (clause.$type) {
    case 'Placement':
      return defined('placement', lowerPlacement(env, id, clause));
    case 'Replicas':
      return defined('replicas', lowerReplicas(env, id, clause));
    case 'Shards':
      return defined('shards', lowerShards(env, id, clause));
    case 'Log':
      return defined('log', lowerLog(env, id, clause));
    case 'Elect':
      return defined('election', lowerElection(env, id, clause));
    case 'Health': {
      const at = anchor(env, `${id}.health`, clause.$cstNode);
      const every = amount(env, at, clause, 'every', 'time', positive);
      const failAfter = amount(env, at, clause, 'failAfter', 'count', wholeFromOne) ?? 1;
      return every === undefined ? {} : { health: { id: at, every: seconds(every), failAfter } };
    }
    case 'Autoscale':
      return lowerAutoscale(env, id, clause);
    case 'Breaks': {
      const at = anchor(env, `${id}.breaks`, clause.$cstNode);
      const every = written(clause.every);
      const repair = written(clause.repair);
      const laws = [every, repair].map((value) =>
        value === undefined ? undefined : lowerLaw(env, at, value, 'exponential'),
      );
      const [between, repaired] = laws;
      return between === undefined || repaired === undefined
        ? {}
        : { breaks: { id: at, every: between, repair: repaired } };
    }
    case 'WhenFull': {
      const at = anchor(env, `${id}.when_full`, clause.$cstNode);
      const action = word(env, at, clause, 'action', ['reject', 'drop_oldest', 'block'] as const);
      return action === undefined ? {} : { whenFull: { id: at, action } };
    }
    case 'OnMiss': {
      const at = anchor(env, `${id}.on_miss`, clause.$cstNode);
      return { onMiss: { id: at, actions: missActions(env, at, clause) } };
    }
    case 'Partitions': {
      const at = anchor(env, `${id}.partitions`, clause.$cstNode);
      const count = amount(env, at, clause, 'count', 'count', wholeFromOne);
      return count === undefined ? {} : { partitions: { id: at, count, key: [...clause.key] } };
    }
  }
}

function defined<K extends keyof Parts>(key: K, value: Parts[K] | undefined): Parts {
  const parts: Parts = {};
  if (value !== undefined) parts[key] = value;
  return parts;
}

const missWords = ['fill', 'bypass', 'coalesce'];

function missActions(env: Environment, at: Id, clause: ast.OnMiss): readonly string[] {
  return clause.actions.filter((action, i) => {
    if (missWords.includes(action)) return true;
    const place = nodeOf(clause, 'actions', i);
    const expected = { what: `one of ${missWords.join(', ')}`, isClosed: true } as const;
    reportUnknown(env, at, { name: action, node: place }, expected, missWords);
    return false;
  });
}

function lowerAutoscale(env: Environment, id: Id, clause: ast.Autoscale): Parts {
  const at = anchor(env, `${id}.autoscale`, clause.$cstNode);
  const minimum = amount(env, at, clause, 'minimum', 'count', wholeFromOne);
  const maximum = amount(env, at, clause, 'maximum', 'count', wholeFromOne);
  const target = amount(env, at, clause, 'target', 'ratio', share);
  const delay = amount(env, at, clause, 'every', 'time', positive);
  if (minimum === undefined || maximum === undefined) return {};
  if (minimum > maximum) {
    report(env, at, clause.$cstNode, {
      rule: 'contradiction',
      message: `Scaling goes from the smaller number to the larger; ${minimum} is more than ${maximum}.`,
    });
    return {};
  }
  return {
    autoscale: {
      id: at,
      minimum,
      maximum,
      ...(target === undefined ? {} : { target: ratio(target) }),
      ...(delay === undefined ? {} : { delay: seconds(delay) }),
    },
  };
}

function lowerIndexes(id: Id, merged: Slots): Component['indexes'] {
  return merged.indexes.map(({ env, clause }) => ({
    id: anchor(env, freshId(env, `${id}.index.${clause.fields.join('+')}`), clause.$cstNode),
    fields: [...clause.fields],
    scope: clause.scope ?? 'local',
  }));
}

type Holding = Pick<Component, 'stores' | 'caches' | 'carries' | 'watches'>;

function holdings(id: Id, kind: string, merged: Slots): Holding {
  const lists: { [K in keyof Holding]: Reference[] } = { stores: [], caches: [], carries: [], watches: [] };
  const allowed = holdsOf(kind);
  for (const { env, clause } of merged.holds) {
    const verb: keyof Holding | undefined = clause.verb;
    if (verb === undefined) continue;
    if (allowed !== undefined && !allowed.includes(verb)) {
      const at = anchor(env, freshId(env, `${id}.${verb}`), clause.$cstNode);
      const can = allowed.length === 0 ? 'holds no data' : `says \`${allowed.join('` or `')}\``;
      report(env, at, nodeOf(clause, 'verb'), {
        rule: 'contradiction',
        message: `${capital(withArticle(kind.replaceAll('_', ' ')))} ${can}, not \`${verb}\`.`,
      });
    }
    for (const target of clause.targets) {
      const wanted = freshId(env, `${id}.${verb}.${target.$refText}`);
      const found = reference(env, wanted, used(target), verb === 'watches' ? aComponent : aDataItem);
      if (found === undefined) continue;
      const before = lists[verb].find((one) => one.to === found.to);
      if (before === undefined) lists[verb].push(found);
      else if (env.use === undefined)
        reportTwice(
          env,
          found.id,
          before.id,
          target.$refText,
          target.$refNode,
          env.run.anchors.get(before.id)?.node,
          'warning',
        );
    }
  }
  return lists;
}

function lowerView(env: Environment, id: Id, node: ast.Component): Component['view'] | undefined {
  const from = reference(env, `${id}.from`, used(node.source), aViewSource);
  const into = reference(env, `${id}.into`, used(node.target), aStoreToWrite);
  if (node.source !== undefined && isKind(node.kind) && node.kind !== 'materialized_view' && node.kind !== 'search') {
    report(env, id, node.source.$refNode, {
      rule: 'contradiction',
      message: `Only a materialized_view or a search index is made from something, not ${withArticle(node.kind.replaceAll('_', ' '))}.`,
    });
  }
  return from === undefined ? undefined : { from, ...(into === undefined ? {} : { into }) };
}

/** The technology, unless it is none of this kind: its defaults and limits would be those of something else. */
function fittingTechnology(
  env: Environment,
  id: Id,
  node: ast.Component,
  technology: string | undefined,
): string | undefined {
  if (technology === undefined || !isKind(node.kind)) return technology;
  const kinds = technologyKinds(technology);
  if (kinds.length === 0 || kinds.includes(node.kind)) return technology;
  const is = kinds.map((kind) => withArticle(kind.replaceAll('_', ' '))).join(' or ');
  report(env, `${id}.technology`, nodeOf(node, 'technology'), {
    rule: 'unknown-name',
    message: `\`${technology}\` is ${is}; a technology for ${withArticle(node.kind.replaceAll('_', ' '))} is expected here.`,
  });
  return undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
