/** Which declared names the grammar's places take, and which of them are likelier. */
import { kindOf } from '../../../analyzer/catalogue/setting.js';
import type { Declared } from '../../link/declared.js';
import { measures } from '../../lower/expectation.js';
import {
  aCallee,
  aComponent,
  aCoordinator,
  aDataItem,
  aFlow,
  aQueue,
  aRegion,
  aStoreToRead,
  aStoreToWrite,
  aViewSource,
  aWorkload,
  somethingDrawn,
  somethingFailing,
} from '../../lower/expected.js';
import type { Expected } from '../../lower/resolve.js';
import { type Part, valuesOf, within } from '../../syntax/walk.js';
import { holdsData } from './names.js';

/** What a place takes; `rank` puts the likelier names first. */
export interface NamePlace {
  readonly expected: Expected;
  rank?(name: string, declared: Declared): number;
  /** Names that are written there already. */
  readonly used?: readonly string[];
}

const aPlace: Expected = { ...aRegion, what: 'a region or a zone' };

/** The place of a reference; `undefined` when no declared name goes there. */
export function namePlace(part: Part, property: string | undefined): NamePlace | undefined {
  switch (`${part.rule}.${property ?? ''}`) {
    case 'Path.hops':
      return hops(part);
    case 'Consume.hops':
      return { ...hops(part), expected: aCallee };
    case 'Consume.queue':
      return { expected: aQueue };
    case 'Publish.queue':
      return { expected: aQueue, rank: holderRank(part) };
    case 'Read.data':
    case 'Query.data':
    case 'Write.data':
    case 'Publish.data':
      return { expected: aDataItem, ...ofStore(part) };
    case 'ReferencesClause.targets':
      return { expected: aDataItem, used: valuesOf(part, 'targets') };
    case 'Read.source':
    case 'Read.fallbacks':
    case 'Query.source':
      return {
        expected: aStoreToRead,
        rank: holderRank(part),
        used: [...valuesOf(part, 'source'), ...valuesOf(part, 'fallbacks')],
      };
    case 'Write.store':
      return { expected: aStoreToWrite, rank: holderRank(part) };
    case 'Call.target':
      return { expected: aCallee };
    case 'Lock.target':
    case 'Elect.coordinator':
    case 'ComponentElect.coordinator':
      return { expected: aCoordinator, rank: (_, declared) => (isKind(declared, 'coordinator') ? 0 : 1) };
    case 'Routed.via':
      return { expected: valuesOf(part, 'method')[0] === 'coordinator' ? aCoordinator : aComponent };
    case 'Holds.targets':
      return {
        expected: valuesOf(part, 'verb')[0] === 'watches' ? aComponent : aDataItem,
        used: valuesOf(part, 'targets'),
      };
    case 'Place.region':
      return { expected: aPlace };
    case 'Component.source':
      return {
        expected: aViewSource,
        rank: (_, declared) => (isKind(declared, 'queue') ? 0 : keepsData(declared) ? 1 : 5),
      };
    case 'Component.target':
      return { expected: aStoreToWrite, rank: (_, declared) => (keepsData(declared) ? 0 : 5) };
    case 'Workload.base':
    case 'Expect.workload':
    case 'Run.workload':
    case 'Under.workload':
      return { expected: aWorkload, used: part.rule === 'Workload' ? valuesOf(part, 'name') : [] };
    case 'Load.flow':
      return { expected: aFlow, used: loadsBeside(part) };
    case 'Surge.flow':
      return { expected: aFlow };
    case 'Measured.target':
      return measured(part);
    case 'Target.base':
      return target(part);
    case 'Selection.targets':
      return selection(part);
    default:
      return undefined;
  }
}

