/** `scenario "…" { run … at 2 min crash … expect … }`: what if. */
import type { Expectation, Fault, Id, Scenario, Target } from '../../analyzer/design/design.js';
import { ratio, seconds } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import type { DeclaredOf } from '../link/declared.js';
import { amount, notNegative, positive, share, wholeFromZero } from './amount.js';
import { lowerExpectation } from './expectation.js';
import { aFlow, aWorkload, somethingFailing } from './expected.js';
import { lowerZone } from './place.js';
import { word } from './replicas.js';
import { type Expected, resolve, used } from './resolve.js';
import { anchor, type Environment, report } from './run.js';
import { reportTwice } from './setting.js';
import { nodeOf } from './written.js';

/** Reads a scenario; `undefined` without a `run` line that says for how long. */
export function lowerScenario(env: Environment, id: Id, declared: DeclaredOf<'scenario'>): Scenario | undefined {
  const { node } = declared;
  const faults: Fault[] = [];
  const expectations: Expectation[] = [];
  let run: ast.Run | undefined;
  let number = 0;
  const workload = node.lines.find((line): line is ast.Run => line.$type === 'Run');
  const under = workload === undefined ? undefined : resolve(env, id, used(workload.workload), aWorkload);
  const underId = under === undefined ? undefined : env.run.idOf(under);
  for (const line of node.lines) {
    switch (line.$type) {
      case 'Run':
        if (run === undefined) run = line;
        else
          reportTwice(
            env,
            anchor(env, `${id}.run@${line.$cstNode?.offset ?? 0}`, line.$cstNode),
            `${id}.run`,
            'run',
            line.$cstNode,
            run.$cstNode,
          );
        break;
      case 'FaultLine': {
        number++;
        const fault = lowerFaultLine(env, `${id}/${number}`, line);
        if (fault !== undefined) faults.push(fault);
        break;
      }
      case 'ScenarioExpectation': {
        const expectation =
          line.expectation === undefined ? undefined : lowerExpectation(env, id, line.expectation, underId);
        if (expectation !== undefined) expectations.push(expectation);
        break;
      }
    }
  }
  if (run === undefined) {
    report(env, id, undefined, {
      rule: 'syntax',
      message: 'This scenario does not run. Write `run workload for 10 min`.',
    });
    return undefined;
  }
  const at = anchor(env, `${id}.run`, run.$cstNode);
  const duration = amount(env, at, run, 'duration', 'time', positive);
  const warmup = amount(env, at, run, 'warmup', 'time', notNegative);
  const seed = amount(env, at, run, 'seed', 'count', wholeFromZero);
  if (duration === undefined) return undefined;
  if (warmup !== undefined && warmup >= duration) {
    report(env, at, nodeOf(run, 'warmup'), {
      rule: 'contradiction',
      message: 'The warm-up takes the whole run; nothing is left to measure.',
    });
  }
  for (const fault of faults) {
    if (fault.at >= duration)
      report(env, fault.id, undefined, {
        rule: 'contradiction',
        message: `This happens after the run has ended (${duration} s).`,
      });
  }
  return {
    id,
    title: node.title ?? declared.name,
    duration: seconds(duration),
    faults,
    expectations,
    ...(underId === undefined ? {} : { workload: underId }),
    ...(warmup === undefined ? {} : { warmup: seconds(warmup) }),
    ...(seed === undefined ? {} : { seed }),
  };
}

type FaultKind = Fault extends infer F ? (F extends Fault ? Omit<F, 'id' | 'at' | 'duration'> : never) : never;

function lowerFaultLine(env: Environment, id: Id, line: ast.FaultLine): Fault | undefined {
  anchor(env, id, line.$cstNode);
  const at = amount(env, id, line, 'time', 'time', notNegative);
  const duration = amount(env, id, line, 'duration', 'time', positive);
  const fault = line.fault === undefined ? undefined : lowerFault(env, id, line.fault);
  if (at === undefined || fault === undefined) return undefined;
  return { id, at: seconds(at), ...(duration === undefined ? {} : { duration: seconds(duration) }), ...fault };
}

