/** All fixes that are right without asking, for a command or on save. */
import { fixAll, fixesOf } from '../../findings/fixes.js';
import type { ActionFamily } from './action.js';
import { changeTo } from './quick-fix.js';

const kind = 'source.fixAll.sysdesign';

export const fixAllSafe: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot }) {
    const { file, report, again } = snapshot;
    const own = report.findings.filter(({ uri }) => uri === file.uri);
    if (!own.some((finding) => fixesOf(finding, report).some(({ isSafe }) => isSafe))) return;
    yield {
      title: 'Fix all that can be fixed without asking',
      kind,
      change: () =>
        changeTo(
          file,
          fixAll(report, again, {
            fix: ({ isSafe }, { uri }) => isSafe === true && uri === file.uri,
            file: (uri) => uri === file.uri,
          }).texts.get(file.uri),
        ),
    };
  },
};
