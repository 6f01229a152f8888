/** Sensible bodies of declarations, clauses and steps, with places to fill in. */
import { technologies } from '../../../analyzer/catalogue/technologies/index.js';
import type { Declared } from '../../link/declared.js';
import { requirementNames } from '../../link/vocabulary.js';
import {
  aCallee,
  aComponent,
  aDataItem,
  aFlow,
  aQueue,
  aRegion,
  aStoreToRead,
  aWorkload,
} from '../../lower/expected.js';
import type { Expected } from '../../lower/resolve.js';
import type { Part } from '../../syntax/walk.js';
import { valuesOf, within } from '../../syntax/walk.js';
import { keepsData } from './name-places.js';
import { fieldsOf, holdsData, type Names } from './names.js';
import { Places, type Snippet } from './snippet.js';

/** What bodies are made of. */
export interface Scene {
  readonly names: Names;
  /** The part the word would be in. */
  readonly part: Part;
}

type Body = (p: Places, scene: Scene) => Snippet;

/** The body behind `word` as the first word of a rule; `undefined` where the grammar's own minimum is enough. */
export function bodyOf(rule: string, word: string, scene: Scene): Snippet | undefined {
  const body = bodies[`${rule}.${word}`];
  return body?.(new Places(), scene);
}

/** The body of a component of a kind. */
export function componentBody(kind: string, scene: Scene): Snippet {
  const p = new Places();
  const name = p.of(kindNames[kind] ?? kind);
  const known = usualFirst(technologies.filter(({ kinds }) => kinds[0] === kind).map(({ id }) => id));
  const technology = known.length === 0 ? '' : ` : ${p.choice(known, '')}`;
  const lines = kindLines[kind]?.(p, scene) ?? [];
  const head =
    kind === 'materialized_view'
      ? ` from ${pick(p, scene, aQueue, 'events')} into ${holder(p, scene, aStoreToRead, 'store')}`
      : technology;
  return `${kind} ${name}${head} {\n${lines.map((line) => `\t${line}\n`).join('')}\t$0\n}`;
}

/** What most designs use, before the rest. */
export const usualTechnologies: readonly string[] = [
  ...[
    'postgres',
    'mysql',
    'redis',
    'kafka',
    'nginx',
    's3',
    'cloudfront',
    'mongodb',
    'cassandra',
    'dynamodb',
    'memcached',
  ],
  ...['rabbitmq', 'elasticsearch', 'etcd', 'zookeeper', 'prometheus', 'clickhouse', 'bigquery', 'elb'],
];

function usualFirst(ids: readonly string[]): readonly string[] {
  const order = (id: string): number => (usualTechnologies.includes(id) ? usualTechnologies.indexOf(id) : 99);
  return [...ids].sort((a, b) => order(a) - order(b));
}

const kindNames: Readonly<Record<string, string>> = {
  client: 'app',
  database: 'store',
  service: 'api',
  queue: 'events',
};

const kindLines: Readonly<Record<string, (p: Places, scene: Scene) => readonly string[]>> = {
  service: (p) => [`instances ${p.of('3')}`, `cores ${p.of('2')}`, `work ${p.of('5 ms')}`, `timeout ${p.of('500 ms')}`],
  gateway: (p) => [`instances ${p.of('2')}`, `work ${p.of('1 ms')}`],
  balancer: (p) => [
    `policy ${p.choice(['least_connections', 'round_robin', 'two_choices'], '')}`,
    `health check every ${p.of('5 s')} fail after ${p.of('2')}`,
  ],
  database: (p, s) => [
    `stores ${pick(p, s, aDataItem, 'Item')}`,
    `replicas ${p.of('3')} leader semi_sync 1 { elect by consensus }`,
  ],
  cache: (p, s) => [
    `caches ${pick(p, s, aDataItem, 'Item')}`,
    `memory ${p.of('1 GB')}`,
    `ttl ${p.of('5 min')}`,
    'evict lru',
    'on miss fill, coalesce',
  ],
  queue: (p, s) => [`carries ${pick(p, s, aDataItem, 'Item')}`, `partitions ${p.of('12')}`, 'ack all'],
  bucket: (p, s) => [`stores ${pick(p, s, aDataItem, 'Item')}`],
  warehouse: (p, s) => [`stores ${pick(p, s, aDataItem, 'Item')}`],
  search: (p, s) => [`stores ${pick(p, s, aDataItem, 'Item')}`],
  coordinator: (p) => [`replicas ${p.of('3')} consensus`],
  cdn: (p, s) => [`caches ${pick(p, s, aDataItem, 'Item')}`, `ttl ${p.of('1 h')}`],
  external: (p) => [`work ${p.of('300 ms')}`, `availability ${p.of('99.9%')}`, `timeout ${p.of('2 s')}`],
  materialized_view: (p) => [`refresh ${p.of('2 s')}`],
  monitor: (p, s) => [`watches ${pick(p, s, aCallee, 'api')}`, `scrape ${p.of('15 s')}`],
};

