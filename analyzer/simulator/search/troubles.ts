/**
 * Trouble that brings mistakes to light: faults for one run, made of what a finding is about.
 *
 * Each gives lists of faults, one list for each run worth trying; an empty list where there is nothing of the kind to break.
 * Times are shares of the measured run and are moved by `when`.
 */
import type { Component, Fault, Id, Target } from '../../design/design.js';
import { type Seconds, seconds } from '../../design/units.js';
import type { About } from './about.js';

/** Where and when a run is broken. */
export interface Moment {
  /** Seconds since the start of the measured run, and how long it lasts. */
  readonly at: Seconds;
  readonly length: Seconds;
  readonly regions: readonly Id[];
}

export type Trouble = (about: About, moment: Moment) => readonly (readonly Fault[])[];

type Part = NonNullable<Target['part']>;

const target = (to: Id, part?: Part, number?: number): Target => ({
  id: `${to}.${part ?? ''}`,
  to,
  ...(part === undefined ? {} : { part }),
  ...(number === undefined ? {} : { number }),
});

const hasLeader = ({ replicas }: Component): boolean => replicas !== undefined && replicas.topology !== 'leaderless';
const copiesOf = ({ replicas }: Component): number => replicas?.count ?? 1;

/** One list for each of these, of the faults that it gives. */
const each = (
  those: readonly Component[],
  faultsOf: (component: Component) => readonly Omit<Fault, 'id' | 'at' | 'duration'>[],
  { at, length }: Moment,
): readonly (readonly Fault[])[] =>
  those.flatMap((component) => {
    const faults = faultsOf(component);
    if (faults.length === 0) return [];
    return [faults.map((fault, index) => ({ ...fault, id: `search/${index + 1}`, at, duration: length }) as Fault)];
  });

/** Nothing breaks. */
export const calm: Trouble = () => [[]];

/** The leader of a store or queue crashes; where nobody leads, a copy does. */
export const leaderCrashes: Trouble = ({ holders }, moment) =>
  each(
    holders,
    (one) => [{ kind: 'crash', target: hasLeader(one) ? target(one.id, 'leader') : target(one.id, 'replica', 1) }],
    moment,
  );

/** The followers have been slow for a while when the leader crashes. */
export const leaderCrashesWhileOthersLag: Trouble = ({ holders }, { at, length }) =>
  holders
    .filter((one) => hasLeader(one) && copiesOf(one) > 1)
    .map((one): readonly Fault[] => {
      const slow = Array.from({ length: copiesOf(one) - 1 }, (_, i) => ({
        kind: 'slow' as const,
        target: target(one.id, 'replica', i + 1),
        factor: 50,
        id: `search/${i + 1}`,
        at,
        duration: length,
      }));
      const half = seconds(length / 2);
      const crash = { kind: 'crash' as const, target: target(one.id, 'leader'), id: 'search/crash' };
      return [...slow, { ...crash, at: seconds(at + half), duration: half }];
    });

/** All machines of a store, cache or queue crash. */
export const holderCrashes: Trouble = ({ holders }, moment) =>
  each(holders, (one) => [{ kind: 'crash', target: target(one.id) }], moment);

/** The leader stands still for longer than others wait for it, and comes back believing that it leads. */
export const leaderPauses: Trouble = ({ holders }, moment) =>
  each(holders.filter(hasLeader), (one) => [{ kind: 'pause', target: target(one.id, 'leader') }], moment);

/** The leader is cut off from its followers and from whoever keeps its lock, but not from its clients. */
export const leaderCutOff: Trouble = ({ holders }, moment) =>
  each(
    holders.filter((one) => hasLeader(one) && copiesOf(one) > 1),
    (one) => {
      const leader = target(one.id, 'leader');
      const keeper = (one.replicas?.election ?? one.election)?.coordinator?.to;
      const others = Array.from({ length: copiesOf(one) - 1 }, (_, i) => target(one.id, 'replica', i + 1));
      if (keeper !== undefined) others.push(target(keeper));
      return others.map((other) => ({ kind: 'partition' as const, between: [leader, other] as const }));
    },
    moment,
  );

