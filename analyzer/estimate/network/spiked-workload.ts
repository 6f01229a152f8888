import type { Load, Workload } from '../../design/design.js';

/** The workload while its spikes last, all at once. */
export interface SpikedWorkload {
  readonly workload: Workload;
  /** Seconds that the longest of them lasts. */
  readonly duration: number;
}

/** The same loads with spiking ones at their height; `undefined` when none spikes. */
export function spikedWorkload(workload: Workload | undefined): SpikedWorkload | undefined {
  if (workload === undefined) return undefined;
  const spiking = workload.loads.filter((load) => heightOf(load) !== 1);
  if (spiking.length === 0) return undefined;
  return {
    workload: { ...workload, loads: workload.loads.map(raised) },
    duration: Math.max(...spiking.map((load) => load.spikes?.duration ?? 0)),
  };
}

/** Times the base load; 1 where nothing sensible is said. */
function heightOf({ spikes }: Load): number {
  const factor = spikes?.factor ?? 1;
  return Number.isFinite(factor) && factor > 0 ? factor : 1;
}

function raised(load: Load): Load {
  const factor = heightOf(load);
  if (factor === 1) return load;
  const { closed } = load;
  return {
    ...load,
    peak: (load.peak ?? 1) * factor,
    ...(closed === undefined ? {} : { closed: { ...closed, users: closed.users * factor } }),
  };
}
