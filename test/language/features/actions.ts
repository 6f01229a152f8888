/** Code actions of marked texts, and what the text is after one. */
import assert from 'node:assert/strict';
import type { Report } from '../../../language/check.js';
import type { Action } from '../../../language/features/code-action/action.js';
import { actionsAt } from '../../../language/features/code-actions.js';
import { offsetAt, type Snapshot } from '../../../language/features/snapshot.js';
import type { Change } from '../../../language/features/workspace-edit.js';
import { applyTextEdits } from '../../../language/findings/apply.js';
import { snapshotOf, uriOf } from './marked.js';

/** What is offered at the first cursor, or over the first range. */
export async function offered(
  source: string,
  others: Readonly<Record<string, string>> = {},
  only?: readonly string[],
): Promise<{ readonly snapshot: Snapshot; readonly actions: readonly Action[] }> {
  const { snapshot, cursor, ranges } = await snapshotOf(source, others);
  const [range = { start: cursor, end: cursor }] = ranges();
  const from = offsetAt(snapshot.file, range.start);
  const to = offsetAt(snapshot.file, range.end);
  return { snapshot, actions: actionsAt({ snapshot, from, to, diagnostics: [] }, only) };
}

/** Titles of what is offered, of kinds. */
export async function titles(source: string, only?: readonly string[]): Promise<readonly string[]> {
  return (await offered(source, {}, only)).actions.map(({ title }) => title);
}

/** The texts of a change, by path; edits must not overlap. */
export function textsAfter(snapshot: Snapshot, change: Change): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const uri of new Set(change.edits.map((edit) => edit.uri))) {
    const own = change.edits.filter((edit) => edit.uri === uri).sort((a, b) => a.offset - b.offset);
    own.forEach((edit, i) => {
      const before = own[i - 1];
      assert.ok(before === undefined || before.offset + before.length <= edit.offset, 'edits overlap');
    });
    const text = uri === snapshot.config.path ? snapshot.config.text : snapshot.report.workspace.files.get(uri)?.text;
    texts.set(uri, applyTextEdits(text ?? '', own));
  }
  if (change.create !== undefined) texts.set(change.create.path, change.create.text);
  return texts;
}

export function changeOf(action: Action): Change | undefined {
  if ('command' in action) return undefined;
  const { change } = action;
  return typeof change === 'function' ? change() : change;
}

/** The text of a file after the action whose title begins so. */
export async function textAfter(
  source: string,
  title: string,
  others: Readonly<Record<string, string>> = {},
  name = 'main.sysdesign',
): Promise<string | undefined> {
  const { snapshot, actions } = await offered(source, others);
  const action = actions.find((one) => one.title.startsWith(title));
  assert.ok(action !== undefined, `${title} is not among: ${actions.map((one) => one.title).join('; ')}`);
  const change = changeOf(action);
  return change === undefined ? undefined : textsAfter(snapshot, change).get(uriOf(name));
}

/** What a design means, without the order of its text and where a value was written. */
export function meaning({ design }: Pick<Report, 'design'>, ...ignored: readonly string[]): unknown {
  const left = new Set(['provenance', 'template', ...ignored]);
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !left.has(name))
        .map(([name, inner]) => [name, strip(inner)]),
    );
  };
  const sorted = Object.entries(design).map(([name, list]) => [
    name,
    Array.isArray(list) ? list.map(strip).sort((a, b) => (key(a) < key(b) ? -1 : 1)) : list,
  ]);
  return Object.fromEntries(sorted);
}

function key(value: unknown): string {
  return (value as { id?: string }).id ?? JSON.stringify(value);
}