/** A place with the names that may stand there. */
export function pick(
  p: Places,
  { names }: Scene,
  expected: Expected,
  example: string,
  ...first: readonly ((name: string) => boolean)[]
): Snippet {
  const fitting = names.visible.filter(({ declared }) => expected.accepts(declared)).map(({ name }) => name);
  // Each condition makes a name likelier, the last ones most.
  const order = (name: string): number => first.reduce((sum, is, i) => sum - (is(name) ? 2 ** i : 0), 0);
  return p.choice(
    [...fitting].sort((a, b) => order(a) - order(b)),
    example,
  );
}

/** Stores of which some hold data that is already named. */
function holder(p: Places, scene: Scene, expected: Expected, example: string): Snippet {
  const data = scene.names.visible.filter(({ declared }) => declared.kind === 'data').map(({ name }) => name);
  const held = (name: string): boolean => {
    const declared = scene.names.get(name);
    return declared !== undefined && data.slice(0, 1).some((one) => holdsData(declared, one));
  };
  const keeping = { ...expected, accepts: (one: Declared) => expected.accepts(one) && keepsData(one) };
  return pick(p, scene, keeping, example, held);
}

function field(p: Places, { names, part }: Scene): Snippet {
  const component = within(part, 'Component', 'Template');
  const held = component?.parts.filter((one) => one.rule === 'Holds').flatMap((one) => valuesOf(one, 'targets')) ?? [];
  return p.choice(
    held.flatMap((name) => [...fieldsOf(names.get(name))]),
    'id',
  );
}

const client = {
  what: '',
  accepts: (declared: Declared) => declared.kind === 'component' && /^(?:client|device)$/u.test(declared.node.kind),
};
const topologies = [
  'leader semi_sync 1',
  'leader sync',
  'leader async',
  'consensus',
  'leaderless',
  'multi_leader async',
];

const needs = ['durable', ...requirementNames.filter((name) => name !== 'durable')];

