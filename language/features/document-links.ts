import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { knownRules } from '../config/known-rules.js';
import type { Feature } from './feature.js';
import { namedFiles } from './named-files.js';
import { rulePage } from './rule-page.js';
import { rangeOf, type Snapshot } from './snapshot.js';

/** Imported files, files of measurements, and the pages of rules that comments accept. Only what is there is a link. */
export function documentLinks(snapshot: Snapshot): readonly DocumentLink[] {
  const { file, report, manual } = snapshot;
  const files = namedFiles(file)
    .filter(
      ({ path, written }) => report.workspace.files.has(path) || 'text' in report.workspace.resource(file, written),
    )
    .map(({ node, path, kind }) => ({
      // Inside the quotation marks.
      range: rangeOf(file, node.offset + 1, Math.max(0, node.length - 2)),
      target: snapshot.address(path),
      tooltip: kind === 'import' ? 'Open the imported design' : 'Open the measurements',
    }));
  return manual === undefined ? files : [...files, ...ignoredRules(snapshot, manual)];
}

function ignoredRules({ file }: Snapshot, manual: string): DocumentLink[] {
  const known = knownRules();
  return file.parsed.comments.flatMap(({ offset, text }) => {
    const match = /sysdesign-ignore\s+([a-z][a-z0-9-]*)/u.exec(text);
    const rule = match?.[1];
    if (match === null || rule === undefined || !known.has(rule)) return [];
    const start = offset + match.index + match[0].length - rule.length;
    return [{ range: rangeOf(file, start, rule.length), target: rulePage(manual, rule), tooltip: `About ${rule}` }];
  });
}

export const documentLinksFeature: Feature = {
  capabilities: { documentLinkProvider: {} },
  register(connection, context) {
    connection.onDocumentLinks(context.answer((snapshot, _params: DocumentLinkParams) => [...documentLinks(snapshot)]));
  },
};
