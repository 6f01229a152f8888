/** Stations with more servers than anybody counts: no walk through them, and no jump where the walk ends. */
import assert from 'node:assert/strict';
import { erlangB, erlangC } from '../../../analyzer/estimate/queueing/erlang.js';
import { erlangA } from '../../../analyzer/estimate/queueing/impatience.js';
import { MANY } from '../../../analyzer/estimate/queueing/many-servers.js';
import { mdc } from '../../../analyzer/estimate/queueing/mdc.js';
import { mmck } from '../../../analyzer/estimate/queueing/mmck.js';
import { estimated } from '../estimate/estimated.js';

const near = (a: number, b: number, share: number) =>
  assert.ok(Math.abs(a - b) <= share * Math.abs(b) + 1e-300, `${a} against ${b}`);

describe('very many servers', () => {
  for (const density of [0.997, 0.999, 0.9999, 1, 1.0001, 1.001]) {
    it(`agree with the sums at the boundary at a load of ${density}`, () => {
      const offered = MANY * density;
      // One server more changes a share of about density/√c of the loss.
      near(
        erlangB(offered, MANY + 1),
        (offered * erlangB(offered, MANY)) / (MANY + 1 + offered * erlangB(offered, MANY)),
        1e-7,
      );
      const load = { arrivalRate: offered, meanService: 1, meanPatience: 2 };
      const summed = erlangA({ ...load, servers: MANY });
      const closed = erlangA({ ...load, servers: MANY + 1 });
      assert.ok(Math.abs(summed.waitProbability - closed.waitProbability) < 2e-3);
      assert.ok(Math.abs(summed.loss - closed.loss) < 2e-6);
      near(closed.throughput, summed.throughput, 2e-6);
      near(closed.meanInSystem, summed.meanInSystem, 2e-6);
    });
  }

  it('take no time', () => {
    const load = { arrivalRate: 199e6, meanService: 0.005, servers: 1e12 };
    assert.equal(erlangC(load.arrivalRate * load.meanService, load.servers), 0);
    for (const measures of [erlangA({ ...load, meanPatience: 1 }), mdc(load), mmck({ ...load, capacity: 1e12 })]) {
      assert.equal(measures.meanWait, 0);
      near(measures.meanInSystem, 995_000, 1e-9);
    }
    const full = erlangA({ arrivalRate: 1e12, meanService: 1, servers: 1e12, meanPatience: 1 });
    // Halfin and Whitt's limit with θ = μ: the number in the system is Poisson, so that half of them wait.
    near(full.waitProbability, 0.5, 1e-5);
    near(full.meanQueue, 1e6 / Math.sqrt(2 * Math.PI), 1e-5);
  });

  it('are estimated', () => {
    const design = `client people
      service a { instances 1000000 cores 1000000 policy shared patience 1 s work 5 ms }
      flow ask { people -> a } workload steady { ask at 199M/s }`;
    const { a } = estimated(design).components;
    near(a?.utilization ?? Number.NaN, 995_000 / 1e12, 1e-9);
    assert.equal(a?.waitTime, 0);
  });
});