function lowerFault(env: Environment, id: Id, node: ast.Fault): FaultKind | undefined {
  switch (node.$type) {
    case 'SimpleFault': {
      const target = lowerTarget(env, `${id}.target`, node.target);
      return target === undefined || node.kind === undefined ? undefined : { kind: node.kind, target };
    }
    case 'Slow': {
      const target = lowerTarget(env, `${id}.target`, node.target);
      const factor = amount(env, id, node, 'factor', 'count', positive);
      return target === undefined || factor === undefined ? undefined : { kind: 'slow', target, factor };
    }
    case 'FailRate': {
      const target = lowerTarget(env, `${id}.target`, node.target);
      const part = amount(env, id, node, 'share', 'ratio', share);
      return target === undefined || part === undefined ? undefined : { kind: 'fail', target, share: ratio(part) };
    }
    case 'SkewClock': {
      const target = lowerTarget(env, `${id}.target`, node.target);
      const by = amount(env, id, node, 'by', 'time');
      return target === undefined || by === undefined ? undefined : { kind: 'skew_clock', target, by: seconds(by) };
    }
    case 'Lose': {
      if (node.scope === undefined) return undefined;
      const place: Expected = {
        what: `a ${node.scope}`,
        accepts: (declared) => declared.kind === 'region' || declared.kind === 'zone',
      };
      const target = lowerTarget(env, `${id}.target`, node.target, place);
      if (target === undefined) return undefined;
      const isZone = target.to.includes('.');
      if (isZone === (node.scope === 'zone')) return { kind: 'lose', target };
      report(env, target.id, node.target.$cstNode, {
        rule: 'unknown-name',
        message: `\`${target.to}\` is a ${isZone ? 'zone' : 'region'}; a ${node.scope} is expected here.`,
      });
      return undefined;
    }
    case 'Partition': {
      const between = lowerPair(env, id, node.one, node.other);
      return between === undefined ? undefined : { kind: 'partition', between };
    }
    case 'Drop': {
      const between = lowerPair(env, id, node.one, node.other);
      const part = amount(env, id, node, 'share', 'ratio', share);
      return between === undefined || part === undefined ? undefined : { kind: 'drop', between, share: ratio(part) };
    }
    case 'Surge': {
      const factor = amount(env, id, node, 'factor', 'count', positive);
      const flow = resolve(env, id, used(node.flow), aFlow);
      if (factor === undefined || (node.flow !== undefined && flow === undefined)) return undefined;
      return { kind: 'surge', factor, ...(flow === undefined ? {} : { flow: env.run.idOf(flow) }) };
    }
  }
}

function lowerPair(
  env: Environment,
  id: Id,
  one: ast.Target,
  other: ast.Target,
): readonly [Target, Target] | undefined {
  const first = lowerTarget(env, `${id}.one`, one);
  const second = lowerTarget(env, `${id}.other`, other);
  return first === undefined || second === undefined ? undefined : [first, second];
}

const parts = ['leader', 'replica', 'shard', 'instance'] as const;

/** `accounts`, `accounts.leader`, `accounts.replica.2`, `us.a`. */
export function lowerTarget(
  env: Environment,
  id: Id,
  node: ast.Target | undefined,
  expected: Expected = somethingFailing,
): Target | undefined {
  if (node === undefined) return undefined;
  anchor(env, id, node.$cstNode);
  const declared = resolve(env, id, used(node.base), expected);
  if (declared === undefined) return undefined;
  if (node.part === undefined) return { id, to: env.run.idOf(declared) };
  if (declared.kind === 'region') {
    const zone = lowerZone(env, id, declared, { name: node.part, node: nodeOf(node, 'part') });
    return zone === undefined ? undefined : { id, to: zone };
  }
  const part = word(env, id, node, 'part', parts);
  const number = amount(env, id, node, 'number', 'count', { minimum: 1, whole: true });
  if (part === undefined) return undefined;
  return { id, to: env.run.idOf(declared), part, ...(number === undefined ? {} : { number }) };
}
