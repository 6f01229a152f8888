/** Refactorings keep what the design means: tried at every few places of every example. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionsAt } from '../../../../language/features/code-actions.js';
import { lower } from '../../../../language/lower/lower.js';
import { load } from '../../../../language/workspace/workspace.js';
import { root } from '../../../root.js';
import { changeOf, meaning, textsAfter } from '../actions.js';
import { snapshotOf, uriOf } from '../marked.js';

const folder = join(root, 'examples');
const files = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => /\.(?:sysdesign|csv)$/u.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);

/** What a refactoring is for changes these. */
const meant: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:Move|Put) /u, ['groups', 'group', 'parent']],
  [/^Say only what differs/u, ['base']],
];

const read = (path: string): string | undefined => files[path.slice(uriOf('').length)];

describe('refactorings keep the meaning of', () => {
  const titles = new Set<string>();
  for (const [name, text] of Object.entries(files).filter(([one]) => one.endsWith('.sysdesign'))) {
    it(name, async () => {
      const { snapshot } = await snapshotOf(text, files);
      const { file, report } = snapshot;
      const tried = new Set<string>();
      const before = lower(report.workspace);
      for (const selection of selections(
        file.parsed.model.items.map(({ $cstNode: cst }) => cst),
        text,
      )) {
        for (const action of actionsAt({ snapshot, ...selection, diagnostics: [] }, ['refactor'])) {
          const change = changeOf(action);
          if (change === undefined) continue;
          const edits = JSON.stringify(change);
          if (tried.has(edits)) continue;
          tried.add(edits);
          const texts = textsAfter(snapshot, change);
          const after = lower(load(file.uri, (path) => texts.get(path) ?? read(path), uriOf('')));
          const ignored = meant.find(([title]) => title.test(action.title))?.[1] ?? [];
          const place = `${action.title} at ${selection.from} of ${name}`;
          const [own, other] = [meaning(after, ...ignored), meaning(report, ...ignored)] as Record<string, unknown>[];
          for (const list of ignored) for (const one of [own, other]) delete one?.[list];
          assert.deepEqual(own, other, place);
          assert.ok(after.findings.length <= before.findings.length, place);
          titles.add(action.title.replaceAll(/`[^`]*`|\d+|\S*\.sysdesign/gu, '…'));
        }
      }
      assert.ok(tried.size > 5, `only ${tried.size} were tried`);
    });
  }

  it('those that were tried', () => {
    assert.deepEqual([...titles].sort(), [
      'Add a block',
      'Extract template …',
      'Inline template … here',
      'Move … declarations to …',
      'Move … into group …',
      'Move … out of group …',
      'Move … to …',
      'Put … components into a new group',
      'Put … into a new group',
      'Sort clauses in the usual order',
      'Write this block on one line',
      'Write this block on several lines',
      'Write … as …',
    ]);
  });
});

interface Selection {
  readonly from: number;
  readonly to: number;
}

/** Cursors all over the text, and selections of one to three declarations. */
function* selections(items: readonly (Cst | undefined)[], text: string): Generator<Selection> {
  for (let at = 0; at <= text.length; at += 31) yield { from: at, to: at };
  for (let i = 0; i < items.length; i++) {
    for (const j of [i, i + 2]) {
      const [first, last] = [items[i], items[j]];
      if (first !== undefined && last !== undefined) yield { from: first.offset, to: last.end };
    }
  }
}

interface Cst {
  readonly offset: number;
  readonly end: number;
}
