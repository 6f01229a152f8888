/**
 * The system of a design as testers of databases ask it (Kingsbury, Jepsen): few clients, few things that all of them are about,
 * so that requests meet each other.
 */
import type { DataItem, Design, Flow, Id, Load, Setting, Step, Value, Workload } from '../../design/design.js';
import { perSecond } from '../../design/units.js';
import { allSteps } from '../../flow/steps.js';

/** Things of each kind, clients of each flow, and seconds that they think between two requests. */
const KEYS = 12;
const CLIENTS = 30;
const THINK = 0.05;
/** Flows that one client goes through one after the other. */
const LONGEST_JOURNEY = 4;

export const laboratoryWorkload = 'search';

/** How the data are asked for. */
interface Asked {
  /** Whether data that no flow reads are looked at. */
  readonly isLookedAt: boolean;
  /** Whether clients go on coming while others wait in vain, instead of a few that all get stuck. */
  readonly isOpen: boolean;
  /** Whether readers are meant to see one copy, which is what one leader is for. */
  readonly isLinearizable: boolean;
}

/** Requests a second of each flow where clients go on coming. */
const OPEN_RATE = 100;

/** The design with a workload of clients that do what concerns these data, alone and one thing after the other. */
export function laboratory(
  design: Design,
  data: ReadonlySet<Id>,
  { isLookedAt, isOpen, isLinearizable }: Asked,
): Design {
  const concerned = design.flows.filter((flow) => startsFromClients(flow) && concerns(flow, design, data));
  const changes = changesOf(design, concerned, data);
  const looks = isLookedAt ? looksOf(design, concerned, data) : [];
  const journeys = concerned.length < 2 ? [] : [journey(concerned.slice(0, LONGEST_JOURNEY))];
  const flows = [...design.flows, ...changes, ...looks, ...journeys];
  const loads = [...concerned, ...changes, ...looks, ...journeys].map(({ id }): Load => {
    const think = { law: 'exponential', mean: THINK } as const;
    const load = { id: `${laboratoryWorkload}/${id}`, flow: id };
    return isOpen ? { ...load, rate: perSecond(OPEN_RATE) } : { ...load, closed: { users: CLIENTS, think } };
  });
  const workload: Workload = { id: laboratoryWorkload, loads };
  return {
    ...design,
    flows,
    data: design.data.map((item) => fewOf(item, isLinearizable)),
    workloads: [...design.workloads, workload],
  };
}

const startsFromClients = ({ steps }: Flow): boolean => steps.some(({ kind }) => kind === 'path');

/** Whether a flow touches the data, or publishes to a queue whose consumers do. */
function concerns(flow: Flow, { flows }: Design, data: ReadonlySet<Id>): boolean {
  const seen = new Set<Flow>();
  const touches = (one: Flow): boolean => {
    if (seen.has(one)) return false;
    seen.add(one);
    const steps = allSteps(one.steps);
    if (steps.some((step) => 'data' in step && data.has(step.data.to))) return true;
    const queues = new Set(steps.flatMap((step) => (step.kind === 'publish' ? [step.to.to] : [])));
    return flows.some((other) =>
      other.steps.some((step) => step.kind === 'consume' && queues.has(step.queue.to) && touches(other)),
    );
  };
  return touches(flow);
}

/** Data that no flow writes are changed all the same: whoever is asked for them writes them to their store. */
function changesOf(design: Design, concerned: readonly Flow[], data: ReadonlySet<Id>): readonly Flow[] {
  const steps = design.flows.flatMap((flow) => allSteps(flow.steps));
  const asked = concerned[0]?.steps.find((step) => step.kind === 'path');
  if (asked === undefined) return [];
  return [...data].flatMap((id): readonly Flow[] => {
    const store =
      sourceOf(design, steps, id) ?? design.components.find(({ stores }) => stores.some(({ to }) => to === id))?.id;
    if (store === undefined || steps.some((step) => step.kind === 'write' && step.data.to === id)) return [];
    const flow = `change_${id}`;
    const reference = (name: string, to: Id) => ({ id: `${flow}/1/1/write:${id}.${name}`, to });
    const write: Step = {
      kind: 'write',
      id: `${flow}/1/1/write:${id}`,
      data: reference('data', id),
      to: reference('to', store),
      ifUnchanged: false,
      calls: {},
    };
    return [{ id: flow, title: `Change ${id}`, steps: [{ ...asked, id: `${flow}/1`, steps: [write] }] }];
  });
}

