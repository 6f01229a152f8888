/** Every workload of a design, estimated. */
import type { Design } from '../design/design.js';
import type { Lookup } from '../design/lookup.js';
import type { Estimate } from './estimate.js';
import { estimatePrepared, prepare } from './estimate-workload.js';

/** One estimate per workload, in order of the text; what the workloads share is computed once. */
export function estimateAll(design: Design, lookup?: Lookup): readonly Estimate[] {
  if (design.workloads.length === 0) return [];
  const prepared = prepare(design, lookup);
  return design.workloads.map((workload) => estimatePrepared(prepared, workload.id));
}