/** Whose steps a block is, calls on; a path at the start of a flow begins at a client. */
function hops(part: Part): NamePlace {
  const all = valuesOf(part, 'hops');
  // What is being written has no text.
  const before = all.slice(0, all.includes('') ? all.indexOf('') : all.length);
  if (before.length > 0)
    return {
      expected: aCallee,
      used: before.slice(-1),
      rank: (_, declared) => (isKind(declared, 'service', 'gateway', 'balancer') ? 0 : 1),
    };
  const outer = within(part.parent, 'Path', 'Consume');
  const host = outer === undefined ? undefined : valuesOf(outer, 'hops').at(-1);
  return {
    expected: aComponent,
    rank: (name, declared) =>
      host === undefined ? (isKind(declared, 'client', 'device') ? 0 : 1) : name === host ? 0 : 60,
  };
}

/** Stores of the data that a step names come first. */
function holderRank(part: Part): (name: string, declared: Declared) => number {
  const [data] = valuesOf(part, 'data');
  return (_, declared) => (data !== undefined && holdsData(declared, data) ? 0 : keepsData(declared) ? 1 : 5);
}

/** Data of the store that stands behind the cursor comes first. */
function ofStore(part: Part): Pick<NamePlace, 'rank'> {
  const [component] = [...valuesOf(part, 'source'), ...valuesOf(part, 'store'), ...valuesOf(part, 'queue')];
  return component === undefined ? {} : { rank: () => 0 };
}

function loadsBeside(part: Part): readonly string[] {
  return (part.parent?.parts ?? []).filter((one) => one.rule === 'Load').flatMap((one) => valuesOf(one, 'flow'));
}

function measured(part: Part): NamePlace {
  const expectation = within(part, 'Expectation');
  const [measure = ''] = expectation === undefined ? [] : valuesOf(expectation, 'measure');
  const expected = Object.hasOwn(measures, measure) ? measures[measure as keyof typeof measures].of : aComponent;
  const used = (expectation?.parts ?? []).flatMap((one) => valuesOf(one, 'target'));
  return { expected, used, rank: (_, declared) => (declared.kind === 'flow' ? 0 : 1 + preferred(measure, declared)) };
}

function preferred(measure: string, declared: Declared): number {
  if (measure === 'hit_ratio') return isKind(declared, 'cache', 'cdn') ? 0 : 1;
  if (measure === 'lag' || measure === 'rpo' || measure === 'rto')
    return isKind(declared, 'database', 'coordinator') ? 0 : 1;
  return 0;
}

function target(part: Part): NamePlace {
  const fault = part.parent;
  switch (fault?.rule) {
    case 'Lose':
      return { expected: aPlace };
    case 'Partition':
    case 'Drop':
      return { expected: somethingFailing, rank: (_, declared) => (declared.kind === 'region' ? 0 : 1) };
    case 'SimpleFault': {
      const isFlush = valuesOf(fault, 'kind')[0] === 'flush';
      return {
        expected: aComponent,
        rank: (_, declared) => (isFlush && isKind(declared, 'cache', 'cdn') ? 0 : mayFail(declared)),
      };
    }
    default:
      return { expected: aComponent, rank: (_, declared) => mayFail(declared) };
  }
}

/** People do not crash. */
function mayFail(declared: Declared): number {
  return isKind(declared, 'client', 'device') ? 5 : 1;
}

function selection(part: Part): NamePlace {
  const isCollapse = valuesOf(part, 'verb')[0] === 'collapse';
  const expected: Expected = isCollapse
    ? { what: 'a group or region', accepts: ({ kind }) => kind === 'group' || kind === 'region' }
    : somethingDrawn;
  return {
    expected,
    used: valuesOf(part, 'targets'),
    rank: (_, { kind }) => ['component', 'group', 'region', 'flow', 'data'].indexOf(kind),
  };
}

/** Whether a component is there to keep data. */
export function keepsData(declared: Declared): boolean {
  return declared.kind === 'component' && (kindOf(declared.node.kind)?.holds ?? []).some((verb) => verb !== 'watches');
}

export function isKind(declared: Declared, ...kinds: readonly string[]): boolean {
  return declared.kind === 'component' && kinds.includes(declared.node.kind);
}
