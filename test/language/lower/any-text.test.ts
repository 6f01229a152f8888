import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { root } from '../../root.js';
import { lowerText } from '../check.js';
import { assertSound } from './invariants.js';

const chat = readFileSync(join(root, 'examples/chat.sysdesign'), 'utf8');
const platform = readFileSync(join(root, 'examples/platform.sysdesign'), 'utf8');
const tokens = chat.match(/"[^"\n]*"|\/\/[^\n]*\n|[A-Za-z_]\w*|\d[\w.%/]*|->|--|\s+|[^\s\w]/gu) ?? [];

function sound(text: string): void {
  assertSound(lowerText(text, { 'platform.sysdesign': platform }));
}

describe('lowering of any text', function () {
  this.timeout(120_000);

  it('a design cut off anywhere', () => {
    fc.assert(
      fc.property(fc.nat({ max: chat.length }), (end) => sound(chat.slice(0, end))),
      { numRuns: 150 },
    );
  });
  it('a design cut off in the middle of a word that decides', () => {
    for (const word of ['leader as', 'multi_lea', 'consen', 'leaderle'])
      sound(`client c\nservice s\ndatabase d : couchdb {\n  cores 4\n  replicas 3 ${word}`);
  });
  it('a design with a piece missing', () => {
    fc.assert(
      fc.property(fc.nat({ max: chat.length }), fc.nat({ max: 200 }), (from, length) =>
        sound(chat.slice(0, from) + chat.slice(from + length)),
      ),
      { numRuns: 150 },
    );
  });
  it('a design without some of its tokens', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: tokens.length - 1 }), { minLength: 1, maxLength: 5 }), (gone) =>
        sound(tokens.filter((_, i) => !gone.includes(i)).join('')),
      ),
      { numRuns: 200 },
    );
  });
  it('a design with tokens exchanged', () => {
    const pair = fc.tuple(fc.nat({ max: tokens.length - 1 }), fc.nat({ max: tokens.length - 1 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 4 }), (pairs) => {
        const changed = [...tokens];
        for (const [a, b] of pairs) [changed[a], changed[b]] = [changed[b] ?? '', changed[a] ?? ''];
        sound(changed.join(''));
      }),
      { numRuns: 200 },
    );
  });
  it('declarations doubled and in any order', () => {
    const parts = chat.split(/\n(?=\w)/u);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: parts.length - 1 }), { maxLength: parts.length * 2, size: 'max' }), (order) =>
        sound(order.map((i) => parts[i]).join('\n')),
      ),
      { numRuns: 60 },
    );
  });
  it('words of the language in any order', () => {
    const words = fc.constantFrom(...new Set(tokens.filter((token) => token.trim() !== '' && !token.startsWith('//'))));
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60, size: 'max' }), (text) => sound(text.join(' '))),
      { numRuns: 300 },
    );
  });
  it('characters in any order', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80, size: 'max' }), sound), { numRuns: 300 });
  });
});
