import assert from 'node:assert/strict';
import { described } from '../../../language/features/hover/described.js';
import { idsAt, placeOf } from '../../../language/features/places.js';
import { offsetAt } from '../../../language/features/snapshot.js';
import { snapshotOf, uriOf } from './marked.js';

const text = `import { safe } from "./parts.sysdesign"
group back "Back" { service api { instances 2  work 5 ms } }
client web { timeout 2 s }
data Order { key id  size 1 KB }
database orders : safe { stores Order }
flow buy { web -> api { read Order from orders } }
workload day { buy at 100/s }
`;
const others = { 'parts.sysdesign': 'template safe : postgres { cores 4 }\n' };

describe('places of ids', () => {
  /** Words that an id is written as. */
  async function written(id: string): Promise<string | undefined> {
    const { snapshot } = await snapshotOf(text, others);
    const place = placeOf(snapshot, id);
    if (place === undefined) return undefined;
    const all = [...snapshot.report.workspace.files.values()];
    const file = all.find((one) => snapshot.address(one.uri) === place.uri);
    if (file === undefined) return undefined;
    return file.text.slice(offsetAt(file, place.range.start), offsetAt(file, place.range.end));
  }

  for (const [id, words] of [
    ['api', 'api'],
    ['api.instances', 'instances 2'],
    ['api.memory', 'api'],
    ['back', 'back'],
    ['buy', 'buy'],
  ] as const)
    it(`${id} is ${words}`, async () => assert.equal(await written(id), words));

  it('what a template says stands in its file', async () => assert.equal(await written('orders.cores'), 'cores 4'));

  it('what is nowhere has no place', async () => assert.equal(await written('nothing'), undefined));

  for (const [words, id] of [
    ['inst‸ances 2', 'api.instances'],
    ['serv‸ice api', 'api'],
    ['read Or‸der', 'buy/1/1'],
    ['from or‸ders', 'orders'],
  ] as const)
    it(`${words} is about ${id}`, async () => {
      const { snapshot, cursor } = await snapshotOf(text.replace(words.replace('‸', ''), words), others);
      const ids = idsAt(snapshot, uriOf('main.sysdesign'), cursor);
      assert.ok(
        ids.some((one) => one === id || one.startsWith(`${id}/`)),
        ids.join(' '),
      );
    });

  it('a file that the design does not read is about nothing', async () => {
    const { snapshot } = await snapshotOf(text, others);
    assert.deepEqual(idsAt(snapshot, uriOf('other.sysdesign'), { line: 0, character: 0 }), []);
  });
});

describe('descriptions by id', () => {
  async function said(ids: readonly string[], workload?: string, scale?: number): Promise<string> {
    const { snapshot } = await snapshotOf(text, others);
    return (
      described(snapshot, ids, {
        ...(workload === undefined ? {} : { workload }),
        ...(scale === undefined ? {} : { scale }),
      }) ?? ''
    );
  }

  it('say a component as its hover does', async () =>
    assert.match(await said(['api']), /\*\*service\*\* `api`[\s\S]*100\/s/u));

  it('follow the load that they are asked under', async () => {
    assert.match(await said(['api'], 'day', 3), /300\/s/u);
    assert.match(await said(['api'], 'no such workload', 1), /100\/s/u);
  });

  it('say what visits of flows do', async () => {
    const { snapshot } = await snapshotOf(text, others);
    const read = snapshot.report.facts.operations.find(({ kind }) => kind === 'read');
    assert.match(described(snapshot, [read?.at ?? '']) ?? '', /\*\*read\*\* `Order` `api` → `orders` in flow `buy`/u);
  });

  it('say groups by what they hold', async () => assert.match(await said(['back']), /“Back”[\s\S]*Holds `api`/u));

  it('say nothing of what is unknown', async () => assert.equal(await said(['nothing']), ''));
});
