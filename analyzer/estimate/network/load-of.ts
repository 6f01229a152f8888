import type { Id, Load, Workload } from '../../design/design.js';
import { distributionMean } from '../distribution/moments.js';

/** What sets one flow going. */
export interface FlowLoad {
  readonly flow: Id;
  readonly load: Load;
  /** Starts per second of an open load at the busy hour; 0 for a closed one. */
  readonly rate: number;
  readonly closed: { readonly users: number; readonly thinkTime: number } | undefined;
  /** Requests that arrive together; 1 when singly. */
  readonly batch: number;
  /** Squared coefficient of variation of the times between arrivals. */
  readonly arrivalScv: number;
}

/**
 * The loads of a workload at its busy hour, `scale` times over; several loads of one flow stay apart.
 *
 * A rate is the mean; `peak 3x` makes the busy hour. Of a closed load the users are scaled.
 */
export function flowLoads(workload: Workload | undefined, scale: number): readonly FlowLoad[] {
  return (workload?.loads ?? []).map((load) => {
    const people = load.people === undefined ? 0 : load.people.count * load.people.each;
    const rate = ((load.rate ?? 0) + people) * (load.peak ?? 1) * scale;
    const think = load.closed === undefined ? 0 : distributionMean(load.closed.think);
    return {
      flow: load.flow,
      load,
      rate: Number.isFinite(rate) && rate > 0 ? rate : 0,
      closed:
        load.closed === undefined
          ? undefined
          : {
              users: Math.max(0, Math.round(load.closed.users * scale) || 0),
              thinkTime: think >= 0 && Number.isFinite(think) ? think : 0,
            },
      batch: load.bursts !== undefined && load.bursts > 1 ? load.bursts : 1,
      arrivalScv: load.arrivals === 'paced' ? 0 : 1,
    };
  });
}
