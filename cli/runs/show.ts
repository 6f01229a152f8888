/** Prints the result of a simulation. */
import type { SimulationResult } from '../../analyzer/simulator/result.js';
import type { Session } from '../command.js';
import type { Done, Task } from './task.js';

/** One result of all runs, with the expectations of a scenario judged by all of them. */
export async function joined(done: readonly Done[], task: Omit<Task, 'indices'>): Promise<SimulationResult> {
  const { mergeRuns } = await import('../../analyzer/simulator/statistics/merge-runs.js');
  const records = done.map(({ record }) => record);
  const scenario = task.design.scenarios.find(({ id }) => id === task.scenario);
  if (scenario === undefined || records.length < 2) return mergeRuns(records);
  const { judge } = await import('../../analyzer/simulator/scenario/judge.js');
  const { estimatePrepared, prepare } = await import('../../analyzer/estimate/estimate-workload.js');
  const results = records.map(({ result }) => result);
  const { design, workload } = task;
  return mergeRuns(
    records,
    judge(scenario.expectations, results, design, () => estimatePrepared(prepare(design), workload)),
  );
}

/** As JSON, or for people with what the estimate says beside it; `command` repeats the run. */
export async function show(
  result: SimulationResult,
  { design, workload, options }: Omit<Task, 'indices'>,
  isJson: boolean,
  session: Session,
  command: string,
): Promise<void> {
  if (isJson) {
    const { simulationJson } = await import('../output/simulation-json.js');
    session.write(simulationJson(result));
    return;
  }
  const { simulationText } = await import('../output/simulation-text.js');
  const { estimatePrepared, prepare } = await import('../../analyzer/estimate/estimate-workload.js');
  const { scale } = options;
  const estimate = estimatePrepared(prepare(design), workload, scale === undefined ? {} : { scale });
  const scenario = design.scenarios.find(({ id }) => id === result.scenario);
  session.write(`${simulationText(result, estimate, session.terminal, command, scenario)}\n`);
}
