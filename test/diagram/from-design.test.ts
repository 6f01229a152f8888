/** From designs to scenes: boxes, frames, arrows, labels, badges, and what `diagram` declarations select. */
import assert from 'node:assert/strict';
import { estimate } from '../../analyzer/estimate/estimate-workload.js';
import { type SceneOptions, sceneOf } from '../../diagram/scene/from-design.js';
import type { Scene } from '../../diagram/scene/scene.js';
import { designOf } from '../language/check.js';

const shop = `
design "Shop"
region us { zones a, b }
region eu { zones a, b }
data Order { key id  size 1 KB }
data Item { key id  size 1 KB  count 1k }
client web "Browser" { in us 60%, eu 40% }
group front_office "Front office" {
  service shop "Shop" { across us, eu  instances 40  cores 4  work 2 ms }
}
group stores "Stores" {
  cache items : redis { caches Item  across us  memory 8 GB  on miss fill }
  database orders : postgres { stores Order, Item  across us  replicas 3 leader async { elect by lock keeper } }
}
coordinator keeper : etcd { in us.a  replicas 3 consensus }
queue placed : kafka { carries Order  across us  partitions 12 by id  dead_letter lost }
queue lost : kafka { across us  partitions 1 }
service mailer { across us  instances 2 }
external post "Post office"
materialized_view sums from placed into orders { refresh 2 s }
monitor watch : prometheus { watches shop, orders }
flow browse { web -> shop { read Item from items else orders } }
flow buy {
  web -> shop {
    read Order from orders
    write Order to orders
    query Order from orders scan
    query Order from orders aggregate
    publish Order to placed
  }
}
flow mail { on placed -> mailer { call post } }
workload day "A day" { browse at 900/s  buy at 100/s }
diagram "Buying" { show buy  direction right }
diagram "Closed" { collapse stores, us }
diagram "Part" { show shop, stores  hide keeper }
diagram "No mail" { hide mail, post }
`;

function scene(text: string, options: SceneOptions & { readonly under?: string; readonly title?: string } = {}): Scene {
  const design = designOf(text);
  const diagram = design.diagrams.find(({ title }) => title === options.title);
  return sceneOf(design, {
    ...options,
    ...(options.under === undefined ? {} : { estimate: estimate(design, options.under) }),
    ...(diagram === undefined ? {} : { diagram }),
  });
}

/** Arrows as text: `shop -> orders: read Order, write Order`. */
function arrows({ edges }: Scene): string[] {
  const signs = { sync: '->', async: '~>', replication: '=>', view: '.>' };
  return edges.map(
    ({ from, to, style, label }) => `${from} ${signs[style]} ${to}${label.length === 0 ? '' : `: ${label.join(', ')}`}`,
  );
}

function nodeOf(from: Scene, id: string) {
  const node = from.nodes.find((one) => one.id === id);
  assert.ok(node !== undefined, `no box ${id}`);
  return node;
}