/** Data that no flow reads are looked at, by whoever writes them and where they are stored. */
function looksOf(design: Design, concerned: readonly Flow[], data: ReadonlySet<Id>): readonly Flow[] {
  const steps = design.flows.flatMap((flow) => allSteps(flow.steps));
  const asked = concerned[0]?.steps.find((step) => step.kind === 'path');
  if (asked === undefined) return [];
  return [...data].flatMap((id): readonly Flow[] => {
    const store = design.components.find(({ stores }) => stores.some(({ to }) => to === id))?.id;
    const isRead = steps.some(({ kind, ...step }) => kind === 'read' && 'data' in step && step.data?.to === id);
    if (store === undefined || isRead) return [];
    const flow = `look_at_${id}`;
    const reference = (name: string, to: Id) => ({ id: `${flow}/1/1/read:${id}.${name}`, to });
    const read: Step = {
      kind: 'read',
      id: `${flow}/1/1/read:${id}`,
      data: reference('data', id),
      from: reference('from', store),
      orElse: [],
      calls: {},
    };
    return [{ id: flow, title: `Look at ${id}`, steps: [{ ...asked, id: `${flow}/1`, steps: [read] }] }];
  });
}

/** Where what a view shows is changed: the view reads it from there, whichever store keeps what it has computed. */
function sourceOf({ components }: Design, steps: readonly Step[], data: Id): Id | undefined {
  const read = new Set(
    steps.flatMap((step) =>
      step.kind === 'read' && step.data.to === data && step.from !== undefined ? [step.from.to] : [],
    ),
  );
  return components.find(({ id, view }) => view !== undefined && read.has(id))?.view?.from.to;
}

/** One client does one flow after the other. */
function journey(flows: readonly Flow[]): Flow {
  const id = flows.map((flow) => flow.id).join('_then_');
  return {
    id,
    title: flows.map(({ title, id: name }) => title ?? name).join(', then '),
    steps: flows.flatMap((flow) => moved(flow, id)),
  };
}

/** The steps of a flow with the ids that they have in another. */
function moved(flow: Flow, into: Id): readonly Step[] {
  const of = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(of);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === 'id' && typeof inner === 'string' && inner.startsWith(`${flow.id}/`) ? `${into}/${inner}` : of(inner),
      ]),
    );
  };
  // The shape is that of what went in.
  return of(flow.steps.filter(({ kind }) => kind === 'path')) as readonly Step[];
}

/** Properties that the history watches whether or not the design asks for them. */
const LOOKED_AT = ['durable', 'ordered', 'monotonic_reads', 'read_your_writes'];

/** The data with so few items that requests meet, all equally popular; every mistake about them counts. */
function fewOf(item: DataItem, isLinearizable: boolean): DataItem {
  const set = (name: string, value: Value): Setting => ({
    id: `${item.id}.${name}`,
    name,
    value,
    provenance: { by: 'design' },
  });
  const settings = {
    ...item.settings,
    count: set('count', { kind: 'quantity', dimension: 'count', value: KEYS }),
    popularity: set('popularity', { kind: 'symbol', name: 'uniform' }),
  };
  // What goes unnoticed elsewhere is looked at here.
  const requires = [...LOOKED_AT, ...(isLinearizable ? ['linearizable'] : [])]
    .filter((name) => !item.requires.some((one) => one.name === name))
    .map((name) => ({ id: `${item.id}.requires.${name}`, name }));
  return { ...item, settings, requires: [...item.requires, ...requires] };
}
