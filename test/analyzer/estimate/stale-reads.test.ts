import assert from 'node:assert/strict';
import type { Estimate } from '../../../analyzer/estimate/estimate.js';
import { estimateAll } from '../../../analyzer/estimate/estimate-all.js';
import { designOf } from '../../language/check.js';

/** A follower read of data D, written at `writes` per second; the lag is an exponential of 2 ms / (1 - .002·writes). */
const follower = (data: string, writes = 10) => `
  client people
  data D { key id  size 1 KB  ${data} }
  database d { stores D  replicas 2 leader async { read from replica  apply work exponential(2 ms) } }
  flow change { people -> d { write D } }
  flow look { people -> d { read D } }
  workload w { change at ${writes}/s  look at 20/s }`;

/** A cache of ten items in front of a store, each changed five times a minute. */
const cached = (cache: string, data = '') => `
  client people
  service s { cores 8 }
  data D { key id  size 1 KB  count 10  popularity zipf 1.0  ${data} }
  database d { stores D }
  cache c { caches D  memory 1 GB  ${cache} }
  flow change { people -> s { write D to d } }
  flow look { people -> s { read D from c else d } }
  workload w { change at 0.8/s  look at 4/s }`;

describe('estimate: stale reads', () => {
  it('a follower: u·m/(1 + u·m) with the writes spread evenly over the items', () => {
    const lag = 0.002 / 0.98;
    const update = 10 / 50;
    close(stale(follower('count 50'), 'd'), (update * lag) / (1 + update * lag));
    close(stale(follower('count 50 updated 3/s'), 'd'), ((update + 3) * lag) / (1 + (update + 3) * lag));
    close(only(follower('count 50')).components.d?.staleReads?.D, (update * lag) / (1 + update * lag));
  });

  it('items that grow: as many as are kept at a time', () => {
    const lag = 0.002 / 0.98;
    const update = 10 / (10 * 86_400);
    close(stale(follower('grows 10/s keep 1 d'), 'd'), (update * lag) / (1 + update * lag));
  });

  it('an unknown number of items: no figure, and what to say', () => {
    for (const data of ['', 'grows 10/s', 'keep 1 d']) {
      const { d } = only(follower(data)).components;
      assert.equal(d?.staleReadProbability, null, data);
      assert.equal(d?.staleReads?.D, null);
      assert.equal(d?.reasons.staleReadProbability, 'unknown: say count (or grows and keep) of D');
    }
    // What is not written, or read where it is written, needs no number.
    assert.equal(stale(follower('', 0), 'd'), 0);
    assert.equal(stale(follower('').replace('read from replica', 'read from leader'), 'd'), 0);
    const alone = 3 * 0.002;
    close(stale(follower('updated 3/s', 0), 'd'), alone / (1 + alone));
  });

  it('agrees with a simulation: Zipf reads, even writes, exponential lag', () => {
    const [items, writes, mean] = [10, 50, 0.02];
    const uniform = uniforms(11);
    const exponential = (m: number) => -m * Math.log1p(-uniform());
    // Each item: times of its writes, and when each reached the follower (in order: a shipped log).
    const visible = Array.from({ length: items }, () => [] as { at: number; seen: number }[]);
    const end = 4000;
    for (let at = exponential(1 / writes); at < end; at += exponential(1 / writes)) {
      visible[Math.floor(uniform() * items)]?.push({ at, seen: at + exponential(mean) });
    }
    const weights = Array.from({ length: items }, (_, i) => 1 / (i + 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let [reads, old] = [0, 0];
    for (let at = 1; at < end; at += exponential(1 / 100)) {
      const drawn = uniform() * total;
      const item = weights.findIndex((_, i) => weights.slice(0, i + 1).reduce((sum, one) => sum + one, 0) > drawn);
      const last = before(visible[Math.max(0, item)] ?? [], at);
      if (last === undefined) continue;
      reads += 1;
      if (last.seen > at) old += 1;
    }
    const update = writes / items;
    const expected = (update * mean) / (1 + update * mean);
    assert.ok(Math.abs(old / reads - expected) < 4 * Math.sqrt((expected * (1 - expected)) / reads), `${old / reads}`);
    // The same as a design: an applier of 10 ms half busy is an exponential of 20 ms behind.
    const design = follower('count 10 popularity zipf 1.0', 50).replace('exponential(2 ms)', 'exponential(10 ms)');
    close(stale(design, 'd'), expected);
  });

  it('a far follower: nothing arrives before the way is done', () => {
    const { d } = only(`
      region eu { zones a }
      region us { zones a }
      link eu -- us { rtt 100 ms }
      client people { in eu }
      service s { in us }
      data D { key id  count 10 }
      database d { stores D  across eu  replicas 2 leader async { in eu, us  read from replica  apply work exponential(2 ms) } }
      flow f { people -> s { write D to d  read D from d } }
      workload w { f at 20/s }`).components;
    // M/M/1 applier: 2 ms / (1 - .04); 50 ms on the way; each item changes twice a second.
    const applied = 0.002 / 0.96;
    close(d?.staleReadProbability, 1 - Math.exp(-2 * 0.05) / (1 + 2 * applied));
    close(d?.replicationLag?.mean, 0.05 + applied);
  });

  it('followers that acknowledged have it: sync never, semi-sync one of two', () => {
    const design = (mode: string) =>
      follower('count 50').replace('replicas 2 leader async', `replicas 3 leader ${mode}`);
    const lag = 0.002 / 0.98;
    const whole = (0.2 * lag) / (1 + 0.2 * lag);
    close(stale(design('async'), 'd'), whole);
    close(stale(design('semi_sync 1'), 'd'), whole / 2);
    assert.equal(stale(design('sync'), 'd'), 0);
  });

  it('semi-sync over regions: the near follower acknowledges, the far one is behind', () => {
    const { d } = only(`
      region eu { zones a, b }
      region us { zones a }
      link eu -- us { rtt 100 ms }
      client people { in eu }
      service s { in eu }
      data D { key id  count 100 }
      database d { stores D  across eu  replicas 3 leader semi_sync 1 { in eu.a, eu.b, us  read from replica  apply work exponential(2 ms) } }
      flow f { people -> s { write D to d } }
      flow g { people -> s { read D from d } }
      workload w { f at 20/s  g at 20/s }`).components;
    const applied = 0.002 / 0.96;
    close(d?.staleReadProbability, (1 - Math.exp(-0.2 * 0.05) / (1 + 0.2 * applied)) / 2);
  });

  it('several leaders: others see a write later, the writer at its own', () => {
    const { d } = only(`
      region eu { zones a }
      region us { zones a }
      link eu -- us { rtt 100 ms }
      client people { in eu }
      service s { in eu }
      data D { key id  count 100 }
      database d { stores D  replicas 2 multi_leader async { in eu, us  resolve crdt  apply work exponential(2 ms) } }
      flow f { people -> s { write D to d  read D from d } }
      workload w { f at 20/s }`).components;
    // Each applies the half that the other took: 10/s.
    const applied = 0.002 / 0.98;
    close(d?.staleReadProbability, (1 - Math.exp(-0.2 * 0.05) / (1 + 0.2 * applied)) / 2);
    assert.equal(d?.readAfterWriteMissProbability, 0);
  });

  it('a quorum over regions answers as soon as its nearest copies do', () => {
    const { d } = only(`
      region eu { zones a, b }
      region us { zones a }
      link eu -- us { rtt 100 ms }
      link eu.a -- eu.b { rtt 2 ms }
      client people { in eu }
      service s { in eu }
      data D { key id  count 100 }
      database d { stores D  cores 8  work constant(1 ms)  replicas 3 leaderless { in eu.a, eu.b, us  write quorum  read one } }
      flow f { people -> s { write D to d  read D from d } }
      workload w { f at 1/s }`).components;
    close(d?.quorum?.write.p50, 0.003, 0.01);
    close(d?.quorum?.read.p50, 0.001, 0.01);
    close(d?.commitLatency?.p50, d?.quorum?.write.p50 ?? 0);
  });

  it('a quorum that overlaps, by the store or by the step', () => {
    const design = (levels: string, read = 'read D', write = 'write D') => `
      client people
      data D { key id  count 10 }
      database d { cores 8  stores D  replicas 3 leaderless { ${levels} delays { write exponential(20 ms) request exponential(1 ms) } } }
      flow change { people -> d { ${write} } }
      flow look { people -> d { ${read} } }
      workload w { change at 50/s  look at 10/s }`;
    assert.equal(stale(design('write quorum read quorum'), 'd'), 0);
    assert.equal(stale(design('write one read one', 'read D at all'), 'd'), 0);
    assert.equal(stale(design('write one read one', 'read D at quorum', 'write D at quorum'), 'd'), 0);
    const weak = stale(design('write one read one'), 'd') ?? 0;
    assert.ok(weak > 0.01, `${weak}`);
    // A stricter step is fresher than the store's own level.
    assert.ok((stale(design('write one read one', 'read D at quorum'), 'd') ?? 1) < weak);
  });

  it('a cache: the share of hits, times the mean over ages up to the time to live', () => {
    const { c } = only(cached('ttl 10 s')).components;
    const changes = (0.8 / 10) * 10;
    close(c?.staleReadProbability, (c?.hitRatio ?? 0) * (1 - (1 - Math.exp(-changes)) / changes));
    assert.equal(stale(cached('ttl 10 s', 'requires immutable'), 'c'), 0);
    assert.equal(stale(cached('ttl 10 s write_mode through'), 'c'), 0);
  });

  for (const kind of ['fixed', 'sliding'] as const) {
    it(`agrees with a simulation of a cache: ${kind} time to live`, () => {
      const simulated = simulateCache(kind === 'sliding');
      const { c } = only(cached(`ttl 10 s  ttl_kind ${kind}`)).components;
      assert.ok(Math.abs((c?.hitRatio ?? 0) - simulated.hits) < 0.006, `${c?.hitRatio} against ${simulated.hits}`);
      assert.ok(
        Math.abs((c?.staleReadProbability ?? 0) - simulated.stale) < 0.008,
        `${c?.staleReadProbability} against ${simulated.stale}`,
      );
    });
  }

  it('an invalidated cache: stale while the message is on its way', () => {
    const { c } = only(`
      region eu { zones a }
      region us { zones a }
      link eu -- us { rtt 100 ms }
      client people { in us }
      service s { in us  cores 8 }
      data D { key id  size 1 KB  count 10 }
      database d { stores D  in eu }
      cache c { caches D  memory 1 GB  in us  work constant(0 ms)  ttl 1 h  invalidate on_write }
      flow change { people -> s { write D to d } }
      flow look { people -> s { read D from c else d } }
      workload w { change at 10/s  look at 100/s }`).components;
    close(c?.staleReadProbability, (c?.hitRatio ?? 0) * (1 - Math.exp(-1 * 0.05)), 1e-3);
  });

  it('an invalidated cache misses what was written: mean life (1 - e^(-uT))/u', () => {
    // Ten items alike, asked for .4 times a second each, written .08 times.
    const even = (cache: string) => cached(`${cache}  invalidate on_write`).replace('zipf 1.0', 'uniform');
    const hit = (text: string) => only(text).components.c?.hitRatio;
    const life = (1 - Math.exp(-0.8)) / 0.08;
    close(hit(even('ttl 10 s')), (0.4 * life) / (1 + 0.4 * life));
    close(hit(even('')), 0.4 / 0.48);
    close(hit(even('ttl 10 s ttl_kind sliding')), (0.4 / 0.48) * (1 - Math.exp(-4.8)));
    close(hit(even('ttl 10 s').replace('invalidate on_write', '')), 4 / 5);
  });

  it('a cache of an unknown number of items: no hit ratio and no staleness', () => {
    const { c } = only(cached('ttl 10 s').replace('count 10', '')).components;
    assert.equal(c?.hitRatio, null);
    assert.equal(c?.staleReadProbability, null);
    assert.match(c?.reasons.staleReadProbability ?? '', /say count \(or grows and keep\) of D/);
    // What grows has as many items as are kept: 10 of them.
    const grown = only(cached('ttl 10 s').replace('count 10', 'grows 1/s keep 10 s')).components.c;
    close(grown?.hitRatio, only(cached('ttl 10 s')).components.c?.hitRatio ?? 0);
  });

  it('a view is anything from 0 to its refresh behind', () => {
    const { i } = only(`
      client people
      data D { key id  count 10 }
      search i { stores D  refresh 2 s }
      flow f { people -> i { write D } }
      flow g { people -> i { query D range rows 1 } }
      workload w { f at 5/s  g at 1/s }`).components;
    // Half an update per second and item: uT = 1.
    close(i?.staleReadProbability, Math.exp(-1));
    close(i?.replicationLag?.mean, 1);
  });
});

describe('estimate: own writes missed', () => {
  const design = (steps: string, settings = 'read from replica') => `
    client people
    service s { cores 8  work constant(0 ms) }
    data D { key id  count 10 }
    data E { key id  count 10 }
    database d { cores 8  work constant(0 ms)  stores D, E  replicas 2 leader async { ${settings}  apply work exponential(2 ms) } }
    flow f { people -> s { ${steps} } }
    flow g { people -> s { read D from d  read E from d } }
    workload w { f at 20/s  g at 20/s }`;
  const missed = (text: string) => only(text).components.d?.readAfterWriteMissProbability;

  it('only where a flow writes and then reads', () => {
    assert.equal(missed(design('read D from d')), undefined);
    assert.equal(missed(design('write D to d')), undefined);
    assert.equal(missed(design('read D from d  write D to d')), undefined);
    assert.equal(missed(design('write D to d  read E from d')), undefined);
    assert.equal(missed(design('50% { write D to d } else { read D from d }')), undefined);
    assert.equal(missed(design('write D to d  read D from d')), 1);
    assert.equal(missed(design('write D to d  read D from d', 'read from any')), 0.5);
    assert.equal(missed(design('write D to d  read D from d at leader')), 0);
  });

  it('after what passes between: e^(-t/m)', () => {
    const lag = 0.002 / (1 - 0.04);
    close(missed(design('write D to d  wait 3 ms  read D from d')), Math.exp(-0.003 / lag));
    close(missed(design('write D to d  30% { wait 10 ms }  read D from d')), Math.exp(-0.003 / lag));
    close(missed(design('write D to d  parallel { wait 3 ms  wait 1 ms }  read D from d')), Math.exp(-0.003 / lag));
  });
});

/** 4 reads/s of 10 items by Zipf 1, .8 writes/s spread evenly, entries that live 10 s. */
function simulateCache(sliding: boolean): { readonly hits: number; readonly stale: number } {
  const uniform = uniforms(5);
  const exponential = (m: number) => -m * Math.log1p(-uniform());
  const weights = Array.from({ length: 10 }, (_, i) => 1 / (i + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let [reads, hits, stale] = [0, 0, 0];
  for (const weight of weights) {
    const rate = (4 * weight) / total;
    let [ends, version, cachedVersion, nextWrite] = [0, 0, 0, exponential(1 / 0.08)];
    for (let at = exponential(1 / rate); at < 100_000; at += exponential(1 / rate)) {
      for (; nextWrite < at; nextWrite += exponential(1 / 0.08)) version += 1;
      reads += 1;
      if (at < ends) {
        hits += 1;
        if (cachedVersion !== version) stale += 1;
        if (sliding) ends = at + 10;
      } else [ends, cachedVersion] = [at + 10, version];
    }
  }
  return { hits: hits / reads, stale: stale / reads };
}

/** Uniform numbers that repeat themselves (Mulberry32). */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The last of the writes before a time; writes are in order. */
function before<T extends { readonly at: number }>(writes: readonly T[], at: number): T | undefined {
  let [low, high] = [0, writes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((writes[middle]?.at ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return writes[low - 1];
}

const stale = (text: string, component: string) => only(text).components[component]?.staleReadProbability;

function only(text: string): Estimate {
  const [first] = estimateAll(designOf(text));
  assert.ok(first !== undefined);
  return first;
}

function close(actual: number | null | undefined, expected: number, relative = 1e-4): void {
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual} against ${expected}`,
  );
}
