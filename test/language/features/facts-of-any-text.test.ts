/** What shows facts never throws, at any place of any text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { codeLenses } from '../../../language/features/code-lenses.js';
import { expectationGroups } from '../../../language/features/expectations.js';
import { hoverAt } from '../../../language/features/hover/hover.js';
import { inlayHints } from '../../../language/features/inlay-hints.js';
import { estimateReport } from '../../../language/features/pages.js';
import { positionAt, type Snapshot } from '../../../language/features/snapshot.js';
import { root } from '../../root.js';
import { snapshotOf } from './marked.js';

const folder = join(root, 'examples');
const examples = new Map(
  readdirSync(folder)
    .filter((name) => !name.endsWith('.md'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);

function facts(snapshot: Snapshot): void {
  const end = positionAt(snapshot.file, snapshot.file.text.length);
  inlayHints(snapshot, { start: { line: 0, character: 0 }, end });
  codeLenses(snapshot);
  expectationGroups(snapshot);
  estimateReport(snapshot);
}

function hoverAll(snapshot: Snapshot, step: number): void {
  for (let at = 0; at <= snapshot.file.text.length; at += step) {
    const contents = hoverAt(snapshot, positionAt(snapshot.file, at))?.contents;
    if (contents === undefined) continue;
    // Outside code there is no markup but Markdown, and no figure that is none.
    const { value } = contents as { readonly value: string };
    assert.doesNotMatch(value.replace(/`[^`]*`/gu, ''), /<|undefined|NaN|\[object/u);
  }
}

describe('facts of any text', function () {
  this.timeout(180_000);

  for (const [name, text] of examples) {
    if (!name.endsWith('.sysdesign')) continue;
    it(`every place of ${name}`, async () => {
      const { snapshot } = await snapshotOf(text, Object.fromEntries(examples));
      facts(snapshot);
      hoverAll(snapshot, 3);
    });
  }

  const chat = examples.get('chat.sysdesign') ?? '';
  const others = Object.fromEntries(examples);
  it('a design cut off anywhere', () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: chat.length }), async (end) => {
        const { snapshot } = await snapshotOf(chat.slice(0, end), others);
        facts(snapshot);
        for (let back = 0; back < 40; back++) hoverAt(snapshot, positionAt(snapshot.file, end - back));
      }),
      { numRuns: 60 },
    ));
  it('a design with a piece missing', () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: chat.length }), fc.nat({ max: 120 }), async (from, length) => {
        const { snapshot } = await snapshotOf(chat.slice(0, from) + chat.slice(from + length), others);
        facts(snapshot);
        for (let off = -20; off < 20; off++) hoverAt(snapshot, positionAt(snapshot.file, from + off));
      }),
      { numRuns: 60 },
    ));
  it('words in any order', () => {
    const words = [...new Set(chat.match(/\w+|[{}()<>,:]|->|--/gu) ?? [])];
    return fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...words), { maxLength: 40, size: 'max' }), async (text) => {
        const { snapshot } = await snapshotOf(text.join(' '));
        facts(snapshot);
        hoverAll(snapshot, 2);
      }),
      { numRuns: 100 },
    );
  });
  it('positions outside the text', async () => {
    const { snapshot } = await snapshotOf(chat, others);
    for (const line of [-5, 0, 1e9]) for (const character of [-5, 0, 1e9]) hoverAt(snapshot, { line, character });
  });
});
