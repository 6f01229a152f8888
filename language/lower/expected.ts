/** What the places of the language accept. */
import type { Declared } from '../link/declared.js';
import { isKind } from '../link/vocabulary.js';
import type { Expected } from './resolve.js';

const callers = new Set(['client', 'device', 'monitor']);

/** Any component. */
export const aComponent: Expected = { what: 'a component', accepts: (declared) => declared.kind === 'component' };
export const aDataItem: Expected = { what: 'a data item', accepts: (declared) => declared.kind === 'data' };
export const aRegion: Expected = { what: 'a region', accepts: (declared) => declared.kind === 'region' };
export const aFlow: Expected = { what: 'a flow', accepts: (declared) => declared.kind === 'flow' };
export const aWorkload: Expected = { what: 'a workload', accepts: (declared) => declared.kind === 'workload' };
export const aQueue: Expected = ofKinds('a queue', ['queue']);
export const aCoordinator: Expected = ofKinds('a coordinator', ['coordinator', 'database', 'cache']);

/** Somewhere data can be read. */
export const aStoreToRead: Expected = {
  what: 'a database, a cache or another store',
  accepts: (declared) => isHolder(declared) && !is(declared, 'queue'),
};
/** Somewhere data can be written. */
export const aStoreToWrite: Expected = {
  what: 'a database, a cache or another store (messages go to queues with publish)',
  accepts: aStoreToRead.accepts,
};
/** What changes a view is made from. */
export const aViewSource: Expected = { what: 'a queue or a store', accepts: isHolder };
/** Something that serves calls. */
export const aCallee: Expected = {
  what: 'a service, an external or another component that serves calls',
  accepts: (declared) => declared.kind === 'component' && !callers.has(declared.node.kind),
};
/** Something a picture can show. */
export const somethingDrawn: Expected = {
  what: 'a component, a group, a region or a flow',
  accepts: (declared) => ['component', 'group', 'region', 'flow', 'data'].includes(declared.kind),
};
/** Something that can be measured. */
export const somethingMeasured: Expected = {
  what: 'a flow, a component or a data item',
  accepts: (declared) => declared.kind === 'component' || declared.kind === 'flow' || declared.kind === 'data',
};
/** Something that can fail. */
export const somethingFailing: Expected = {
  what: 'a component, a region or a zone',
  accepts: (declared) => declared.kind === 'component' || declared.kind === 'region' || declared.kind === 'zone',
};

/** A component of one of these kinds; an unknown kind of component passes, it has its own finding. */
export function ofKinds(what: string, kinds: readonly string[]): Expected {
  return {
    what,
    accepts: (declared) =>
      declared.kind === 'component' && (kinds.includes(declared.node.kind) || !isKind(declared.node.kind)),
  };
}

function is(declared: Declared, kind: string): boolean {
  return declared.kind === 'component' && declared.node.kind === kind;
}

function isHolder(declared: Declared): boolean {
  return (
    declared.kind === 'component' &&
    !callers.has(declared.node.kind) &&
    declared.node.kind !== 'balancer' &&
    declared.node.kind !== 'dns'
  );
}
