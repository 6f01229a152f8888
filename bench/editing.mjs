/** What one keystroke costs inside the language server: the edited document is analysed anew, with all findings. */
import { performance } from 'node:perf_hooks';
import { Project } from '../out/language/server/project.js';

const uri = 'file:///bench/design.sysdesign';
const nothing = { read: () => undefined, list: async () => [], forget: () => undefined };

/** Texts as they are while a number in the middle of a design is changed, digit by digit. */
function* edits(text, count) {
  const middle = text.indexOf('ms', Math.floor(text.length / 2));
  const from = text.lastIndexOf(' ', text.lastIndexOf(' ', middle - 2)) + 1;
  const until = middle;
  for (let i = 0; i < count; i += 1) yield `${text.slice(0, from)}${1 + (i % 9)} ${text.slice(until)}`;
}

/** Median milliseconds from an edit to its findings. The first rounds warm up the compiler. */
export function measureEditing(text, rounds) {
  const project = new Project(nothing);
  project.set({ uri, version: 0, text });
  project.snapshot(uri);
  const times = [];
  let version = 1;
  for (const next of edits(text, rounds + 15)) {
    project.set({ uri, version: version++, text: next });
    const start = performance.now();
    project.snapshot(uri);
    times.push(performance.now() - start);
  }
  return times.slice(15).sort((a, b) => a - b)[Math.floor(rounds / 2)];
}
