/** A scenario played for the editor: its expectations decided, what happened, and counterexamples. */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Expectation } from '../../analyzer/design/design.js';
import type { ExpectationResult, SimulationResult } from '../../analyzer/simulator/result.js';
import { counterexamplesOf } from '../../analyzer/simulator/scenario/counterexamples.js';
import { sayMeasured, sayOutcome } from '../../analyzer/wording/outcome.js';
import { mistakesOf } from '../findings/mistakes.js';
import { runScenario as request, type ScenarioExpectation, type ScenarioRun, scenarioProgress } from '../protocol.js';
import { expectationGroups } from './expectations.js';
import type { Feature } from './feature.js';
import type { Snapshot } from './snapshot.js';

/** Why a scenario cannot be run now, in one sentence; `undefined` when it can. */
export function obstacle({ report, file }: Snapshot, scenario: string): string | undefined {
  const [first, ...others] = mistakesOf(report.findings);
  if (first !== undefined) {
    const elsewhere = first.uri === file.uri ? '' : ` of ${first.uri.replace(/^.*\//u, '')}`;
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return `The text has mistakes, line ${first.range.start.line + 1}${elsewhere}: ${first.message}${more}`;
  }
  return report.design.scenarios.some(({ id }) => id === scenario)
    ? undefined
    : `There is no scenario ${scenario} in this design.`;
}

/** What the editor is told of a run. */
export function scenarioRun(snapshot: Snapshot, scenario: string, result: SimulationResult): ScenarioRun {
  const expected = snapshot.report.design.scenarios.find(({ id }) => id === scenario)?.expectations ?? [];
  const states = expectationGroups(snapshot).find(({ id }) => id === scenario)?.expectations ?? [];
  const { seed, warmup, duration, eventCount, ended, events, violations, notes } = result;
  return {
    scenario,
    seed,
    seconds: warmup + duration,
    eventCount,
    isWhole: ended === 'duration',
    expectations: states.flatMap((state): ScenarioExpectation[] => {
      const expectation = expected.find(({ id }) => id === state.id);
      const outcome = result.expectations.find(({ id }) => id === state.id);
      if (expectation === undefined || outcome === undefined) return [];
      return [{ ...state, ...told(outcome, expectation), counterexamples: counterexamplesOf(expectation, violations) }];
    }),
    events,
    violations,
    notes,
  };
}

function told(
  outcome: ExpectationResult,
  expectation: Expectation,
): Pick<ScenarioExpectation, 'status' | 'message' | 'actual'> {
  const actual = sayMeasured(outcome, expectation);
  return {
    status: outcome.status,
    message: sayOutcome(outcome, expectation),
    ...(actual === undefined ? {} : { actual }),
  };
}

export const runScenarioFeature: Feature = {
  capabilities: {},
  register(connection, { snapshot, play }) {
    connection.onRequest(request, async ({ uri, scenario }, token) => {
      const found = snapshot(uri);
      if (found === undefined) return { problem: 'There is no design to run.' };
      const problem = obstacle(found, scenario);
      if (problem !== undefined) return { problem };
      const result = await play(
        { design: found.report.design, scenario },
        {
          progress: (share) => void connection.sendNotification(scenarioProgress, { uri, scenario, share }),
          get isCancelled() {
            return token.isCancellationRequested;
          },
          onCancelled: (listener) => void token.onCancellationRequested(listener),
        },
      );
      if (result !== undefined) return scenarioRun(found, scenario, result);
      return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    });
  },
};
