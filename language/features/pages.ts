/** Pages that commands of an editor show: the estimate of a workload, and what a word means. */

import { estimatePage } from '../explanation/estimate-page.js';
import { explanationOf } from '../explanation/explanation.js';
import type { ReadPage } from '../explanation/page.js';
import { estimate as estimateRequest, explain as explainRequest, type Page } from '../protocol.js';
import type { Feature } from './feature.js';
import type { Snapshot } from './snapshot.js';

/**
 * The estimate of a workload. `workload` is its name, or the id of an `expect` block, which means the one it is under;
 * missing or unknown, it is that of the settings, or else the first. `undefined` without workload.
 */
export function estimateReport(snapshot: Snapshot, workload?: string): Page | undefined {
  const { design, facts } = snapshot.report;
  const named = (id: string | undefined) => facts.estimates.find((one) => one.workload === id);
  const found =
    named(workload) ?? named(underOf(snapshot, workload)) ?? named(snapshot.settings.workload) ?? facts.estimates[0];
  if (found === undefined) return undefined;
  return { title: `${found.design}: ${found.workload}`, markdown: estimatePage(found, design) };
}

/** What a word means; `undefined` for an unknown one. */
export function explainPage(word: string, read: ReadPage): Page | undefined {
  const markdown = explanationOf(word, read);
  return markdown === undefined ? undefined : { title: word.trim(), markdown };
}

/** Workload of an `expect` block. */
function underOf({ file, report }: Snapshot, id: string | undefined): string | undefined {
  const node = id === undefined ? undefined : report.origins.anchor(id)?.node;
  const item = file.parsed.model.items.find((one) => one.$cstNode !== undefined && one.$cstNode === node);
  return item?.$type === 'Expect' ? item.workload?.$refText : undefined;
}

export const pagesFeature: Feature = {
  capabilities: {},
  register(connection, { snapshot, page }) {
    connection.onRequest(estimateRequest, ({ uri, workload }) => {
      const found = snapshot(uri);
      return (found === undefined ? undefined : estimateReport(found, workload)) ?? null;
    });
    connection.onRequest(explainRequest, ({ word }) => explainPage(word, page) ?? null);
  },
};
