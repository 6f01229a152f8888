/** Which settings move a p99, against changing them by hand. */
import assert from 'node:assert/strict';
import { estimate } from '../../../analyzer/estimate/estimate-workload.js';
import { sensitivities } from '../../../analyzer/estimate/sensitivity.js';
import { designOf } from '../../language/check.js';

const text = (work: string, others = ''): string => `client people
service api { instances 1 cores 1 work exponential(${work}) ${others}}
flow ask { people -> api }
workload day { ask at 80/s }
`;

describe('sensitivity', () => {
  it('says what the estimate says of the changed text, the strongest first', () => {
    const design = designOf(text('10 ms'));
    const base = estimate(design, 'day');
    const all = sensitivities(design, base);
    const work = all.find(({ setting }) => setting === 'api.work');
    // M/M/1: p99 is ln 100 / (μ − λ): 10 % more work takes μ from 100/s to 90.9/s, and the p99 to 20/10.9 of what it was.
    assert.ok(work !== undefined && work.change !== null);
    assert.ok(Math.abs(work.from - 0.01) < 1e-12 && Math.abs(work.to - 0.011) < 1e-12);
    assert.ok(Math.abs(work.change - (20 / (1 / 0.011 - 80) - 1)) < 0.02, `${work.change}`);
    const byHand = estimate(designOf(text('11 ms')), 'day').flows.ask?.latency.p99 ?? Number.NaN;
    assert.ok(Math.abs((work.p99 ?? 0) / byHand - 1) < 1e-9);
    assert.deepEqual([work.flow, work.component, work.isWritten], ['ask', 'api', true]);
    const strengths = all.map(({ change }) => (change === null ? Infinity : Math.abs(change)));
    assert.deepEqual(
      strengths,
      strengths.toSorted((a, b) => b - a),
    );
    assert.ok(all.every(({ setting }) => !setting.startsWith('people')));
    const one = all.find(({ setting }) => setting === 'api.instances');
    assert.ok(one !== undefined && one.to === 2 && (one.change ?? 0) < -0.5);
  });

  it('has no figure for what a flow cannot carry any more', () => {
    const design = designOf(text('12 ms'));
    const [first] = sensitivities(design, estimate(design, 'day'));
    assert.deepEqual([first?.setting, first?.p99, first?.change], ['api.work', null, null]);
  });

  it('says nothing of a flow that has no p99, or of settings without effect', () => {
    const overloaded = designOf(text('20 ms'));
    assert.deepEqual(sensitivities(overloaded, estimate(overloaded, 'day')), []);
    const idle = designOf(`${text('10 ms')}service other { instances 3 work 1 s }\n`);
    assert.ok(sensitivities(idle, estimate(idle, 'day')).every(({ component }) => component !== 'other'));
    const empty = designOf('client people\n');
    assert.deepEqual(sensitivities(empty, estimate(empty, 'none')), []);
  });

  it('tries no default that another setting outranks', () => {
    const design = designOf(`client people
database books : postgres { stores Book  cores 4  work 5 ms }
data Book { key id  size 1 KB  count 1000 }
flow ask { people -> books { write Book to books } }
workload day { ask at 80/s }
`);
    const found = sensitivities(design, estimate(design, 'day'));
    assert.ok(
      found.every(({ change, setting }) => !setting.includes('work') || (change ?? 1) > 0),
      JSON.stringify(found),
    );
  });
});