/** One follower is cut off until it counts as away; then all the others stand still, and it is back. */
export const onlyStragglerIsLeft: Trouble = ({ holders }, { at, length }) =>
  holders
    .filter((one) => hasLeader(one) && copiesOf(one) > 2)
    .map((one): readonly Fault[] => {
      const [straggler, ...rest] = followersOf(one).reverse();
      if (straggler === undefined) return [];
      const others = [target(one.id, 'leader'), ...rest];
      const cut = others.map((other, i) => ({
        kind: 'partition' as const,
        between: [straggler, other] as const,
        id: `search/${i + 1}`,
        at,
        duration: AWAY,
      }));
      const still = others.map((other, i) => ({
        kind: 'pause' as const,
        target: other,
        id: `search/pause/${i + 1}`,
        at: seconds(at + AWAY - 0.5),
        duration: length,
      }));
      return [...cut, ...still];
    });

const followersOf = (one: Component): Target[] =>
  Array.from({ length: copiesOf(one) - 1 }, (_, i) => target(one.id, 'replica', i + 1));

/** Seconds after which a follower that is not heard of is not in sync any more (Kafka: 9), and a little more. */
const AWAY = seconds(12);

/** The leader stands still, and a part of the callers cannot reach whoever follows it: they go on asking the old one. */
export const leaderPausesBeforeSomeCallers: Trouble = ({ holders, callers }, { at, length }) =>
  holders
    .filter((one) => hasLeader(one) && copiesOf(one) > 1)
    .flatMap((one) =>
      callers.map((caller): readonly Fault[] => [
        ...followersOf(one).map((other, i) => ({
          kind: 'partition' as const,
          between: [target(caller.id, 'instance', 1), other] as const,
          id: `search/${i + 1}`,
          at,
          duration: seconds(waited(length) + length),
        })),
        { kind: 'pause', target: target(one.id, 'leader'), id: 'search/pause', at, duration: waited(length) },
      ]),
    );

/** A lock is given to another one after some heartbeats: who looks for that stands still for at least so long. */
const waited = (length: Seconds): Seconds => seconds(Math.max(length, 12));

/** One copy is cut off from the others, and answers what it has. */
export const copyCutOff: Trouble = ({ holders }, moment) =>
  each(
    holders.filter((one) => copiesOf(one) > 1),
    (one) => {
      const cut = target(one.id, 'replica', 1);
      const rest = Array.from({ length: Math.max(0, copiesOf(one) - 2) }, (_, i) => target(one.id, 'replica', i + 2));
      if (hasLeader(one)) rest.push(target(one.id, 'leader'));
      return rest.map((other) => ({ kind: 'partition' as const, between: [cut, other] as const }));
    },
    moment,
  );

/** One copy works twenty times slower. */
export const copySlows: Trouble = ({ holders }, moment) =>
  each(
    holders.filter((one) => copiesOf(one) > 1),
    (one) => [{ kind: 'slow', target: target(one.id, 'replica', 1), factor: 20 }],
    moment,
  );

/** The clock of a copy is ahead. */
export const clockIsAhead: Trouble = ({ holders }, moment) =>
  each(
    holders.filter((one) => copiesOf(one) > 1),
    (one) => [{ kind: 'skew_clock', target: target(one.id, 'replica', 1), by: 5 }],
    moment,
  );

/** Regions cannot reach each other. */
export const regionsPart: Trouble = (_about, { at, length, regions }) =>
  regions.flatMap((one, i) =>
    regions
      .slice(i + 1)
      .map((other): Fault[] => [
        { kind: 'partition', between: [target(one), target(other)], id: 'search/1', at, duration: length },
      ]),
  );

/** Instances of whoever does the steps crash, one after the other. */
export const callersCrash: Trouble = ({ callers }, { at, length }) =>
  callers.map((one) =>
    Array.from({ length: CRASHES }, (_, i) => ({
      kind: 'crash' as const,
      target: target(one.id),
      id: `search/${i + 1}`,
      at: seconds(at + (i * length) / CRASHES),
      duration: seconds(length / CRASHES / 10),
    })),
  );

/** Crashes of instances in one run. */
const CRASHES = 20;

/** A share of the attempts at whoever does the steps errs. */
export const callersFail: Trouble = ({ callers }, moment) =>
  each(callers, (one) => [{ kind: 'fail', target: target(one.id), share: 0.3 }], moment);

/** A share of the attempts at whoever holds the data errs. */
export const holdersFail: Trouble = ({ holders }, moment) =>
  each(holders, (one) => [{ kind: 'fail', target: target(one.id), share: 0.3 }], moment);

/** Whoever holds the data or does the steps takes a hundred times as long: callers give up, the work is done all the same. */
export const answersAreLate: Trouble = ({ holders, callers }, moment) =>
  each([...holders, ...callers], (one) => [{ kind: 'slow', target: target(one.id), factor: 100 }], moment);
