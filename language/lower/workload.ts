/** `workload evening { send by 100M users 40/d peak 3x }`: how much of each flow. */
import type { Id, Load, Workload } from '../../analyzer/design/design.js';
import { perSecond, seconds } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import type { DeclaredOf } from '../link/declared.js';
import { amount, notNegative, positive, wholeFromOne } from './amount.js';
import { aFlow, aWorkload } from './expected.js';
import { lowerLaw } from './law.js';
import { word } from './replicas.js';
import { resolve, used } from './resolve.js';
import { anchor, type Environment, freshId, report } from './run.js';
import { reportTwice } from './setting.js';
import { nodeOf, written } from './written.js';

type Parts = { -readonly [K in keyof Load]?: Load[K] };

/** Reads a workload; `baseOf` gives the finished base, `undefined` while the chain of bases is circular. */
export function lowerWorkload(
  env: Environment,
  id: Id,
  declared: DeclaredOf<'workload'>,
  baseOf: (base: DeclaredOf<'workload'>) => Workload | undefined,
): Workload {
  const { node } = declared;
  const named = resolve(env, id, used(node.base), aWorkload);
  const base = named?.kind === 'workload' ? baseOf(named) : undefined;
  if (named !== undefined && base === undefined) {
    report(env, id, node.base?.$refNode, {
      rule: 'contradiction',
      message: `Workload \`${declared.name}\` is built on itself.`,
    });
  }
  const own = new Map<Id, { readonly parts: Parts; readonly node: ast.Load; readonly id: Id }>();
  for (const load of node.loads) {
    const flow = resolve(env, id, used(load.flow), aFlow);
    const name = load.flow?.$refText ?? '';
    const wanted = `${id}/${name}`;
    const loadId = anchor(env, freshId(env, wanted), load.$cstNode);
    const parts = lowerParts(env, loadId, load);
    if (flow === undefined) continue;
    const to = env.run.idOf(flow);
    const before = own.get(to);
    if (before === undefined) own.set(to, { parts, node: load, id: loadId });
    else reportTwice(env, loadId, before.id, name, load.$cstNode, before.node.$cstNode);
  }
  const inherited = (base?.loads ?? []).map((load) => inherit(env, id, load, own.get(load.flow)));
  const added = [...own].filter(([flow]) => !inherited.some((load) => load.flow === flow));
  const loads = [...inherited, ...added.map(([flow, one]): Load => ({ ...one.parts, id: one.id, flow }))];
  for (const [flow, one] of own) {
    const load = loads.find((candidate) => candidate.flow === flow);
    if (
      load !== undefined &&
      load.rate === undefined &&
      load.people === undefined &&
      load.closed === undefined &&
      !saysVolume(one.node)
    ) {
      report(env, one.id, one.node.$cstNode, {
        rule: 'syntax',
        message: `How often does \`${flow}\` happen? Write \`at 60k/s\`, \`by 1M users 40/d\` or \`by 500 users thinking 2 s\`.`,
      });
    }
  }
  return {
    id,
    ...(node.title === undefined ? {} : { title: node.title }),
    ...(base === undefined ? {} : { base: base.id }),
    loads: loads.filter((load) => load.rate !== undefined || load.people !== undefined || load.closed !== undefined),
  };
}

/** Whether a load says how often, were it with a mistake that has its own finding. */
function saysVolume(load: ast.Load): boolean {
  return load.parts.length === 0 || load.parts.some((part) => part.$type === 'AtRate' || part.$type === 'ByPeople');
}

function inherit(
  env: Environment,
  id: Id,
  load: Load,
  own: { readonly parts: Parts; readonly id: Id } | undefined,
): Load {
  const place = env.run.anchors.get(load.id);
  const wanted = own?.id ?? `${id}/${load.flow}`;
  if (own === undefined && place !== undefined && !env.run.anchors.has(wanted)) env.run.anchors.set(wanted, place);
  if (own === undefined) return { ...load, id: wanted };
  const restated = own.parts.rate !== undefined || own.parts.people !== undefined || own.parts.closed !== undefined;
  const { rate: _rate, people: _people, closed: _closed, ...modifiers } = load;
  return { ...(restated ? modifiers : load), ...own.parts, id: own.id, flow: load.flow };
}

