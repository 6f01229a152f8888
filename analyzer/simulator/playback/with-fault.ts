import type { Design, Fault, Id, Scenario, Target } from '../../design/design.js';
import { seconds } from '../../design/units.js';

/** Without the ids that it gets in a scenario. */
type Loose<T> = T extends readonly [Target, Target] ? readonly [Struck, Struck] : T extends Target ? Struck : T;
type LooseFault<F> = F extends Fault
  ? { readonly [K in keyof Omit<F, 'id' | 'at' | 'duration'>]: Loose<F[K & keyof F]> } & { readonly duration?: number }
  : never;

/** What a fault befalls: a component, a machine of it, a region or a zone. */
export type Struck = Omit<Target, 'id'>;

/** A fault of the vocabulary of scenarios; its time is said apart. */
export type NewFault = LooseFault<Fault>;

/** What was played when somebody clicked. */
export interface Playing {
  /** Missing: the workload alone. */
  readonly scenario?: Scenario;
  readonly workload: Id;
  readonly seed: number;
  /** Seconds in all, and of the warm-up where it is not left to the run. */
  readonly duration: number;
  readonly warmup?: number;
}

/**
 * The scenario that goes on as what was played, with one more fault at a time: up to then its history is the same.
 *
 * A scenario of the design itself is left as it is: the result has a name of its own, so that both can stand in one file. One that
 * was made by a click already keeps its name. The time is a whole number of milliseconds (in runs of less than ten seconds, of
 * microseconds), no earlier than `at`, and within the run.
 */
export function withFault(design: Design, playing: Playing, fault: NewFault, at: number): Scenario {
  const time = seconds(timeWithin(at, playing.duration));
  const { scenario } = playing;
  const base = scenario ?? bare(playing);
  const isOurs = scenario !== undefined && !design.scenarios.some(({ id }) => id === scenario.id);
  const title = isOurs ? base.title : `${base.title}, broken by hand`;
  const id = isOurs ? base.id : nameFor(design, playing);
  const faults = [...base.faults, { ...fault, id: '', at: time } as Fault].sort((a, b) => a.at - b.at);
  const workload = base.workload ?? playing.workload;
  return {
    ...base,
    id,
    title,
    workload,
    seed: playing.seed,
    faults: faults.map((one, i) => numbered(one, `${id}/${i + 1}`)),
    expectations: base.expectations.map((one) => renamed(one, base.id, id)),
  };
}

function timeWithin(at: number, duration: number): number {
  const parts = duration < 10 ? 1e6 : 1e3;
  const last = (Math.ceil(duration * parts) - 1) / parts;
  return Math.max(0, Math.min(Math.ceil(at * parts - 1e-6) / parts, last));
}

function bare({ workload, duration, warmup }: Playing): Scenario {
  return {
    id: '',
    title: `Under ${workload}`,
    duration: seconds(duration),
    ...(warmup === undefined ? {} : { warmup: seconds(warmup) }),
    faults: [],
    expectations: [],
  };
}

/** A name that nothing in the design has. */
function nameFor(design: Design, { scenario, workload }: Playing): Id {
  const stem = `${scenario?.id ?? workload}_broken`.replace(/\W/gu, '_');
  const taken = new Set(
    [design.scenarios, design.components, design.flows, design.workloads, design.data, design.regions, design.groups]
      .flat()
      .map(({ id }) => id),
  );
  let name = stem;
  for (let number = 2; taken.has(name); number++) name = `${stem}_${number}`;
  return name;
}

/** Ids of a fault and its targets, as they are in a design. */
function numbered(fault: Fault, id: Id): Fault {
  const { duration, ...rest } = fault;
  const own = { ...rest, id, ...(duration === undefined ? {} : { duration: seconds(duration) }) };
  if ('between' in own) {
    const [one, other] = own.between;
    return {
      ...own,
      between: [
        { ...one, id: `${id}.one` },
        { ...other, id: `${id}.other` },
      ],
    };
  }
  return 'target' in own ? { ...own, target: { ...own.target, id: `${id}.target` } } : own;
}

function renamed<T>(value: T, from: Id, to: Id): T {
  if (Array.isArray(value)) return value.map((one) => renamed(one, from, to)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'id' && typeof one === 'string' && one.startsWith(`${from}/`)
        ? `${to}${one.slice(from.length)}`
        : renamed(one, from, to),
    ]),
  ) as T;
}
