/** Requests that are followed message by message: when messages leave and arrive, what becomes of them, and how many there are. */
import assert from 'node:assert/strict';
import { MOST_MESSAGES } from '../../../../analyzer/simulator/playback/message-log.js';
import type { Message, Playback } from '../../../../analyzer/simulator/playback/playback.js';
import { recorded, sumOf } from './recorded.js';

const said = ({ kind, from, to, outcome }: Message): string => `${kind} ${from} ${to} ${outcome}`;
const of = ({ messages }: Playback, request: number) => messages.filter((message) => message.request === request);

/** A store on the other side of the sea: 80 ms there and back. */
const sea = (rest = '', service = '') => `
region us { zones a } region eu { zones a } link us -- eu { rtt constant(80 ms) }
data Item { key id }
client app { in us }
service web { in us  work constant(10 ms) ${service} }
database items { in eu  stores Item  read_work constant(5 ms) }
flow look { app -> web { read Item from items } }
workload steady { look at 10/s arrivals paced }
${rest}`;

describe('messages', () => {
  it('of a request leave and arrive as the network and the work have it', () => {
    const playback = recorded(sea(), { duration: 20 });
    const [request] = playback.requests;
    assert.ok(request !== undefined);
    const messages = of(playback, request.number);
    assert.deepEqual(messages.map(said), [
      'request app web ok',
      'request web items ok',
      'answer items web ok',
      'answer web app ok',
    ]);
    const [first, second, third, fourth] = messages;
    assert.ok(first && second && third && fourth);
    const isNear = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-4, `${one} ${other}`);
    isNear(first.departs, request.starts);
    isNear(second.departs, first.arrives + 0.01);
    isNear(second.arrives, second.departs + 0.04);
    isNear(third.departs, second.arrives + 0.005);
    isNear(third.arrives, third.departs + 0.04);
    isNear(fourth.departs, third.arrives);
    isNear(fourth.arrives, request.ends ?? 0);
    assert.equal(request.outcome, 'ok');
    assert.equal(second.step, 'look/1/1/read:items');
  });

  it('are late when their caller has given up, and lost in a partition', () => {
    const timeouts = recorded(sea('', 'timeout 50 ms retry 1'), { duration: 20 });
    const late = timeouts.messages.filter(({ kind, from }) => kind === 'answer' && from === 'items');
    assert.ok(late.length > 20 && late.every(({ outcome }) => outcome === 'late'));
    assert.ok(sumOf(timeouts.components.items?.timeouts) > 300);
    const cut = recorded(sea('scenario "s" { run steady for 60 s  at 20 s partition us from eu for 20 s }'));
    const during = cut.messages.filter(({ departs, to }) => departs > 20 && departs < 25 && to === 'items');
    // What the network repeats for long enough comes through when it is over.
    assert.ok(during.length > 5 && during.every(({ outcome, arrives }) => outcome === 'lost' || arrives >= 40));
    assert.ok(during.some(({ outcome }) => outcome === 'lost'));
    for (const { outcome, departs, arrives, held = 0 } of during)
      if (outcome === 'ok') assert.ok(Math.abs(arrives - departs - held - 0.04) < 1e-4);
    assert.ok(cut.messages.some(({ departs, outcome, to }) => to === 'items' && departs < 19 && outcome === 'ok'));
  });

  it('are rejected where there is no room, and failed answers say so', () => {
    const { messages } = recorded(
      `client people  service worker { cores 1  work constant(100 ms)  limit 1 }
      flow ask { people -> worker }  workload steady { ask at 50/s }`,
      { duration: 20 },
    );
    const rejected = messages.filter(({ outcome }) => outcome === 'rejected');
    assert.ok(rejected.length > 0);
    for (const { request, departs } of rejected) {
      const answer = messages.find((one) => one.request === request && one.kind === 'answer' && one.departs >= departs);
      assert.equal(answer?.outcome, 'failed');
    }
  });

  it('go through queues to consumers, and to the copies of a store', () => {
    const playback = recorded(
      `region us { zones a, b, c }
      data Job { key id }  data Result { key id }  client people { in us }  service api { across us  work 1 ms }
      queue jobs { carries Job  partitions 4  work 1 ms  across us }
      service worker { across us  work 1 ms }
      database results { stores Result  across us  replicas 3 leader sync }
      flow tell { people -> api { publish Job to jobs } }
      flow hear { on jobs -> worker { write Result to results } }
      workload steady { tell at 20/s }`,
      { duration: 30 },
    );
    const kinds = new Set(of(playback, 3).map(({ kind, from, to }) => `${kind} ${from} ${to}`));
    for (const expected of [
      'publish api jobs',
      'answer jobs api',
      'deliver jobs worker',
      'acknowledge worker jobs',
      'request worker results',
      'replicate results results',
      'acknowledge results results',
    ])
      assert.ok(kinds.has(expected), `${expected} is not in ${[...kinds].join(', ')}`);
    const delivered = of(playback, 3).find(({ kind }) => kind === 'deliver');
    assert.match(delivered?.fromMachine ?? '', /^jobs\.partition\.[1-4]$/);
    const copied = of(playback, 3).filter(({ kind }) => kind === 'replicate');
    assert.deepEqual(copied.map(({ toMachine }) => toMachine).sort(), ['results.replica.1', 'results.replica.2']);
    assert.ok(
      copied.every(({ fromMachine, arrives, departs }) => fromMachine === 'results.leader' && arrives > departs),
    );
  });

  it('show heartbeats and votes now and then', () => {
    const { messages } = recorded(`
      region us { zones a, b, c }  data Item { key id }  client app { in us }
      database items { stores Item  across us  replicas 3 leader semi_sync 1 { elect by consensus timeout 1 s heartbeat 100 ms } }
      flow ask { app -> items { write Item to items } }  workload usual { ask at 20/s }
      scenario "s" { run usual for 60 s seed 3  at 20 s crash items.leader }`);
    const beats = messages.filter(({ kind }) => kind === 'heartbeat');
    assert.ok(beats.length > 50 && beats.length <= 200 + 100);
    assert.ok(messages.some(({ kind, departs }) => kind === 'vote' && departs > 20));
    assert.ok([...beats].every(({ request, arrives, departs }) => request === -1 && arrives >= departs));
  });

  it('are in order of their arrivals, never more than the stated number, and from the whole run', () => {
    const busy = `client people  service front { work 1 ms }
      ${Array.from({ length: 30 }, (_, i) => `service s${i} { instances 20  work 1 ms }`).join(' ')}
      flow ask { people -> front { ${Array.from({ length: 30 }, (_, i) => `call s${i}`).join(' ')} } }
      workload steady { ask at 200/s }`;
    const { messages, requests, duration } = recorded(busy, { duration: 100, requests: 5000, requestsPerSecond: 1000 });
    assert.ok(messages.length > MOST_MESSAGES / 2 && messages.length <= MOST_MESSAGES, `${messages.length}`);
    assert.ok(messages.every(({ arrives }, i) => arrives >= (messages[i - 1]?.arrives ?? 0)));
    assert.ok((messages.at(-1)?.departs ?? 0) > 0.95 * duration);
    assert.deepEqual(
      requests.map(({ number }) => number),
      requests.map((_, i) => i),
    );
  });

  it('are of so many requests each second as are asked for, of every flow', () => {
    const text = `client people  service web { instances 4  work 1 ms }
      flow often { people -> web }  flow seldom { people -> web }
      workload steady { often at 500/s  seldom at 1/s }`;
    const { requests } = recorded(text, { duration: 50, requestsPerSecond: 4 });
    const counted = (flow: string) => requests.filter((request) => request.flow === flow).length;
    assert.equal(counted('often'), 100);
    assert.ok(counted('seldom') > 25);
    assert.ok(recorded(text, { duration: 50, requests: 10 }).requests.length <= 10);
  });

  it('of sessions that are asked for are all there', () => {
    const text = `client people  service web { work 1 ms }  flow ask { people -> web }
      workload steady { ask by 5 users thinking 100 ms }`;
    const users = recorded(text, {
      duration: 20,
      requests: 1,
      follow: { sessions: [3], from: 5, until: 10 },
    });
    const followed = users.requests.filter(({ session, starts }) => session === 3 && starts >= 5);
    // About one each 120 ms.
    assert.ok(followed.length > 25 && followed.length < 70, `${followed.length}`);
    assert.ok(followed.every(({ starts }) => starts <= 10));
    assert.ok(users.requests.length <= followed.length + 1);
  });
});
