/** Designs whose text has mistakes: figures and pictures of them are partial, and they are not tested. */
import { rules } from '../analyzer/rules/index.js';
import type { PositionedFinding } from '../language/findings/positioned.js';
import type { Session } from './command.js';
import { displayPath, type OpenDesign } from './files/open-design.js';

/** The errors of the text itself, by file and place; what rules say of the design is not among them. */
export function mistakesOf({ findings }: OpenDesign): readonly PositionedFinding[] {
  const ofRules = new Set(rules.map(({ id }) => id));
  return findings.filter(({ rule, severity }) => severity === 'error' && !ofRules.has(rule));
}

/** Says how many errors of the text there are, with the first of them; whether there are any. */
export function warnAboutMistakes(design: OpenDesign, session: Session): boolean {
  const mistakes = mistakesOf(design);
  const [first] = mistakes;
  if (first === undefined) return false;
  const others = mistakes.length === 1 ? '' : ` (and ${mistakes.length - 1} more)`;
  const place = `${displayPath(first.uri)}:${first.range.start.line + 1}:${first.range.start.column + 1}`;
  session.say(`${place}: error[${first.rule}]: ${first.message}${others}`);
  session.say(`What follows leaves out the parts that could not be read; see: sysdesign check ${design.name}`);
  return true;
}
