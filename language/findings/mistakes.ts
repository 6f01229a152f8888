import { rules } from '../../analyzer/rules/index.js';
import type { PositionedFinding } from './positioned.js';

const ofRules = new Set(rules.map(({ id }) => id));

/** The errors of the text itself, in order; what rules say of the design is not among them. */
export function mistakesOf(findings: readonly PositionedFinding[]): readonly PositionedFinding[] {
  return findings.filter(({ rule, severity }) => severity === 'error' && !ofRules.has(rule));
}
