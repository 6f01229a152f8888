import assert from 'node:assert/strict';
import { lowerText } from '../check.js';

const base = `
data D { key k }
service s {}
database m { stores D }
queue q { carries D }
region us { zones a, b }
workload w { f at 1/s }
flow f { s -> m { read D from m } }
`;

describe('names', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['flow g { s -> mm { work 1 ms } }', /unknown-name «mm» Nothing here is called `mm`/],
    ['flow g { s -> messages { work 1 ms } }', /«messages» .*a component is expected here/],
    ['flow g { s -> m { read DD from m } }', /«DD» /],
    ['flow g { s -> m { read m from m } }', /«m» `m` is a database; a data item is expected here/],
    [
      'flow g { s -> m { read D from q } }',
      /«q» `q` is a queue; a database, a cache or another store is expected here/,
    ],
    ['flow g { s -> m { write D to q } }', /«q» `q` is a queue; .*publish/],
    ['flow g { s -> m { publish D to m } }', /«m» `m` is a database; a queue is expected here/],
    ['flow g { on m -> s { work 1 ms } }', /«m» `m` is a database; a queue/],
    ['flow g { s -> f { work 1 ms } }', /«f» `f` is a flow; a component/],
    ['flow g { s -> m { call w } }', /«w» `w` is a workload; a service/],
    ['flow g { s -> m { query D from m scann } }', /«scann» .*did you mean `scan`/],
    ['flow g { s -> m { read D from m at quorm } }', /«quorm» .*did you mean `quorum`/],
    ['service t { in us.c }', /«c» Region `us` has no zone `c`; it has a, b/],
    ['service t { in uss }', /«uss» .*did you mean `us`/],
    ['service t { in m }', /«m» `m` is a database; a region or a zone of one/],
    ['servce t {}', /«servce» There is no kind of component `servce`; did you mean `service`/],
    ['service m {}', /contradiction «m» The name `m` is already taken by the database/],
    ['region eu { zones a, a }', /contradiction «a» The name `a` is already taken/],
    ['workload v { g at 1/s }', /«g» /],
    ['workload v from ww { f at 1/s }', /«ww» .*did you mean `w`|«ww» /],
    ['workload v from v { f at 1/s }', /contradiction «v» Workload `v` is built on itself/],
    ['workload v { f at 60 }', /unit-mismatch «60» `60` has no unit; a rate/],
    ['workload v { f at 1/s by 10 users 3/d }', /contradiction .*already said/],
    ['expect { latency(f) < 1 s }', /«latency» /],
    ['expect { p99(f) < 250 }', /unit-mismatch «250» `250` has no unit; a duration/],
    ['expect { p99(D) < 1 s }', /«D» `D` is a data item; a flow/],
    ['expect { backlog(m) < 5 }', /«m» `m` is a database; a queue/],
    ['expect under ww { p99(f) < 1 s }', /«ww» /],
    ['scenario "x" { at 1 min crash m }', /syntax .*does not run/],
    ['scenario "x" { run w for 1 min at 2 min crash m }', /contradiction «at 2 min crash m» .*after the run has ended/],
    ['scenario "x" { run w for 1 min at 2 s crash m.leder }', /«leder» .*did you mean `leader`/],
    ['scenario "x" { run w for 1 min at 2 s lose zone us }', /«us» `us` is a region; a zone/],
    ['data E { requires durabel }', /«durabel» .*did you mean `durable`/],
    ['data E { requires durable, durable }', /contradiction «durable» `durable` is written twice/],
    ['data E { requires linearizable within 3 s }', /contradiction «3 s» `linearizable` allows no staleness/],
    ['data E { invariant balance "x" }', /«balance» .*counter/],
    ['database e { wal sync wal async }', /contradiction «wal async» `wal` is written twice/],
    ['database e { wal sync every 1 s }', /contradiction «1 s» /],
    ['database e { replicas 3 leaderless sync }', /contradiction «sync» /],
    [
      'database e { replicas 3 leader semi_sync 3 }',
      /contradiction «3» 3 acknowledgements are wanted from 2 followers/,
    ],
    ['database e { replicas 3 leaderless { write 4 } }', /«4» .*at most 3/],
    ['database e { replicas 2.5 consensus }', /«2.5» .*whole number/],
    ['service t { stores D }', /contradiction «stores» A service /],
    ['service t { retry 1 retry 2 }', /contradiction «retry 2» /],
    ['service t { timeout 1 s timeout 2 s }', /contradiction «timeout 2 s» /],
    ['service t { autoscale 40..4 }', /contradiction «autoscale 40..4» /],
    ['service t { in us 60%, us.a 60% }', /contradiction .*add up to 120%/],
    ['flow g { 60% { s -> m { work 1 ms } } 60% { done } }', /contradiction .*120%/],
    ['link us -- us { rtt 1 ms }', /contradiction «us» /],
  ];
  for (const [text, message] of wrong) {
    it(text, () => {
      const { said } = lowerText(`${base}${text}`);
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0] ?? '', message);
    });
  }
  it('the base itself is right', () => assert.deepEqual(lowerText(base).said, []));
  it('a quick fix replaces the wrong name', () => {
    const { findings, origins } = lowerText(
      `${base}flow g { srv -> m { read D from mm } }\nservice service_a {}\nflow h { servce_a -> m { work 1 ms } }`,
    );
    const fix = findings.find((one) => one.message.includes('service_a'))?.fixes[0]?.edits[0];
    assert.ok(fix?.kind === 'replace');
    assert.equal(fix.text, 'service_a');
    assert.equal(origins.get(fix.at)?.length, 'servce_a'.length);
  });
  it('what is unknown is left out and the rest stays', () => {
    const { design } = lowerText(`${base}flow g { s -> nowhere -> m { read D from m  read E from m  write D to m } }`);
    const step = design.flows.find((flow) => flow.id === 'g')?.steps[0];
    assert.ok(step?.kind === 'path');
    assert.deepEqual(
      step.hops.map((hop) => hop.to),
      ['s', 'm'],
    );
    assert.deepEqual(
      step.steps.map((one) => one.id),
      ['g/1/1/read:m', 'g/1/3/write:m'],
    );
  });
});
