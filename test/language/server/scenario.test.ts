/** Scenarios played by the server: results, progress, cancellation, and answers meanwhile. */
import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-jsonrpc/node.js';
import type { CodeAction } from 'vscode-languageserver-protocol';
import type { NoRun, ScenarioProgress, ScenarioRun, Shown } from '../../../language/protocol.js';
import { Client } from './client.js';

const shop = `client people
service api { cores 2  work exponential(5 ms) }
flow buy { people -> api }
workload day { buy at 100/s }
scenario quick {
  run day for 20 s seed 3
  expect mean(buy) < 50 ms
  expect mean(buy) < 1 us
  expect recovery(api) < 1 s
}
scenario endless { run day for 10 y  expect mean(buy) < 50 ms }
`;

describe('scenarios over stdio', () => {
  let client: Client;
  beforeEach(async () => {
    client = await new Client().start();
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  const run = (scenario: string, source?: CancellationTokenSource) =>
    client.request<ScenarioRun | NoRun>(
      'sysdesign/runScenario',
      { uri: client.uri('shop.sysdesign'), scenario },
      source?.token,
    );

  it('are played as the text stands, and decided at the lines that state them', async () => {
    await client.open('shop.sysdesign', `\n${shop}`);
    const result = (await run('quick')) as ScenarioRun;
    assert.deepEqual([result.seed, result.isWhole], [3, true]);
    assert.ok(result.eventCount > 1000);
    const said = result.expectations.map(({ label, status, range }) => [label, status, range.start.line]);
    assert.deepEqual(said, [
      ['mean(buy) < 50 ms', 'met', 7],
      ['mean(buy) < 1 us', 'missed', 8],
      ['recovery(api) < 1 s', 'undecided', 9],
    ]);
    assert.match(result.expectations[1]?.message ?? '', /^measured [\d.]+ ms ± [\d.]+ (ms|µs), bound 1 µs$/u);
    assert.match(result.expectations[1]?.actual ?? '', /^[\d.]+ ms ±/u);
    assert.equal(result.expectations[2]?.message, 'nothing took api out of service in this run');
    assert.deepEqual(await run('quick'), result, 'the same again');
  });

  it('say how far they are, end when cancelled, and hold up no other answer', async () => {
    await client.open('shop.sysdesign', shop);
    const source = new CancellationTokenSource();
    let told: (news: ScenarioProgress) => void = () => undefined;
    const progress = new Promise<ScenarioProgress>((resolve) => {
      told = resolve;
    });
    client.listen<ScenarioProgress>('sysdesign/scenarioProgress', (news) => told(news));
    const running = run('endless', source);
    const news = await progress;
    assert.deepEqual([news.scenario, news.share >= 0 && news.share < 1], ['endless', true]);
    const symbols = await client.request<readonly unknown[]>('textDocument/documentSymbol', {
      textDocument: { uri: client.uri('shop.sysdesign') },
    });
    assert.ok(symbols.length > 0);
    source.cancel();
    await assert.rejects(running, { code: -32_800 });
    assert.equal(((await run('quick')) as ScenarioRun).isWhole, true, 'the next one runs');
  });

  it('are not played where there is nothing to play', async () => {
    await client.open('shop.sysdesign', shop.replace('5 ms', '5mss'));
    assert.match(((await run('quick')) as NoRun).problem, /^The text has mistakes, line 2: /u);
    await client.change('shop.sysdesign', shop);
    assert.equal(((await run('gone')) as NoRun).problem, 'There is no scenario gone in this design.');
    const elsewhere = { uri: client.uri('no.sysdesign'), scenario: 'quick' };
    assert.deepEqual(await client.request('sysdesign/runScenario', elsewhere), {
      problem: 'There is no design to run.',
    });
  });
});

const baskets = `data Basket { key user  size 2 KB  count 1M  requires read_your_writes }
client phone { timeout 2 s }
service shop { instances 3  work 2 ms  timeout 500 ms }
database baskets : cassandra {
  stores Basket
  replicas 3 leaderless { write one  read one  repair on_read }
}
flow fill { phone -> shop { write Basket to baskets idempotent by user } }
flow show { phone -> shop { read Basket from baskets } }
workload day { fill at 10/s  show at 100/s }
`;
/** Of the finding in it. */
const line = baskets.split('\n').findIndex((one) => one.includes('replicas 3'));

describe('findings shown in a run, over stdio', () => {
  let client: Client;
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  const start = async (options?: Readonly<Record<string, unknown>>): Promise<void> => {
    client = new Client();
    client.options = options;
    await client.start();
    await client.open('baskets.sysdesign', baskets);
  };
  const actions = async (): Promise<readonly CodeAction[]> => {
    const [finding] = await client.said('baskets.sysdesign');
    return client.request('textDocument/codeAction', {
      textDocument: { uri: client.uri('baskets.sysdesign') },
      range: finding?.range,
      context: { diagnostics: finding === undefined ? [] : [finding] },
    });
  };
  const show = (rule: string, at: number) =>
    client.request<Shown | NoRun>('sysdesign/showMe', { uri: client.uri('baskets.sysdesign'), rule, line: at });

  it('are offered to clients that have the command, and found', async () => {
    await start({ showsRuns: true });
    const offered = (await actions()).find(({ command }) => command?.command === 'sysdesign.showMe');
    assert.equal(offered?.title, 'Show me a run in which `stale-quorum` comes true');
    assert.deepEqual(offered.command?.arguments, [client.uri('baskets.sysdesign'), 'stale-quorum', line]);
    const answer = (await show('stale-quorum', line)) as Shown;
    assert.ok(answer.counterexample !== undefined && answer.runs >= 1);
    assert.equal(answer.counterexample.violation.data, 'Basket');
    assert.deepEqual(await show('stale-quorum', line), answer, 'the same again');
  });

  it('are not offered to others, and not searched where there are none', async () => {
    await start();
    assert.ok((await actions()).every(({ command }) => command === undefined));
    assert.match(
      ((await show('stale-quorum', 0)) as NoRun).problem,
      /^There is no finding of stale-quorum on line 1 /u,
    );
    assert.match(((await show('nonsense', line)) as NoRun).problem, /^There is no finding of nonsense/u);
    // What is no loss of an operation cannot be shown.
    assert.match(((await show('missing-timeout', line)) as NoRun).problem, /^There is no finding/u);
  });
});
