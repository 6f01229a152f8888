import assert from 'node:assert/strict';
import type { CallHierarchyItem } from 'vscode-languageserver-types';
import {
  incomingCalls,
  outgoingCalls,
  prepareCallHierarchy,
} from '../../../language/features/call-hierarchy/call-hierarchy.js';
import { offsetAt } from '../../../language/features/snapshot.js';
import { snapshotOf, uriOf } from './marked.js';

type Direction = 'up' | 'down';

const shop = `client people
service web { instances 20  work 1 ms }
service api { instances 20  work 1 ms }
cache shelf : redis { caches Book  memory 1 GB }
database books : postgres { stores Book }
queue orders : kafka { partitions 4 }
service packer { instances 20  work 1 ms }
data Book { key isbn  size 1 KB  count 1000 }
flow look { people -> web -> api { read Book from shelf else books } }
flow buy { people -> web -> api { write Book to books  publish Book to orders } }
flow pack { on orders -> packer { read Book from books } }
workload day { look at 100/s buy at 10/s }
workload night { look at 1/s }
`;

/** The root and its neighbours as `name detail [text of the ranges]`. */
async function neighbours(
  source: string,
  direction: Direction,
  others: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { snapshot, cursor } = await snapshotOf(source, others);
  const [root] = prepareCallHierarchy(snapshot, cursor);
  if (root === undefined) return ['none'];
  const textAt = (uri: string, { start, end }: CallHierarchyItem['range']): string => {
    const file = snapshot.all().find((one) => one.uri === uri) ?? snapshot.file;
    return file.text.slice(offsetAt(file, start), offsetAt(file, end));
  };
  const calls =
    direction === 'up'
      ? incomingCalls(snapshot, root).map(({ from, fromRanges }) => ({ item: from, fromRanges, uri: from.uri }))
      : outgoingCalls(snapshot, root).map(({ to, fromRanges }) => ({ item: to, fromRanges, uri: root.uri }));
  return calls.map(
    ({ item, fromRanges, uri }) =>
      `${item.name} ${item.detail} [${fromRanges.map((one) => textAt(uri, one)).join(', ')}]`,
  );
}

const at = (name: string): string => shop.replace(new RegExp(`(\\w+ )(${name})\\b`, 'u'), '$1‸$2');

describe('call hierarchy', () => {
  it('upstream of a service: hops, with their rates added', async () =>
    assert.deepEqual(await neighbours(at('api'), 'up'), ['web service · 110/s [api, api]']));
  it('upstream of a store: every step that asks it', async () => {
    const [api = '', packer = ''] = await neighbours(at('books'), 'up');
    assert.match(api, /^api service · [\d.]+\/s \[books, write Book to books\]$/u);
    assert.equal(packer, 'packer service · 10/s [read Book from books]');
  });
  it('downstream of a service', async () =>
    assert.deepEqual(
      (await neighbours(at('api'), 'down')).map((one) => one.replace(/ · [\d.]+\/(?:s|min)/u, '')),
      [
        'shelf cache : redis [read Book from shelf else books]',
        'books database : postgres [books, write Book to books]',
        'orders queue : kafka [publish Book to orders]',
      ],
    ));
  it('a queue goes on to its consumers', async () =>
    assert.deepEqual(await neighbours(at('orders'), 'down'), ['packer service · 10/s [packer]']));
  it('a client asks and is not asked', async () => {
    assert.deepEqual(await neighbours(at('people'), 'up'), []);
    assert.deepEqual(await neighbours(at('people'), 'down'), ['web service · 110/s [web, web]']);
  });
  it('a flow: the workloads that start it, the components it visits', async () => {
    assert.deepEqual(await neighbours(at('look'), 'up'), [
      'day workload · 100/s [look at 100/s]',
      'night workload [look at 1/s]',
    ]);
    assert.deepEqual(
      (await neighbours(at('look'), 'down')).map((one) => one.split(' ')[0]),
      ['web', 'api', 'shelf', 'books'],
    );
  });
  it('from flows of a file that imports the component', async () =>
    assert.deepEqual(
      await neighbours('service ‸s { work 1 ms }', 'up', {
        'a.sysdesign': 'import { s } from "./main.sysdesign"\nclient p\nflow f { p -> s }\nworkload w { f at 5/s }',
      }),
      ['p client · 5/s [s]'],
    ));
  it('a caller of another file than the flow is shown where it calls', async () => {
    const { snapshot, cursor } = await snapshotOf('import "./lib.sysdesign"\nservice ‸s\nflow f { p -> s }', {
      'lib.sysdesign': 'client p',
    });
    const [root] = prepareCallHierarchy(snapshot, cursor);
    const [call] = root === undefined ? [] : incomingCalls(snapshot, root);
    assert.equal(call?.from.name, 'p');
    assert.equal(call?.from.uri, uriOf('main.sysdesign'));
    assert.deepEqual(call?.from.selectionRange, call?.fromRanges[0]);
    // And it is still the client of the other file.
    assert.equal(call === undefined ? '' : outgoingCalls(snapshot, call.from)[0]?.to.name, 's');
  });
  it('the workload of the settings says the rate', async () => {
    const { project, cursor } = await snapshotOf(at('api'));
    project.settings = { ...project.settings, workload: 'night' };
    const snapshot = project.snapshot(uriOf('main.sysdesign'));
    const [root] = snapshot === undefined ? [] : prepareCallHierarchy(snapshot, cursor);
    assert.match(root?.detail ?? '', /^service · 1\/s$/u);
  });
  it('nothing for other names, and in unfinished texts', async () => {
    assert.deepEqual(await neighbours('data ‸D {}', 'up'), ['none']);
    assert.deepEqual(await neighbours('serv‸ice s', 'up'), ['none']);
    assert.deepEqual(await neighbours('service ‸s\nflow f { s -> s { read', 'down'), ['s service [s]']);
    assert.deepEqual(await neighbours('service ‸s\nflow f { s ->', 'up'), []);
  });
  it('an item that is not there any more', async () => {
    const { snapshot } = await snapshotOf('service s');
    const range = { start: { line: 9, character: 0 }, end: { line: 9, character: 1 } };
    const item = { name: 's', kind: 5, uri: uriOf('main.sysdesign'), range, selectionRange: range } as const;
    for (const data of [undefined, null, 5, {}, { path: 'x', offset: 1 }, { path: 5, offset: 'x' }]) {
      assert.deepEqual(incomingCalls(snapshot, { ...item, data }), []);
      assert.deepEqual(outgoingCalls(snapshot, { ...item, data }), []);
    }
  });
});
