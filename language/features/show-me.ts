/** *Show me* of a finding: a run in which it comes true, searched over seeds, troubles and their times. */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { searchable } from '../../analyzer/simulator/search/find.js';
import type { PositionedFinding } from '../findings/positioned.js';
import { showMe as request, scenarioProgress } from '../protocol.js';
import type { Feature } from './feature.js';
import type { Snapshot } from './snapshot.js';

/** Whether a history of operations can show what a rule says. */
export const canBeShown = (rule: string): boolean => searchable.includes(rule);

/** The finding of a rule on a line of the document. */
export function soughtAt({ report, file }: Snapshot, rule: string, line: number): PositionedFinding | undefined {
  return report.findings.find(
    (one) => one.rule === rule && one.uri === file.uri && one.range.start.line === line && canBeShown(rule),
  );
}

export const showMeFeature: Feature = {
  capabilities: {},
  register(connection, { snapshot, play }) {
    connection.onRequest(request, async ({ uri, rule, line }, token) => {
      const found = snapshot(uri);
      const finding = found === undefined ? undefined : soughtAt(found, rule, line);
      if (found === undefined || finding === undefined)
        return { problem: `There is no finding of ${rule} on line ${line + 1} any more.` };
      const { at, related } = finding;
      const result = await play(
        { design: found.report.design, finding: { rule, at, related: related.map((one) => ({ at: one.at })) } },
        {
          progress: (share) => void connection.sendNotification(scenarioProgress, { uri, scenario: rule, share }),
          get isCancelled() {
            return token.isCancellationRequested;
          },
          onCancelled: (listener) => void token.onCancellationRequested(listener),
        },
      );
      return result ?? new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    });
  },
};
