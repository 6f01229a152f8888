/** Why figures are missing, and which of them are missed. */
import type { ComponentEstimate, Reasons } from '../estimate/estimate.js';

/** Where requests come from: people and things, which no estimate loads. */
export function isSource(kind: string | undefined): boolean {
  return kind === 'client' || kind === 'device';
}

/** Figures of a component whose absence is worth a line; all reasons are in the JSON. */
const notable = [
  'utilization',
  'waitTime',
  'responseTime',
  'response',
  'hitRatio',
  'backlog',
  'replicationLag',
  'staleReadProbability',
];

/** The reasons of a component that people ask for. */
export function notableReasons({ reasons }: ComponentEstimate): Reasons {
  // When a backlog grows, it matters that it never drains.
  const fields = reasons.backlog === undefined ? notable : [...notable, 'drainTime'];
  return Object.fromEntries(Object.entries(reasons).filter(([field]) => fields.includes(field)));
}

/** Why figures are missing: one line for each reason, with the fields it explains. */
export function reasonLines(reasons: Reasons): string[] {
  const fields = new Map<string, string[]>();
  for (const [field, reason] of Object.entries(reasons))
    fields.set(reason, [...(fields.get(reason) ?? []), spoken(field)]);
  return [...fields].map(
    ([reason, names]) => `${names.slice(0, 4).join(', ')}${names.length > 4 ? ' …' : ''}: ${reason}`,
  );
}

/** `readAfterWriteMissProbability` is `read after write miss probability`. */
function spoken(field: string): string {
  return field.replaceAll('.', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
