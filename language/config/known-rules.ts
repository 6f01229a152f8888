/** Rules that a configuration may name, with their thresholds. */
import { rules } from '../../analyzer/rules/index.js';
import { textRules } from '../findings/text-rules.js';
import type { KnownRules } from './config.js';

let known: KnownRules | undefined;

/** Thresholds by rule id, for messages about ids that do not exist. */
export function knownRules(): KnownRules {
  known ??= new Map<string, readonly string[]>([
    ...textRules.map((id) => [id, []] as const),
    ...rules.map((rule) => [rule.id, Object.keys(rule.thresholds ?? {})] as const),
  ]);
  return known;
}