const bodies: Readonly<Record<string, Body>> = {
  'Header.design': (p, s) => (s.names.visible.length === 0 ? wholeDesign(p) : `design "${p.of('Title')}"`),
  'Import.import': (p) => `import "${p.of('./file.sysdesign')}"`,
  'Region.region': (p) => `region ${p.of('eu')} { zones ${p.of('a, b, c')} }`,
  'Link.link': (p, s) => `link ${pick(p, s, aRegion, 'us')} -- ${pick(p, s, aRegion, 'eu')} { rtt ${p.of('80 ms')} }`,
  'Data.data': (p) =>
    `data ${p.of('Item')} {\n\tkey ${p.of('id')}\n\tsize ${p.of('1 KB')}\n\tcount ${p.of('1M')}\n\trequires ${p.choice(needs, 'durable')}\n\t$0\n}`,
  'Template.template': (p) =>
    `template ${p.of('name')} : ${p.choice(usualFirst(technologies.map(({ id }) => id)), 'postgres')} {\n\t$0\n}`,
  'Group.group': (p) => `group ${p.of('name')} "${p.of('Title')}" {\n\t$0\n}`,
  'Flow.flow': (p, s) =>
    `flow ${p.of('name')} "${p.of('Title')}" {\n\t${pick(p, s, client, 'app')} -> ${pick(p, s, aCallee, 'api')} {\n\t\t$0\n\t}\n}`,
  'Workload.workload': (p, s) =>
    `workload ${p.of('day')} {\n\t${pick(p, s, aFlow, 'flow_name')} by ${p.of('1M')} users ${p.of('20/d')} peak ${p.of('3x')}\n\t$0\n}`,
  'Expect.expect': (p, s) =>
    `expect${under(p, s)} {\n\tp99(${pick(p, s, aFlow, 'flow_name')}) < ${p.of('300 ms')}\n\tutilization(*) < ${p.of('70%')}\n\t$0\n}`,
  'Scenario.scenario': (p, s) =>
    `scenario "${p.of('What goes wrong')}" {\n\trun ${pick(p, s, aWorkload, 'day')} for ${p.of('10 min')} warmup ${p.of('1 min')} seed ${p.of('1')}\n\tat ${p.of('2 min')} crash ${pick(p, s, aCallee, 'store')} for ${p.of('1 min')}\n\texpect availability(${pick(p, s, aFlow, 'flow_name')}) >= ${p.of('99%')}\n\t$0\n}`,
  'Diagram.diagram': (p) =>
    `diagram "${p.of('Title')}" {\n\tdirection ${p.choice(['right', 'down'], 'right')}\n\t$0\n}`,
  'Key.key': (p) => `key ${p.of('id')}`,
  'Requires.requires': (p) => `requires ${p.choice(needs, 'durable')}`,
  'InvariantClause.invariant': (p) =>
    `invariant ${p.choice(['counter', 'across_items', 'over_range', 'snapshot', 'unique'], 'counter')} "${p.of('what must hold')}"`,
  'Replicas.replicas': (p) => `replicas ${p.of('3')} ${p.choice(topologies, '')}`,
  'Shards.shards': (p, s) => `shards ${p.of('16')} by ${p.choice(['hash', 'range'], 'hash')}(${field(p, s)})`,
  'Log.wal': (p) => `wal ${p.choice(['sync', 'async every 100 ms', 'off'], 'sync')}`,
  'Partitions.partitions': (p, s) => `partitions ${p.of('12')} by ${field(p, s)}`,
  'IndexClause.index': (p, s) => `index ${field(p, s)} ${p.choice(['local', 'global'], 'local')}`,
  'Retry.retry': (p) => `retry ${p.of('2')} backoff ${p.of('50 ms')} jitter budget ${p.of('10%')}`,
  'BreakerClause.breaker': (p) => `breaker ${p.choice(['on', '{ threshold 50%  window 10 s  open 5 s }'], 'on')}`,
  'Hedge.hedge': (p) => `hedge at ${p.choice(['p95', 'p99', '20 ms'], 'p95')}`,
  'Health.health': (p) => `health check every ${p.of('5 s')} fail after ${p.of('2')}`,
  'Autoscale.autoscale': (p) => `autoscale ${p.of('2')}..${p.of('20')} target ${p.of('60%')} every ${p.of('2 min')}`,
  'Breaks.breaks': (p) => `breaks every ${p.of('200 h')} repaired in ${p.of('5 min')}`,
  'WhenFull.when': (p) => `when full ${p.choice(['reject', 'drop_oldest', 'block'], 'reject')}`,
  'OnMiss.on': (p) => `on miss ${p.choice(['fill', 'bypass', 'coalesce', 'fill, coalesce'], 'fill')}`,
  'Elect.elect': (p) => `elect by ${p.choice(['consensus', 'priority'], 'consensus')}`,
  'ComponentElect.elect': (p) => `elect by ${p.choice(['consensus', 'priority'], 'consensus')}`,
  'Ship.ship': (p) => `ship ${p.choice(['wal', 'row', 'statement'], 'wal')}`,
  'CopiesRead.read': (p) => `read from ${p.choice(['leader', 'replica', 'any', 'nearest'], 'leader')}`,
  'CopiesWrite.write': (p) => `write ${p.choice(['quorum', 'one', 'all'], 'quorum')}`,
  'Repair.repair': (p) => `repair on_read, every ${p.of('1 h')}`,
  'Apply.apply': (p) => `apply work ${p.of('200 us')} parallel ${p.of('4')}`,
  'Delays.delays': (p) =>
    `delays {\n${['write', 'ack', 'request', 'response'].map((leg) => `\t${leg} ${p.of('exponential(500 us)')}\n`).join('')}}`,
  'Routed.routed': (p) => `routed by ${p.choice(['client', 'proxy', 'node', 'table'], 'client')}`,
  'Read.read': (p, s) => `read ${pick(p, s, aDataItem, 'Item')} from ${holder(p, s, aStoreToRead, 'store')}`,
  'Query.query': (p, s) =>
    `query ${pick(p, s, aDataItem, 'Item')} from ${holder(p, s, aStoreToRead, 'store')} ${p.choice(['range', 'scan', 'aggregate', 'join', 'traverse'], 'range')} rows ${p.of('20')}`,
  'Write.write': (p, s) => `write ${pick(p, s, aDataItem, 'Item')} to ${holder(p, s, aStoreToRead, 'store')}`,
  'Publish.publish': (p, s) => `publish ${pick(p, s, aDataItem, 'Item')} to ${holder(p, s, aQueue, 'events')}`,
  'Call.call': (p, s) => `call ${pick(p, s, aCallee, 'api')}`,
  'Consume.on': (p, s) => `on ${pick(p, s, aQueue, 'events')} -> ${pick(p, s, aCallee, 'worker')} {\n\t$0\n}`,
  'Repeat.repeat': (p) => `repeat ${p.of('3')} {\n\t$0\n}`,
  'Idempotent.idempotent': (p) => `idempotent by ${p.of('request')}`,
  'ByPeople.by': (p) => `by ${p.of('1M')} users ${p.of('20/d')}`,
  'Spikes.spikes': (p) => `spikes ${p.of('10x')} for ${p.of('15 min')} every ${p.of('1 d')}`,
  'Run.run': (p, s) =>
    `run ${pick(p, s, aWorkload, 'day')} for ${p.of('10 min')} warmup ${p.of('1 min')} seed ${p.of('1')}`,
  'FaultLine.at': (p, s) =>
    `at ${p.of('2 min')} ${p.choice(['crash', 'restart', 'pause', 'flush'], 'crash')} ${pick(p, s, aComponent, 'store')} for ${p.of('1 min')}`,
  'Lose.lose': (p, { names }) => {
    const zones = names.visible.flatMap(({ name, declared }) =>
      declared.kind === 'region' ? [...declared.zones.keys()].map((zone) => `${name}.${zone}`) : [],
    );
    return `lose zone ${p.choice(zones, 'eu.a')}`;
  },
  'ScenarioExpectation.expect': (p, s) => `expect p99(${pick(p, s, aFlow, 'flow_name')}) < ${p.of('500 ms')}`,
  'Direction.direction': (p) => `direction ${p.choice(['right', 'down'], 'right')}`,
};

/** What a file without any declaration begins with: a design that is analysed once its places are filled in. */
function wholeDesign(p: Places): Snippet {
  return `design "${p.of('Title')}"

region home { zones a, b, c }

data Item { key id  size ${p.of('1 KB')}  requires ${p.choice(needs, 'durable')} }

client app { in home }
service api { across home  instances ${p.of('3')}  cores 2  work ${p.of('5 ms')}  timeout 300 ms }
database store : ${p.choice(usualFirst(technologies.filter(({ kinds }) => kinds[0] === 'database').map(({ id }) => id)), 'postgres')} { across home  stores Item }

flow use { app -> api { read Item from store } }

workload day { use at ${p.of('100/s')} }

expect under day { p99(use) < ${p.of('200 ms')} }
$0`;
}

function under(p: Places, s: Scene): Snippet {
  const some = s.names.visible.filter(({ declared }) => aWorkload.accepts(declared)).map(({ name }) => name);
  return some.length === 0 ? '' : ` under ${p.choice(some, '')}`;
}
