/** Realistic scenes by hand, and scenes of any size by rule, for the tests of the diagram. */
import type { EdgeStyle, Scene, SceneEdge, SceneGroup, SceneNode } from '../../diagram/scene/scene.js';

type NodeExtras = Omit<SceneNode, 'id' | 'label' | 'kind'>;

function node(id: string, label: string, kind: string, extras: NodeExtras = {}): SceneNode {
  return { id, label, kind, ...extras };
}

function edges(lines: string): SceneEdge[] {
  return lines
    .trim()
    .split('\n')
    .map((line, index) => {
      const [ends = '', label = ''] = line.split(' : ');
      const [from = '', arrow = '', to = ''] = ends.trim().split(' ');
      const styles: Record<string, EdgeStyle> = { '->': 'sync', '~>': 'async', '=>': 'replication', '.>': 'view' };
      const text = label.trim() === '' ? [] : label.trim().split(' / ');
      return { id: `${from}/${to}/${index}`, from, to, label: text, style: styles[arrow] ?? 'sync' };
    });
}

/** Twelve nodes: a shop behind a balancer, in one region. */
export const webShop: Scene = {
  title: 'Web shop',
  subtitle: 'evening: 12k requests/s',
  legend: true,
  nodes: [
    node('browser', 'Browser', 'client', { facts: ['2.4M users'] }),
    node('cdn', 'Asset CDN', 'cdn', { subtitle: 'cdn · cloudfront', load: { utilization: 0.12 } }),
    node('front', 'Front balancer', 'balancer', {
      subtitle: 'balancer · elb',
      parent: 'eu',
      load: { utilization: 0.31 },
    }),
    node('shop', 'Shop', 'service', {
      subtitle: 'service · node',
      parent: 'app',
      facts: ['40 × 4 cores'],
      load: { utilization: 0.63 },
      multiplicity: { replicas: 40 },
      badges: [{ severity: 'warning', count: 2, ruleIds: ['retry-storm', 'no-jitter'] }],
    }),
    node('checkout', 'Checkout', 'service', {
      subtitle: 'service · java',
      parent: 'app',
      facts: ['12 × 8 cores'],
      load: { utilization: 0.81 },
      multiplicity: { replicas: 12 },
      badges: [
        { severity: 'error', count: 1, ruleIds: ['dual-write'] },
        { severity: 'info', count: 3 },
      ],
    }),
    node('mailer', 'Mailer', 'service', { subtitle: 'service · go', parent: 'app', load: { utilization: 0.22 } }),
    node('sessions', 'Sessions', 'cache', { subtitle: 'cache · redis', parent: 'stores', facts: ['hit ratio 93 %'] }),
    node('catalog', 'Catalogue', 'database', {
      subtitle: 'database · postgres',
      parent: 'stores',
      load: { utilization: 0.44 },
      multiplicity: { replicas: 3 },
    }),
    node('orders', 'Orders', 'database', {
      subtitle: 'database · postgres',
      parent: 'stores',
      load: { utilization: 0.93 },
      multiplicity: { replicas: 3, shards: 8 },
    }),
    node('events', 'Order events', 'queue', { subtitle: 'queue · kafka', parent: 'stores', facts: ['64 partitions'] }),
    node('smtp', 'Mail provider', 'external', { facts: ['99.9 %'] }),
    node('bank', 'Payment provider', 'external', { facts: ['99.95 %'] }),
  ],
  groups: [
    { id: 'eu', label: 'Europe', kind: 'region' },
    { id: 'app', label: 'Application', kind: 'group', parent: 'eu' },
    { id: 'stores', label: 'Stores', kind: 'group', parent: 'eu' },
  ],
  edges: edges(`
browser -> cdn : read Asset / 40k/s
browser -> front : HTTPS / 12k/s
front -> shop : browse / 11k/s
front -> checkout : pay / 900/s
shop -> sessions : read Session / 12k/s
shop -> catalog : read Product / 4k/s
checkout -> sessions : read Session / 900/s
checkout -> orders : write Order / 900/s
checkout ~> events : publish Order / 900/s
checkout -> bank : call / 900/s
events ~> mailer : consume / 900/s
mailer -> smtp : send / 900/s
catalog => catalog : WAL
`),
};

