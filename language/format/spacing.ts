/** Whether a blank stands between two neighbours on a line. */
import type { Atom } from './atom.js';

/** True for a blank, false for none. */
export function isSpaced(before: Atom, after: Atom): boolean {
  if (before.kind !== 'token' || after.kind !== 'token') return true;
  if (/^[,).(]$|^\.\.$/u.test(after.text)) return false;
  if (before.text === '(' || before.text === '.' || before.text === '..') return false;
  // `events : kafka`, but `91%: 2 ms` and `coordinator: zk`.
  return after.text !== ':' || after.part === 'Component' || after.part === 'Template';
}
