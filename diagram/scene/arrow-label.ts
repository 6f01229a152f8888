/** What an arrow says: operation, data and rate. */
import { sayRate } from '../../analyzer/design/say.js';
import type { Estimate } from '../../analyzer/estimate/estimate.js';
import type { Operation } from '../../analyzer/flow/operations.js';
import type { Arrow } from './arrows.js';

/** Lines of a label; what is beyond is counted. */
const most = 3;

/** Label lines, the most frequent operation first where rates are known, else in order of the text. */
export function arrowLabel(arrow: Arrow, estimate: Estimate | undefined): string[] {
  const said = new Map<string, number>();
  for (const operation of arrow.operations) {
    const text = words(operation);
    said.set(text, (said.get(text) ?? 0) + (estimate?.steps[operation.at]?.rate ?? 0));
  }
  const sorted = [...said].sort(([, a], [, b]) => b - a);
  const lines = [
    ...sorted.map(([text, rate]) => (rate > 0 ? `${text} ${sayRate(rate)}`.trimStart() : text)),
    ...new Set(arrow.remarks),
  ].filter((line) => line !== '');
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `+${lines.length - most + 1} more`];
}

/** A plain call has no words of its own: the arrow says it. */
function words({ kind, data, step }: Operation): string {
  if (step.kind === 'lock') return 'lock';
  if (kind === 'call') return '';
  if (kind === 'query' && step.kind === 'query') return `${step.shape} ${data ?? ''}`.trimEnd();
  return `${kind} ${data ?? ''}`.trimEnd();
}
