/** Completion and signature help at every place of any text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { completionList, completionsAt, resolved } from '../../../../language/features/completion/completion.js';
import { tokensOf } from '../../../../language/features/completion/place.js';
import { signatureHelp } from '../../../../language/features/signature-help.js';
import type { Snapshot } from '../../../../language/features/snapshot.js';
import { kindIds, settingPlaces, technologyIds } from '../../../../language/link/vocabulary.js';
import { syntaxServices } from '../../../../language/syntax/services.js';
import { keywordsOf } from '../../../../language/syntax/token-types.js';
import { root } from '../../../root.js';
import { snapshotOf } from '../marked.js';
import { refused, stopsAt } from './accepted.js';

const folder = join(root, 'examples');
const files = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => !name.endsWith('.md'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);
const examples = await Promise.all(
  Object.entries(files)
    .filter(([name]) => name.endsWith('.sysdesign'))
    .map(async ([name, text]) => ({ name, ...(await snapshotOf(text, files)) })),
);

function ask(snapshot: Snapshot, text: string, offset: number): void {
  const { items } = completionList(snapshot, { text, offset, hasSnippets: true });
  for (const trigger of [' ', '.', '(', '"']) completionsAt(snapshot, { text, offset, trigger, hasSnippets: true });
  for (const item of items.slice(0, 3)) resolved(item, undefined);
  signatureHelp(snapshot, text, offset);
}

describe('completion of any text', function () {
  this.timeout(180_000);

  it('what is offered may be inserted: the parser reads it where it stands', () => {
    // The parser would notice.
    assert.notEqual(stopsAt('service x { 5 ms }'), undefined);
    assert.equal(stopsAt('service x { work'), undefined);
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(6),
        ({ snapshot }, at, some) => {
          const offset = Math.floor(at * snapshot.file.text.length);
          assert.deepEqual(
            refused(snapshot, offset, (i) => i % 7 === some),
            [],
          );
        },
      ),
      { numRuns: 700 },
    );
  });

  it('every word of the examples is offered where it stands', () => {
    const keywords = keywordsOf(syntaxServices().Grammar);
    for (const { name, snapshot } of examples) {
      const { text, declarations, parsed } = snapshot.file;
      const names = [...parsed.model.items].flatMap((item) => (item.$type === 'Import' ? item.names : []));
      for (const [i, token] of tokensOf(text).tokens.entries()) {
        const word = token.image;
        const before = tokensOf(text).tokens[i - 1]?.image ?? '';
        const isDeclaration =
          kindIds.includes(before) || /^(?:region|data|template|group|flow|workload|zones|key|by|,)$/u.test(before);
        const isKnown =
          keywords.has(word) ||
          kindIds.includes(word) ||
          technologyIds.includes(word) ||
          settingPlaces(word).length > 0 ||
          declarations.byName.has(word) ||
          names.some((one) => one.original === word);
        // Parameters of templates and parts of a vertical cut are named where they stand.
        const isParameter =
          tokensOf(text).tokens[i - 3]?.image === 'template' || tokensOf(text).tokens[i - 2]?.image === 'vertical';
        if (isDeclaration || isParameter || !isKnown || !/^[a-z_]/iu.test(word)) continue;
        const offset = token.startOffset + word.length;
        const found = completionsAt(snapshot, { text, offset, hasSnippets: true });
        assert.ok(
          found.some(({ chosen, start }) => chosen.label === word && start === token.startOffset),
          `${word} of ${name} at ${offset}: …${text.slice(offset - 60, offset)}`,
        );
      }
    }
  });

  it('never throws, wherever a text is cut or broken, and whatever names it was analysed with', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.nat(6000),
        fc.nat(150),
        fc.constantFrom('', '{', '}', '(', '"', '/*', '-', ' 5', '\n', 'é', '.'),
        ({ snapshot }, from, length, put) => {
          const { text } = snapshot.file;
          const broken = text.slice(0, from) + put + text.slice(from + length);
          for (const offset of [0, from, from + put.length, from + 1, broken.length])
            ask(snapshot, broken, Math.min(offset, broken.length));
        },
      ),
      { numRuns: 300 },
    ));

  it('never throws on text that is none', async () => {
    const { snapshot } = await snapshotOf('');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, at) =>
        ask(snapshot, text, Math.min(at, text.length)),
      ),
      { numRuns: 300 },
    );
  });

  it('finds its place in a text that is newer than the analysis', async () => {
    const { snapshot } = await snapshotOf('client app\nservice api\nflow f { app -> api }\n');
    const text = `// new\n${snapshot.file.text}flow g { app -> `;
    const found = completionsAt(snapshot, { text, offset: text.length, hasSnippets: true });
    assert.deepEqual(
      found.map(({ chosen }) => chosen.label),
      ['api'],
    );
  });
});