function lowerParts(env: Environment, id: Id, load: ast.Load): Parts {
  const parts: Parts = {};
  const seen = new Map<string, ast.LoadPart>();
  for (const part of load.parts) {
    const slot = part.$type === 'AtRate' || part.$type === 'ByPeople' ? 'volume' : part.$type;
    const before = seen.get(slot);
    if (before !== undefined) {
      const name = part.$cstNode?.text.match(/^\w+/u)?.[0] ?? '';
      const at = anchor(env, `${id}.${name}@${part.$cstNode?.offset ?? 0}`, part.$cstNode);
      if (slot === 'volume')
        report(env, at, part.$cstNode, { rule: 'contradiction', message: 'How often this happens is already said.' });
      else reportTwice(env, at, id, name, part.$cstNode, before.$cstNode);
      continue;
    }
    seen.set(slot, part);
    Object.assign(parts, lowerPart(env, id, part));
  }
  return parts;
}

function lowerPart(env: Environment, id: Id, part: ast.LoadPart): Parts {
  switch (part.$type) {
    case 'AtRate': {
      const rate = amount(env, anchor(env, `${id}.rate`, part.$cstNode), part, 'rate', 'rate', notNegative);
      return rate === undefined ? {} : { rate: perSecond(rate) };
    }
    case 'ByPeople':
      return lowerPeople(env, anchor(env, `${id}.people`, part.$cstNode), part);
    case 'Peak': {
      const peak = amount(env, anchor(env, `${id}.peak`, part.$cstNode), part, 'factor', 'count', positive);
      return peak === undefined ? {} : { peak };
    }
    case 'Spikes': {
      const at = anchor(env, `${id}.spikes`, part.$cstNode);
      const factor = amount(env, at, part, 'factor', 'count', positive);
      const duration = amount(env, at, part, 'duration', 'time', positive);
      const every = amount(env, at, part, 'every', 'time', positive);
      if (factor === undefined || duration === undefined) return {};
      if (every !== undefined && every <= duration) {
        report(env, at, nodeOf(part, 'every'), {
          rule: 'contradiction',
          message: 'The next spike would begin before the last one ends.',
        });
        return { spikes: { id: at, factor, duration: seconds(duration) } };
      }
      return {
        spikes: {
          id: at,
          factor,
          duration: seconds(duration),
          ...(every === undefined ? {} : { every: seconds(every) }),
        },
      };
    }
    case 'Shape': {
      const shape = word(env, anchor(env, `${id}.shape`, part.$cstNode), part, 'shape', [
        'flat',
        'daily',
        'weekly',
      ] as const);
      return shape === undefined ? {} : { shape };
    }
    case 'Bursts': {
      const bursts = amount(env, anchor(env, `${id}.bursts`, part.$cstNode), part, 'size', 'count', { minimum: 1 });
      return bursts === undefined ? {} : { bursts };
    }
    case 'Arrivals': {
      const arrivals = word(env, anchor(env, `${id}.arrivals`, part.$cstNode), part, 'law', [
        'poisson',
        'paced',
      ] as const);
      return arrivals === undefined ? {} : { arrivals };
    }
  }
}

function lowerPeople(env: Environment, at: Id, part: ast.ByPeople): Parts {
  const count = amount(env, at, part, 'count', 'count', wholeFromOne);
  const each = amount(env, at, part, 'each', 'rate', notNegative);
  const value = written(part.think);
  const think = value === undefined ? undefined : lowerLaw(env, at, value, 'exponential');
  if (count === undefined) return {};
  if (think !== undefined) return { closed: { users: count, think } };
  return each === undefined ? {} : { people: { count, each: perSecond(each) } };
}
