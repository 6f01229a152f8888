/** A word of warning about designs whose text has mistakes: figures and pictures of them are partial. */
import { mistakesOf } from '../language/findings/mistakes.js';
import type { Session } from './command.js';
import { displayPath, type OpenDesign } from './files/open-design.js';

/** Says how many errors of the text there are, with the first of them, and what follows from that; whether there are any. */
export function warnAboutMistakes(
  design: OpenDesign,
  session: Session,
  consequence = 'What follows leaves out the parts that could not be read',
): boolean {
  const mistakes = mistakesOf(design.findings);
  const [first] = mistakes;
  if (first === undefined) return false;
  const others = mistakes.length === 1 ? '' : ` (and ${mistakes.length - 1} more)`;
  const place = `${displayPath(first.uri)}:${first.range.start.line + 1}:${first.range.start.column + 1}`;
  session.say(`${place}: error[${first.rule}]: ${first.message}${others}`);
  session.say(`${consequence}; see: sysdesign check ${design.name}`);
  return true;
}