/** Twenty-five nodes: the shop in two regions with zones. */
export const twoRegions: Scene = {
  title: 'Chat for 100 million users',
  subtitle: 'evening · peak 140k messages/s',
  legend: true,
  nodes: [
    node('phone', 'Phone app', 'client', { facts: ['100M users'] }),
    node('desk', 'Desktop app', 'device', { facts: ['20M users'] }),
    node('dns', 'Name service', 'dns', { subtitle: 'dns · route 53' }),
    node('photo_edge', 'photo_edge', 'cdn', { subtitle: 'cdn · cloudfront', facts: ['hit ratio 96 %'] }),
    ...regionOfChat('us', 0.63, 0.78),
    ...regionOfChat('eu', 0.48, 0.66),
    node('archive', 'Archive', 'warehouse', { subtitle: 'warehouse · bigquery', parent: 'analytics' }),
    node('lake', 'Raw events', 'bucket', { subtitle: 'bucket · s3', parent: 'analytics', facts: ['1.2 TB/d'] }),
    node('metrics', 'Metrics', 'monitor', { subtitle: 'monitor · prometheus', parent: 'analytics' }),
    node('push', 'Push gateway', 'external', { facts: ['p99 200 ms'] }),
    node('photos', 'Photo store', 'bucket', { subtitle: 'bucket · s3', facts: ['40 PB'] }),
  ],
  groups: [
    { id: 'us', label: 'us', kind: 'region', badges: [{ severity: 'warning', count: 1 }] },
    { id: 'us.a', label: 'us.a', kind: 'zone', parent: 'us' },
    { id: 'us.b', label: 'us.b', kind: 'zone', parent: 'us' },
    { id: 'eu', label: 'eu', kind: 'region' },
    { id: 'eu.a', label: 'eu.a', kind: 'zone', parent: 'eu' },
    { id: 'eu.b', label: 'eu.b', kind: 'zone', parent: 'eu' },
    { id: 'analytics', label: 'Analytics', kind: 'group' },
  ],
  edges: edges(`
phone -> dns
desk -> dns
phone -> photo_edge : read Photo / 60k/s
photo_edge -> photos : fill / 2.4k/s
phone -> us_front : send / 80k/s
phone -> eu_front : send / 60k/s
desk -> us_front : history / 20k/s
${edgesOfChat('us')}
${edgesOfChat('eu')}
us_messages => eu_messages : replicate / 80k/s
us_messages ~> lake : ship
eu_messages ~> lake : ship
lake .> archive : load hourly
`),
};

function regionOfChat(region: string, chat: number, store: number): SceneNode[] {
  const at = (zone: string): { readonly parent: string } => ({ parent: `${region}.${zone}` });
  return [
    node(`${region}_front`, `front ${region}`, 'balancer', { subtitle: 'balancer · elb', parent: region }),
    node(`${region}_chat`, 'Chat service', 'service', {
      subtitle: 'service',
      facts: ['40 × 4 cores', 'p99 38 ms'],
      load: { utilization: chat },
      multiplicity: { replicas: 40 },
      ...at('a'),
    }),
    node(`${region}_sessions`, 'sessions', 'cache', {
      subtitle: 'cache · redis',
      load: { utilization: 0.2 },
      ...at('a'),
    }),
    node(`${region}_events`, 'events', 'queue', {
      subtitle: 'queue · kafka',
      facts: ['64 partitions'],
      multiplicity: { shards: 64 },
      badges: [{ severity: 'info', count: 1 }],
      ...at('b'),
    }),
    node(`${region}_notifier`, 'notifier', 'service', {
      subtitle: 'service',
      load: { utilization: 0.35 },
      multiplicity: { replicas: 12 },
      ...at('b'),
    }),
    node(`${region}_messages`, 'messages', 'database', {
      subtitle: 'database · cassandra',
      facts: ['32 shards × 3'],
      load: { utilization: store, meaning: 'hottest shard' },
      multiplicity: { replicas: 3, shards: 32 },
      badges: [{ severity: 'error', count: 1, ruleIds: ['hot-shard'] }],
      ...at('b'),
    }),
    node(`${region}_accounts`, 'accounts', 'database', {
      subtitle: 'database · postgres',
      load: { utilization: 0.41 },
      multiplicity: { replicas: 3 },
      ...at('a'),
    }),
    node(`${region}_locks`, 'locks', 'coordinator', {
      subtitle: 'coordinator · etcd',
      multiplicity: { replicas: 3 },
      ...at('a'),
    }),
  ];
}

