import assert from 'node:assert/strict';
import { signatureHelp } from '../../../language/features/signature-help.js';
import { snapshotOf, unmarked } from './marked.js';

/** Marked text, the label with the active parameter in brackets; none: no help. */
const cases: readonly (readonly [string, string?])[] = [
  ['service x { work lognormal(‸) }', 'lognormal([mean], cv)'],
  ['service x { work lognormal(3 ms‸, cv 2) }', 'lognormal([mean], cv)'],
  ['service x { work lognormal(3 ms, ‸', 'lognormal(mean, [cv])'],
  ['service x { work lognormal(cv 2‸, 3 ms) }', 'lognormal(mean, [cv])'],
  ['service x { work pareto(1 ms, ‸) }', 'pareto(min, [alpha])'],
  ['service x { work mixture(90%: 2 ms, 10%: ‸) }', 'mixture([share: law], …)'],
  ['service x { work mixture(90%: 2 ms, 10%: erlang(2, ‸)) }', 'erlang(k, [mean])'],
  ['service x { work mixture(90%: erlang(2, 3 ms)‸) }', 'mixture([share: law], …)'],
  ['service x { work empirical("‸") }', 'empirical(["file.csv"])'],
  ['service x { scaling usl(0.1, ‸) }', 'usl(contention, [crosstalk])'],
  ['data D { popularity hottest(5%,‸', 'hottest(items, [requests])'],
  ['database d { shards 3 by list(k, a, b‸) }', 'list(key, [value], …)'],
  ['database d { shards by vertical(core(a, ‸', 'core([field], …)'],
  ['template t(a, b) : postgres { }\ndatabase d : t(x, ‸)', 't(a, [b])'],
  ['flow f { wait lognormal(‸) }', 'lognormal([mean], cv)'],
  ['expect { p99(‸) < 1 s }', 'p99([flow], …)'],
  ['scenario "x" { expect lost(‸', 'lost([data item], …)'],
  ['service x { work 5 ms ‸ }'],
  ['service x { work lognormal(3 ms, cv 2)‸ }'],
  ['template t(‸) : postgres { }'],
  ['service x { work nothing(‸) }'],
  ['// lognormal(‸'],
  ['database d : postgres(‸)'],
  [''],
];

describe('signature help', () => {
  for (const [source, expected] of cases) {
    it(source === '' ? 'an empty text' : source.replaceAll('\n', '⏎'), async () => {
      const { snapshot } = await snapshotOf(source);
      const help = signatureHelp(snapshot, snapshot.file.text, unmarked(source).cursors[0] ?? 0);
      const signature = help?.signatures[0];
      const active = signature?.parameters?.[help?.activeParameter ?? 0]?.label;
      const shown = typeof active === 'string' ? signature?.label.replace(active, `[${active}]`) : signature?.label;
      assert.equal(shown, expected);
    });
  }

  it('says what parameters mean', async () => {
    const { snapshot } = await snapshotOf('service x { work lognormal(3 ms, ');
    const help = signatureHelp(snapshot, snapshot.file.text, snapshot.file.text.length);
    assert.match(JSON.stringify(help?.signatures[0]), /standard deviation over mean/);
  });
});
