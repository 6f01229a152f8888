/** A run in which a finding comes true: a command, which only clients that have it are offered. */
import { canBeShown } from '../show-me.js';
import type { ActionFamily } from './action.js';
import { findingsHere } from './findings-here.js';

export const showMe: ActionFamily = {
  kinds: ['quickfix'],
  *actions(request) {
    const { snapshot } = request;
    if (!snapshot.clientShows || snapshot.isFence) return;
    const offered = new Set<string>();
    for (const { finding, report, diagnostics } of findingsHere(request)) {
      const { rule, range } = finding;
      const { line } = range.start;
      // Of a design that imports this one, the runs are that one's.
      if (report !== snapshot.report || !canBeShown(rule) || offered.has(`${rule} ${line}`)) continue;
      offered.add(`${rule} ${line}`);
      const title = `Show me a run in which \`${rule}\` comes true`;
      yield {
        title,
        kind: 'quickfix',
        diagnostics,
        command: { command: 'sysdesign.showMe', arguments: [snapshot.uri, rule, line] },
      };
    }
  },
};