function edgesOfChat(region: string): string {
  const id = (name: string): string => `${region}_${name}`;
  return [
    `${id('front')} -> ${id('chat')} : HTTP / 80k/s`,
    `${id('chat')} -> ${id('sessions')} : read Account / 80k/s`,
    `${id('chat')} -> ${id('accounts')} : read Account / 5.6k/s`,
    `${id('chat')} -> ${id('messages')} : write Message / 80k/s`,
    `${id('chat')} ~> ${id('events')} : publish Message / 80k/s`,
    `${id('events')} ~> ${id('notifier')} : consume / 80k/s`,
    `${id('notifier')} -> ${id('sessions')} : read Presence / 80k/s`,
    `${id('notifier')} -> push : call / 960k/s`,
    `${id('accounts')} -> ${id('locks')} : lease`,
    `${id('chat')} ~> metrics : metrics`,
    `${id('notifier')} ~> metrics : metrics`,
    `${id('messages')} ~> metrics : metrics`,
  ].join('\n');
}

/** Forty nodes: a platform of six teams with shared infrastructure. */
export const platform: Scene = {
  title: 'Retail platform',
  subtitle: 'Black Friday · 3× normal load',
  legend: true,
  nodes: [
    node('web', 'Web', 'client'),
    node('app', 'Mobile app', 'client'),
    node('partners', 'Partners', 'external'),
    node('cdn', 'CDN', 'cdn', { subtitle: 'cdn · cloudflare', load: { utilization: 0.3 } }),
    node('waf', 'Gateway', 'gateway', { subtitle: 'gateway · envoy', load: { utilization: 0.58 }, parent: 'cloud' }),
    ...['catalog', 'basket', 'order', 'payment', 'stock', 'customer'].flatMap((team, index) => [
      node(`${team}_api`, `${team} API`, 'service', {
        subtitle: 'service · kotlin',
        parent: team,
        facts: [`${8 + index * 3} × 4 cores`],
        load: { utilization: 0.35 + index * 0.13 },
        multiplicity: { replicas: 8 },
        ...(index === 3 ? { badges: [{ severity: 'error' as const, count: 2, ruleIds: ['dual-write'] }] } : {}),
      }),
      node(`${team}_worker`, `${team} worker`, 'service', { subtitle: 'service · go', parent: team }),
      node(`${team}_db`, `${team} store`, 'database', {
        subtitle: index % 2 === 0 ? 'database · postgres' : 'database · dynamodb',
        parent: team,
        load: { utilization: 0.2 + index * 0.09 },
        multiplicity: { replicas: 3 },
      }),
      node(`${team}_cache`, `${team} cache`, 'cache', { subtitle: 'cache · redis', parent: team }),
    ]),
    node('bus', 'Event bus', 'queue', {
      subtitle: 'queue · kafka',
      parent: 'shared',
      facts: ['256 partitions', 'retention 7 d'],
      multiplicity: { shards: 256 },
      load: { utilization: 0.71 },
    }),
    node('search', 'Product search', 'search', { subtitle: 'search · opensearch', parent: 'shared' }),
    node('view', 'Order view', 'materialized_view', { subtitle: 'materialized view', parent: 'shared' }),
    node('etcd', 'Locks', 'coordinator', { subtitle: 'coordinator · etcd', parent: 'shared' }),
    node('lake', 'Lake', 'bucket', { subtitle: 'bucket · s3', parent: 'data' }),
    node('dwh', 'Warehouse', 'warehouse', { subtitle: 'warehouse · snowflake', parent: 'data' }),
    node('prom', 'Observability', 'monitor', { subtitle: 'monitor · prometheus', parent: 'data' }),
    node('psp', 'Payment provider', 'external'),
    node('carrier', 'Carrier', 'external'),
    node('mail', 'Mail', 'external'),
    node('crm', 'Customer relations', 'external'),
  ],
  groups: [
    { id: 'cloud', label: 'eu-west', kind: 'region' },
    ...['catalog', 'basket', 'order', 'payment', 'stock', 'customer'].map(
      (team): SceneGroup => ({ id: team, label: `Team ${team}`, kind: 'group', parent: 'cloud' }),
    ),
    { id: 'shared', label: 'Shared', kind: 'group', parent: 'cloud' },
    { id: 'data', label: 'Data platform', kind: 'zone', parent: 'cloud' },
  ],
  edges: edges(`
web -> cdn : assets / 200k/s
app -> cdn : assets / 90k/s
web -> waf : HTTPS
app -> waf : HTTPS
partners -> waf : HTTPS
${['catalog', 'basket', 'order', 'payment', 'stock', 'customer']
  .map(
    (team) => `waf -> ${team}_api : route
${team}_api -> ${team}_db : read, write / 4k/s
${team}_api -> ${team}_cache : read / 20k/s
${team}_worker -> ${team}_db : write / 800/s
${team}_worker ~> bus : publish
bus ~> ${team}_worker : consume
${team}_api ~> prom : metrics`,
  )
  .join('\n')}
catalog_api -> search : query / 9k/s
catalog_worker -> search : index / 300/s
order_api -> payment_api : charge / 1.2k/s
order_api -> stock_api : reserve / 1.2k/s
order_api -> view : read / 5k/s
bus .> view : project
basket_api -> catalog_api : price / 8k/s
payment_api -> psp : call / 1.2k/s
payment_worker -> etcd : lock
stock_worker -> carrier : book
customer_worker -> mail : send
customer_worker -> crm : sync
bus ~> lake : archive
lake ~> dwh : load
`),
};

