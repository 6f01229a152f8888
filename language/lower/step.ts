/** Steps of flows. A step whose essential name is unknown is left out; its finding says why. */
import type { Id, Reference, Step } from '../../analyzer/design/design.js';
import { ratio } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import { amount, positive, share, wholeFromOne } from './amount.js';
import { lowerCallOptions } from './call-policy.js';
import { aCallee, aComponent, aCoordinator, aDataItem, aQueue, aStoreToRead, aStoreToWrite } from './expected.js';
import { lowerLaw } from './law.js';
import { lowerCopyCount, lowerReadTarget, word } from './replicas.js';
import { reference, type Used, used } from './resolve.js';
import { anchor, type Environment, report } from './run.js';
import { written } from './written.js';

/** Reads the steps of a flow or block, numbered from 1 as in the text. */
export function lowerSteps(env: Environment, owner: Id, steps: readonly ast.Step[] | undefined): readonly Step[] {
  const lowered: Step[] = [];
  for (const [i, step] of (steps ?? []).entries()) {
    const one = lowerStep(env, `${owner}/${i + 1}`, step);
    if (one !== undefined) lowered.push(one);
  }
  return lowered;
}

function lowerStep(env: Environment, place: Id, node: ast.Step): Step | undefined {
  switch (node.$type) {
    case 'Path':
      return lowerPath(env, anchor(env, place, node.$cstNode), node);
    case 'Consume':
      return lowerConsume(env, anchor(env, place, node.$cstNode), node);
    case 'Read':
      return lowerRead(env, place, node);
    case 'Query':
      return lowerQuery(env, place, node);
    case 'Write':
      return lowerWrite(env, place, node);
    case 'Publish':
      return lowerPublish(env, place, node);
    case 'Call':
      return lowerCall(env, place, node);
    case 'Lock':
      return lowerLock(env, place, node);
    case 'Work':
    case 'Wait': {
      const id = anchor(env, place, node.$cstNode);
      const value = written(node.time);
      const law =
        value === undefined ? undefined : lowerLaw(env, id, value, node.$type === 'Work' ? 'exponential' : 'constant');
      if (law === undefined) return undefined;
      return node.$type === 'Work' ? { id, kind: 'work', work: law } : { id, kind: 'wait', time: law };
    }
    case 'Transaction': {
      const id = anchor(env, place, node.$cstNode);
      return {
        id,
        kind: 'transaction',
        protocol: node.protocol ?? 'local',
        steps: lowerSteps(env, id, node.block?.steps),
      };
    }
    case 'Parallel':
      return lowerParallel(env, anchor(env, place, node.$cstNode), node);
    case 'Repeat': {
      const id = anchor(env, place, node.$cstNode);
      const mean = node.mean === true;
      const times = amount(env, id, node, 'times', 'count', mean ? { minimum: 1 } : wholeFromOne);
      if (times === undefined) return undefined;
      return {
        id,
        kind: 'repeat',
        times: mean ? { mean: times } : { exactly: times },
        steps: lowerSteps(env, id, node.block?.steps),
      };
    }
    case 'Branch':
      return lowerBranch(env, anchor(env, place, node.$cstNode), node);
    case 'Done':
      return { id: anchor(env, place, node.$cstNode), kind: 'done' };
  }
}

function lowerPath(env: Environment, id: Id, node: ast.Path): Step | undefined {
  const hops = lowerHops(env, id, node.hops, 1);
  const options = lowerCallOptions(env, id, node.options);
  const steps = lowerSteps(env, id, node.block?.steps);
  return hops.length === 0 ? undefined : { id, kind: 'path', hops, ...options, steps };
}

function lowerConsume(env: Environment, id: Id, node: ast.Consume): Step | undefined {
  const queue = reference(env, `${id}.queue`, used(node.queue), aQueue);
  const hops = lowerHops(env, id, node.hops, 1);
  const options = lowerCallOptions(env, id, node.options);
  const steps = lowerSteps(env, id, node.block?.steps);
  return queue === undefined || hops.length === 0 ? undefined : { id, kind: 'consume', queue, hops, ...options, steps };
}

function lowerHops(env: Environment, id: Id, hops: ast.Path['hops'], from: number): Reference[] {
  return hops
    .map((hop, i) => reference(env, `${id}.hop${i + from}`, used(hop), aComponent))
    .filter((hop) => hop !== undefined);
}

/** The id of an operation says what it touches: `send/1/2/write:messages`. */
function operationId(env: Environment, place: Id, node: ast.Step, verb: string, target: Used | undefined): Id {
  return anchor(env, target === undefined ? place : `${place}/${verb}:${target.name}`, node.$cstNode);
}

function lowerRead(env: Environment, place: Id, node: ast.Read): Step | undefined {
  const id = operationId(env, place, node, 'read', used(node.source) ?? used(node.data));
  const data = reference(env, `${id}.data`, used(node.data), aDataItem);
  const from = reference(env, `${id}.from`, used(node.source), aStoreToRead);
  const orElse = node.fallbacks
    .map((one, i) => reference(env, `${id}.else${i + 1}`, used(one), aStoreToRead))
    .filter((one) => one !== undefined);
  const at = lowerReadTarget(env, id, node);
  const options = lowerCallOptions(env, id, node.options);
  if (data === undefined || (node.source !== undefined && from === undefined)) return undefined;
  return {
    id,
    kind: 'read',
    data,
    orElse,
    ...options,
    ...(from === undefined ? {} : { from }),
    ...(at === undefined ? {} : { at }),
    ...(node.field === undefined ? {} : { by: node.field }),
  };
}

