import assert from 'node:assert/strict';
import { type LoweredText, lowerText } from '../check.js';

/** The text around every place of the name under `|`, which is removed from the text. */
function places(marked: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  const offset = marked.indexOf('|');
  const lowered: LoweredText = lowerText(marked.replace('|', ''), others);
  const found = lowered.occurrences.at('main.sysdesign', offset);
  return found === undefined
    ? []
    : lowered.occurrences.of(found.declared).map((one) => `${one.role} ${one.uri} ${one.node.text}@${one.node.offset}`);
}

describe('occurrences', () => {
  it('a component: declaration, hops, reads, settings, faults', () => {
    const text =
      'queue q { dead_letter d }\nqueue |d {}\nflow f { on d -> s { work 1 ms } }\nservice s {}\nexpect { backlog(d) < 5 }';
    const plain = text.replace('|', '');
    assert.deepEqual(places(text), [
      `declaration main.sysdesign d@${plain.indexOf('queue d') + 6}`,
      `reference main.sysdesign d@${plain.indexOf('dead_letter d') + 12}`,
      `reference main.sysdesign d@${plain.indexOf('on d') + 3}`,
      `reference main.sysdesign d@${plain.indexOf('backlog(d)') + 8}`,
    ]);
  });
  it('a zone: where placed and where lost', () => {
    assert.equal(
      places(
        'region us { zones |a, b }\nservice s { in us.a }\nflow f { s -> s { work 1 ms } }\nworkload w { f at 1/s }\nscenario "x" { run w for 1 min at 1 s lose zone us.a }',
      ).length,
      3,
    );
  });
  it('a parameter: in its template only', () => {
    assert.deepEqual(
      places('template t(|size) : redis { memory size }\ncache size : t(8 GB) {}').map((one) => one.split('@')[0]),
      ['declaration main.sysdesign size', 'reference main.sysdesign size'],
    );
  });
  it('an argument leads to what it names', () => {
    assert.deepEqual(
      places(
        'template t(l) : postgres { replicas 3 leader async { elect by lock l } }\ndatabase d : t(lo|cks) {}\ncoordinator locks {}',
      ).map((one) => one.split('@')[0]),
      ['declaration main.sysdesign locks', 'reference main.sysdesign locks'],
    );
  });
  it('an imported name: declaration, import, alias, uses', () => {
    assert.deepEqual(
      places('import { orders as sales } from "./a.sysdesign"\nflow f { s -> sa|les { work 1 ms } }\nservice s {}', {
        'a.sysdesign': 'service orders {}',
      }).map((one) => one.split('@')[0]),
      [
        'declaration a.sysdesign orders',
        'import main.sysdesign orders',
        'import main.sysdesign sales',
        'reference main.sysdesign sales',
      ],
    );
  });
  it('a template: where it is used', () => {
    assert.equal(places('template |t : redis {}\ncache c : t {}\ncache d : t {}').length, 3);
  });
  it('no name, nothing', () => assert.deepEqual(places('serv|ice s {}'), []));
});