/** A scene of `count` nodes in groups of ten in regions of ten groups, about 1.3 edges a node. Always the same. */
export function generated(count: number): Scene {
  let state = 12345 + count;
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const kinds = ['service', 'database', 'cache', 'queue', 'gateway', 'bucket'];
  const groupCount = Math.ceil(count / 10);
  const groups: SceneGroup[] = [];
  for (let r = 0; groupCount > 1 && r < Math.ceil(groupCount / 10); r += 1)
    groups.push({ id: `r${r}`, label: `region ${r}`, kind: 'region' });
  for (let g = 0; g < groupCount; g += 1) {
    const parent = groupCount > 1 ? { parent: `r${Math.floor(g / 10)}` } : {};
    groups.push({ id: `g${g}`, label: `group ${g}`, kind: 'group', ...parent });
  }
  const nodes: SceneNode[] = [];
  const list: SceneEdge[] = [];
  for (let n = 0; n < count; n += 1) {
    const kind = kinds[random(kinds.length)] ?? 'service';
    const load = { utilization: random(110) / 100 };
    nodes.push(
      node(`n${n}`, `component ${n}`, kind, { subtitle: 'technology', parent: `g${Math.floor(n / 10)}`, load }),
    );
    const first = Math.floor(n / 10) * 10;
    const from = n > first ? first + random(n - first) : random(Math.max(1, n));
    if (n > 0)
      list.push({ id: `e${n}`, from: `n${from}`, to: `n${n}`, label: [`call`, `${random(900)}/s`], style: 'sync' });
    if (random(10) < 3) {
      const far = random(2) === 0 ? Math.min(count - 1, first + random(40)) : random(count);
      list.push({
        id: `f${n}`,
        from: `n${n}`,
        to: `n${far}`,
        label: ['read'],
        style: random(2) === 0 ? 'sync' : 'async',
      });
    }
  }
  return { title: `Generated ${count}`, nodes, groups, edges: list };
}