describe('the scene of a design', () => {
  it('merges operations with the same ends into one arrow of at most three lines', () => {
    assert.deepEqual(arrows(scene(shop)), [
      'web -> shop',
      'shop -> items: read Item',
      'shop -> orders: read Item, read Order, +3 more',
      'shop ~> placed: publish Order',
      'placed ~> mailer: consume',
      'mailer -> post',
      'orders -> keeper: elects by lock',
      'placed ~> lost: dead letters',
      'placed .> sums: derived from',
      'sums .> orders: kept in',
      'shop ~> watch: metrics',
      'orders ~> watch: metrics',
    ]);
  });

  it('says rates from the estimate, the most frequent first', () => {
    const drawn = scene(shop, { under: 'day' });
    assert.equal(drawn.subtitle, 'under A day');
    const said = arrows(drawn);
    assert.ok(said.includes('web -> shop: 1000/s'), said.join('\n'));
    assert.ok(said.includes('shop -> items: read Item 900/s'));
    assert.match(
      said.find((line) => line.startsWith('shop -> orders')) ?? '',
      /: \w+ Order 100\/s, \w+ Order 100\/s, \+3 more$/,
    );
  });

  it('has the load, the size and the place of a box in words', () => {
    const { facts, load, multiplicity, subtitle } = nodeOf(scene(shop, { under: 'day' }), 'shop');
    assert.deepEqual(
      [facts?.[0], facts?.at(-1), subtitle, multiplicity],
      ['40 × 4 cores', 'in us, eu', 'service', { replicas: 40 }],
    );
    // 1000/s × 2 ms over 160 cores.
    assert.ok(Math.abs((load?.utilization ?? 0) - 0.0125) < 1e-9);
    assert.deepEqual(nodeOf(scene(shop), 'web').facts, ['in us 60 %, eu 40 %']);
    assert.equal(nodeOf(scene(shop), 'orders').subtitle, 'database · PostgreSQL');
  });

  it('frames groups, and regions around what runs in one of them only', () => {
    const { groups, nodes } = scene(shop);
    assert.deepEqual(groups, [
      { id: 'us', label: 'us', kind: 'region' },
      { id: 'us.a', label: 'a', kind: 'zone', parent: 'us' },
      { id: 'front_office', label: 'Front office', kind: 'group' },
      { id: 'stores', label: 'Stores', kind: 'group', parent: 'us' },
    ]);
    const parents = Object.fromEntries(nodes.map(({ id, parent }) => [id, parent]));
    assert.deepEqual(
      [parents.web, parents.shop, parents.orders, parents.keeper, parents.mailer],
      [undefined, 'front_office', 'stores', 'us.a', 'us'],
    );
  });

  it('puts findings at the box, the frame or the arrow they are about', () => {
    const drawn = scene(shop, {
      findings: [
        { at: 'orders.replicas.elect', rule: 'split-brain', severity: 'warning' },
        { at: 'orders', rule: 'split-brain', severity: 'warning' },
        { at: 'orders.replicas', rule: 'failover-loses-writes', severity: 'error' },
        { at: 'buy/1/5/publish:placed', rule: 'dual-write', severity: 'error' },
        { at: 'us', rule: 'no-spare-zone', severity: 'info' },
        { at: 'day/buy', rule: 'overloaded', severity: 'error' },
      ],
    });
    // The clause of the election is drawn as the arrow to the coordinator.
    assert.deepEqual(nodeOf(drawn, 'orders').badges, [
      { severity: 'error', count: 1, ruleIds: ['failover-loses-writes'] },
      { severity: 'warning', count: 1, ruleIds: ['split-brain'] },
    ]);
    const badged = drawn.edges.filter(({ badges }) => badges !== undefined).map(({ from, to }) => `${from} ${to}`);
    assert.deepEqual(badged, ['shop placed', 'orders keeper']);
    assert.deepEqual(drawn.groups.find(({ id }) => id === 'us')?.badges, [
      { severity: 'info', count: 1, ruleIds: ['no-spare-zone'] },
    ]);
  });
});

describe('a diagram declaration', () => {
  it('shows a flow: what it visits and its arrows only', () => {
    const drawn = scene(shop, { title: 'Buying' });
    assert.deepEqual([drawn.title, drawn.subtitle, drawn.direction], ['Buying', 'Shop', 'right']);
    assert.deepEqual(
      drawn.nodes.map(({ id }) => id),
      ['web', 'shop', 'orders', 'placed'],
    );
    assert.deepEqual(arrows(drawn), [
      'web -> shop',
      'shop -> orders: read Order, write Order, +2 more',
      'shop ~> placed: publish Order',
    ]);
    assert.deepEqual(
      drawn.edges.map(({ flows }) => flows),
      [['buy'], ['buy'], ['buy']],
    );
  });

  it('shows and hides components and groups', () => {
    const drawn = scene(shop, { title: 'Part' });
    assert.deepEqual(
      drawn.nodes.map(({ id }) => id),
      ['shop', 'items', 'orders'],
    );
    assert.deepEqual(arrows(drawn), ['shop -> items: read Item', 'shop -> orders: read Item, read Order, +3 more']);
  });

  it('hides a flow', () => {
    const said = arrows(scene(shop, { title: 'No mail' }));
    assert.ok(!said.some((line) => line.includes('mailer') || line.includes('post')));
    assert.ok(said.includes('shop ~> placed: publish Order'));
  });

  it('closes frames into boxes, the outer one where both are closed, and merges their arrows', () => {
    const drawn = scene(shop, { title: 'Closed', under: 'day' });
    assert.deepEqual(drawn.nodes.map(({ id }) => id).sort(), ['post', 'shop', 'sums', 'us', 'watch', 'web']);
    const box = nodeOf(drawn, 'us');
    assert.equal(box.subtitle, 'region of 6 components');
    assert.match(box.load?.meaning ?? '', /^busiest inside: /);
    assert.deepEqual(
      drawn.groups.map(({ id }) => id),
      ['front_office'],
    );
    const ends = drawn.edges.map(({ from, to, style }) => `${from} ${style} ${to}`);
    assert.equal(new Set(ends).size, ends.length, 'one arrow for each pair and style');
    assert.ok(!ends.some((one) => one.startsWith('us') && one.endsWith(' us')));
    assert.deepEqual(
      drawn.edges.find(({ from, to, style }) => from === 'shop' && to === 'us' && style === 'sync')?.label.at(-1),
      '+4 more',
    );
  });
});
