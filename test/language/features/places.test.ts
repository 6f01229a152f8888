/** What a picture beside the editor asks: where a part is stated, which part is stated here, what is known of it. */
import assert from 'node:assert/strict';
import { description, partAt, placeOf } from '../../../language/features/places.js';
import { offsetAt, positionAt, type Snapshot } from '../../../language/features/snapshot.js';
import { snapshotOf } from './marked.js';

const shop = `client people
service web "Front" { instances 20  work 1 ms }
database books : postgres { stores Book  cores 8 }
data Book { key isbn  size 1 KB  count 1000 }
flow look { people -> web { read Book from books } }
workload day { look at 100/s }
`;

describe('places of parts', () => {
  let snapshot: Snapshot;
  before(async () => {
    ({ snapshot } = await snapshotOf(shop));
  });
  const textAt = (id: string): string | undefined => {
    const range = placeOf(snapshot, id)?.range;
    return range === undefined
      ? undefined
      : shop.slice(offsetAt(snapshot.file, range.start), offsetAt(snapshot.file, range.end));
  };
  const at = (text: string): string | undefined => partAt(snapshot, positionAt(snapshot.file, shop.indexOf(text)));

  it('are the names of declarations and the words of steps', () => {
    assert.match(textAt('web') ?? '', /web/u);
    assert.match(textAt('books') ?? '', /books/u);
    assert.match(textAt('books.memory') ?? '', /books/u, 'what is written nowhere is where its part is');
    assert.equal(textAt('nothing'), undefined);
  });

  it('are found by position', () => {
    assert.equal(at('web "Front"'), 'web');
    assert.equal(at('books : postgres'), 'books');
    assert.match(at('read Book') ?? '', /^look\/1/u);
    assert.match(textAt(at('read Book') ?? '') ?? '', /read Book from books/u);
  });

  it('say what a hover says', () => {
    assert.match(description(snapshot, 'books') ?? '', /database[\s\S]*postgres/iu);
    assert.match(description(snapshot, 'web') ?? '', /service/u);
    assert.equal(description(snapshot, 'nothing'), undefined);
  });
});
