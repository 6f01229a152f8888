import { type Drawable, drawable as request } from '../protocol.js';
import { protocolRange } from './diagnostics.js';
import type { Feature } from './feature.js';
import type { Snapshot } from './snapshot.js';

/** What a picture of the document is made from. */
export function drawable({ file, report, settings }: Snapshot): Drawable {
  const { design, facts, findings } = report;
  const estimate = facts.estimates.find(({ workload }) => workload === settings.workload) ?? facts.estimates[0];
  return {
    design,
    ...(estimate === undefined ? {} : { estimate }),
    findings: findings
      .filter(({ uri }) => uri === file.uri)
      .map(({ at, rule, severity, message, range, fixes }) => ({
        at,
        rule,
        severity,
        message,
        line: range.start.line,
        range: protocolRange(range),
        isFixable: fixes.length > 0,
      })),
  };
}

export const drawableFeature: Feature = {
  capabilities: {},
  register(connection, context) {
    connection.onRequest(request, ({ uri, text }) => {
      // A fence is a document of its own beside the page that it stands in.
      const snapshot =
        text === undefined
          ? context.snapshot(uri)
          : context.snapshotOf({ uri: `${uri}.drawn.sysdesign`, version: 0, text });
      if (snapshot === undefined) return null;
      const drawn = drawable(snapshot);
      const isUnnamed = text !== undefined && !snapshot.file.parsed.model.items.some(({ $type }) => $type === 'Header');
      // What has no name is not called by the address that was made for it.
      return isUnnamed ? { ...drawn, design: { ...drawn.design, name: '' } } : drawn;
    });
  },
};