const shapes = ['scan', 'join', 'aggregate', 'traverse', 'range'] as const;

function lowerQuery(env: Environment, place: Id, node: ast.Query): Step | undefined {
  const id = operationId(env, place, node, 'query', used(node.source) ?? used(node.data));
  const data = reference(env, `${id}.data`, used(node.data), aDataItem);
  const from = reference(env, `${id}.from`, used(node.source), aStoreToRead);
  const shape = word(env, id, node, 'shape', shapes);
  const at = lowerReadTarget(env, id, node);
  const rows = amount(env, id, node, 'rows', 'count', positive);
  const options = lowerCallOptions(env, id, node.options);
  if (data === undefined || shape === undefined || (node.source !== undefined && from === undefined)) return undefined;
  return {
    id,
    kind: 'query',
    data,
    shape,
    ...options,
    ...(from === undefined ? {} : { from }),
    ...(at === undefined ? {} : { at }),
    ...(node.field === undefined ? {} : { by: node.field }),
    ...(rows === undefined ? {} : { rows }),
  };
}

function lowerWrite(env: Environment, place: Id, node: ast.Write): Step | undefined {
  const id = operationId(env, place, node, 'write', used(node.store) ?? used(node.data));
  const data = reference(env, `${id}.data`, used(node.data), aDataItem);
  const to = reference(env, `${id}.to`, used(node.store), aStoreToWrite);
  const at = lowerCopyCount(env, id, node);
  const options = lowerCallOptions(env, id, node.options);
  if (data === undefined || (node.store !== undefined && to === undefined)) return undefined;
  return {
    id,
    kind: 'write',
    data,
    ifUnchanged: node.unchanged !== undefined,
    ...options,
    ...(to === undefined ? {} : { to }),
    ...(at === undefined ? {} : { at }),
    ...(node.field === undefined ? {} : { by: node.field }),
    ...idempotent(node.idempotent),
  };
}

function lowerPublish(env: Environment, place: Id, node: ast.Publish): Step | undefined {
  const id = operationId(env, place, node, 'publish', used(node.queue) ?? used(node.data));
  const data = reference(env, `${id}.data`, used(node.data), aDataItem);
  const to = reference(env, `${id}.to`, used(node.queue), aQueue);
  const options = lowerCallOptions(env, id, node.options);
  if (data === undefined || to === undefined) return undefined;
  return { id, kind: 'publish', data, to, inOutbox: node.outbox === true, ...options, ...idempotent(node.idempotent) };
}

function lowerCall(env: Environment, place: Id, node: ast.Call): Step | undefined {
  const id = operationId(env, place, node, 'call', used(node.target));
  const to = reference(env, `${id}.to`, used(node.target), aCallee);
  const options = lowerCallOptions(env, id, node.options);
  return to === undefined ? undefined : { id, kind: 'call', to, ...options, ...idempotent(node.idempotent) };
}

function idempotent(node: ast.Idempotent | undefined): { readonly idempotentBy?: string } {
  return node?.field === undefined ? {} : { idempotentBy: node.field };
}

function lowerLock(env: Environment, place: Id, node: ast.Lock): Step | undefined {
  const id = operationId(env, place, node, 'lock', used(node.target));
  const at = reference(env, `${id}.at`, used(node.target), aCoordinator);
  const steps = lowerSteps(env, id, node.block?.steps);
  return at === undefined
    ? undefined
    : { id, kind: 'lock', at, ...(node.field === undefined ? {} : { by: node.field }), steps };
}

function lowerParallel(env: Environment, id: Id, node: ast.Parallel): Step {
  const copies = amount(env, id, node, 'copies', 'count', wholeFromOne);
  const waitFor = amount(env, id, node, 'waitFor', 'count', wholeFromOne);
  const steps = lowerSteps(env, id, node.block?.steps);
  const branches = copies ?? steps.length;
  if (waitFor !== undefined && waitFor > branches) {
    report(env, id, undefined, { rule: 'contradiction', message: `It waits for ${waitFor} of ${branches} branches.` });
  }
  return {
    id,
    kind: 'parallel',
    ...(copies === undefined ? {} : { copies }),
    ...(waitFor === undefined ? {} : { waitFor }),
    steps,
  };
}

function lowerBranch(env: Environment, id: Id, node: ast.Branch): Step {
  let total = 0;
  const alternatives = node.alternatives.map((one, i) => {
    const at = anchor(env, `${id}/${i + 1}`, one.$cstNode);
    const probability = amount(env, at, one, 'probability', 'ratio', share) ?? 0;
    total += probability;
    return { id: at, probability: ratio(probability), steps: lowerSteps(env, at, one.block?.steps) };
  });
  if (total > 1 + 1e-9) {
    report(env, id, undefined, {
      rule: 'contradiction',
      message: `The alternatives add up to ${Number((total * 100).toPrecision(6))}%, more than all.`,
    });
  }
  return { id, kind: 'branch', alternatives, otherwise: lowerSteps(env, `${id}/else`, node.otherwise?.steps) };
}
