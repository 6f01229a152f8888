import assert from 'node:assert/strict';
import {
  joinShortestQueue,
  meanFieldTwoChoices,
  randomSplit,
  twoChoices,
} from '../../../analyzer/estimate/queueing/balanced-servers.js';
import { batchArrivals } from '../../../analyzer/estimate/queueing/batch-arrivals.js';
import { mm1Breakdowns } from '../../../analyzer/estimate/queueing/breakdowns.js';
import { erlangB, erlangC } from '../../../analyzer/estimate/queueing/erlang.js';
import { forkJoinResponse, harmonic } from '../../../analyzer/estimate/queueing/fork-join.js';
import { allenCunneen, exponentialWaitTail, ggc, kingman } from '../../../analyzer/estimate/queueing/ggc.js';
import {
  erlangArrivals,
  gm1,
  hyperexponentialArrivals,
  pacedArrivals,
  roundRobin,
} from '../../../analyzer/estimate/queueing/gm1.js';
import { erlangA } from '../../../analyzer/estimate/queueing/impatience.js';
import { mdc } from '../../../analyzer/estimate/queueing/mdc.js';
import { mg1 } from '../../../analyzer/estimate/queueing/mg1.js';
import { mm1, mm1ResponseQuantile } from '../../../analyzer/estimate/queueing/mm1.js';
import {
  mmc,
  mmcResponseQuantile,
  mmcResponseTail,
  mmcWaitQuantile,
  mmcWaitTail,
} from '../../../analyzer/estimate/queueing/mmc.js';
import { mmck, mmckResponseTail } from '../../../analyzer/estimate/queueing/mmck.js';
import { mg1Priority, mgcPriority } from '../../../analyzer/estimate/queueing/priority.js';
import { processorSharing, processorSharingResponse } from '../../../analyzer/estimate/queueing/processor-sharing.js';
import { tandemBlocking } from '../../../analyzer/estimate/queueing/tandem-blocking.js';
import { closeTo } from './close-to.js';

/** Arrival rate, service rate and servers of an M/M/c, then what is known of it. */
type Row = readonly [number, number, number, Record<string, number>];

describe('open stations', () => {
  describe('M/M/c', () => {
    const rows: readonly Row[] = [
      [50, 100, 1, { meanResponse: 0.02, p95: 0.059914645, p99: 0.092103404 }],
      [80, 100, 1, { meanInSystem: 4, meanResponse: 0.05, meanWait: 0.04, p95: 0.14978661, p99: 0.23025851 }],
      [90, 100, 1, { meanResponse: 0.1, p99: 0.46051702 }],
      [95, 100, 1, { meanResponse: 0.2, meanQueue: 18.05 }],
      [5, 8, 1, { meanWait: 0.20833333 }],
      [1.8, 1, 2, { waitProbability: 0.85263158, meanWait: 4.2631579, meanQueue: 7.6736842 }],
      [8, 1, 10, { waitProbability: 0.40918015, meanWait: 0.20459008 }],
      [
        90,
        10,
        10,
        {
          waitProbability: 0.66873152,
          meanWait: 0.066873152,
          meanResponse: 0.16687315,
          p95: 0.43608666,
          p99: 0.62498767,
        },
      ],
      [450, 100, 5, { waitProbability: 0.76249322, meanWait: 0.015249864, p99: 0.10049781 }],
      [0.2, 0.1, 3, { waitProbability: 0.44444444, meanWait: 4.4444444 }],
      [0.2, 0.1, 4, { waitProbability: 0.17391304, meanWait: 0.86956522 }],
      [1900, 100, 20, { waitProbability: 0.75540123, meanWait: 0.0075540123 }],
      [30, 4, 8, { waitProbability: 0.80725255, meanWait: 0.40362627 }],
      [95, 1, 100, { waitProbability: 0.50645685, meanWait: 0.10129137 }],
      [9, 5, 2, { meanQueue: 7.674, meanResponse: 1.053 }],
      [9, 5, 4, { meanQueue: 0.105, meanResponse: 0.212 }],
    ];
    for (const [arrivalRate, rate, servers, expected] of rows) {
      it(`${arrivalRate}/s at ${servers} servers of ${rate}/s`, () => {
        const load = { arrivalRate, meanService: 1 / rate, servers };
        const actual: Record<string, unknown> = {
          ...mmc(load),
          p95: mmcResponseQuantile(load, 0.95),
          p99: mmcResponseQuantile(load, 0.99),
        };
        // Textbook slides print three digits.
        for (const [key, value] of Object.entries(expected))
          closeTo(Number(actual[key]), value, rate === 5 ? 0.005 : 1e-6, key);
      });
    }
    it('agrees with M/M/1', () => {
      const load = { arrivalRate: 80, meanService: 0.01 };
      closeTo(mm1(load).meanWait, mmc({ ...load, servers: 1 }).meanWait, 1e-12);
      closeTo(mm1ResponseQuantile(load, 0.999), mmcResponseQuantile({ ...load, servers: 1 }, 0.999), 1e-9);
    });
    it('is infinite, with a reason, at capacity', () => {
      const full = mmc({ arrivalRate: 100, meanService: 0.01, servers: 1 });
      assert.equal(full.meanWait, Infinity);
      assert.equal(full.throughput, 100);
      assert.match(full.reason ?? '', /capacity/);
      assert.equal(mmcResponseQuantile({ arrivalRate: 101, meanService: 0.01, servers: 1 }, 0.5), Infinity);
    });
    it('has tails whose integrals are the means', () => {
      const load = { arrivalRate: 4, meanService: 1, servers: 5 };
      closeTo(integral(mmcResponseTail(load), 60), mmc(load).meanResponse, 1e-4);
      closeTo(integral(mmcWaitTail(load), 60), mmc(load).meanWait, 1e-4);
      // Here d = cμ - λ equals μ, the removable singularity of the response tail.
      closeTo(mmcResponseTail(load)(2), Math.exp(-2) * (1 + 2 * erlangC(4, 5)), 1e-9);
      closeTo(mmcWaitTail(load)(mmcWaitQuantile(load, 0.9)), 0.1, 1e-9);
      assert.equal(mmcWaitQuantile(load, 0.1), 0);
    });
  });

  describe('Erlang B', () => {
    const rows = [
      [5, 5, 0.28486782],
      [10, 10, 0.21458234],
      [10, 15, 0.03649695],
      [80, 100, 0.00399203],
      [30, 40, 0.01440901],
    ] as const;
    for (const [offered, servers, loss] of rows) {
      it(`${offered} erlang on ${servers}`, () => {
        closeTo(erlangB(offered, servers), loss, 1e-5);
        closeTo(mmck({ arrivalRate: offered, meanService: 1, servers, capacity: servers }).loss, loss, 1e-5);
      });
    }
  });

  describe('M/M/c/K', () => {
    const rows: readonly (readonly [number, number, number, number, Record<string, number>])[] = [
      [120, 100, 1, 10, { loss: 0.1925865, throughput: 96.889621, meanInSystem: 6.7107087, meanResponse: 0.069261378 }],
      [80, 100, 1, 5, { loss: 0.088819499, throughput: 72.89444, meanResponse: 0.025630652 }],
      [200, 100, 1, 50, { loss: 0.5, throughput: 100, meanInSystem: 49, meanResponse: 0.49 }],
      [95, 10, 10, 20, { loss: 0.046597115, throughput: 90.573274, meanWait: 0.033270371 }],
      [3, 1, 2, 4, { loss: 0.39901478, throughput: 1.8029557 }],
      [40, 30, 3, 7, { meanResponse: 0.036517008 }],
      [500, 100, 4, 64, { loss: 0.20000015, meanResponse: 0.15000015 }],
    ];
    for (const [arrivalRate, rate, servers, capacity, expected] of rows) {
      const load = { arrivalRate, meanService: 1 / rate, servers, capacity };
      it(`${arrivalRate}/s on ${servers} of ${rate}/s, ${capacity} inside`, () => {
        const actual: Record<string, unknown> = { ...mmck(load) };
        for (const [key, value] of Object.entries(expected)) closeTo(Number(actual[key]), value, 1e-6, key);
      });
      it(`… and its response tail integrates to the mean`, () => {
        const { meanResponse } = mmck(load);
        closeTo(integral(mmckResponseTail(load), meanResponse * 25), meanResponse, 2e-3);
      });
    }
    it('tends to M/M/c with room', () => {
      const load = { arrivalRate: 90, meanService: 0.1, servers: 10 };
      closeTo(mmckResponseTail({ ...load, capacity: 2000 })(0.62498767), 0.01, 1e-5);
    });
  });

  describe('general service', () => {
    const rows = [
      ['M/D/1', 80, 0.01, 0, 0.02],
      ['M/E2/1', 80, 0.01, 0.5, 0.03],
      ['M/H2/1', 80, 0.01, 4, 0.1],
      ['M/G/1 cv² 9', 50, 0.012, 9, 0.09],
      ['M/U/1', 70, 0.01, 1 / 3, 0.015555556],
      ['M/LN/1', 0.5, 1, 2.25, 1.625],
    ] as const;
    for (const [name, arrivalRate, meanService, serviceScv, wait] of rows) {
      it(name, () => {
        closeTo(mg1({ arrivalRate, meanService, serviceScv }).meanWait, wait, 1e-6);
        closeTo(kingman({ arrivalRate, meanService, serviceScv }).meanWait, wait, 1e-6);
        closeTo(ggc({ arrivalRate, meanService, serviceScv, servers: 1 }).meanWait, wait, 1e-6);
      });
    }
    it('refuses a law without variance', () => {
      const refused = mg1({ arrivalRate: 1, meanService: 0.01, serviceScv: Infinity });
      assert.equal(refused.meanWait, Infinity);
      assert.match(refused.reason ?? '', /variance/);
      assert.match(
        ggc({ arrivalRate: 1, meanService: 0.01, serviceScv: Infinity, servers: 4 }).reason ?? '',
        /variance/,
      );
    });
    const constant = [
      [90, 0.1, 10, 0.034458205],
      [1.8, 1, 2, 2.1469232],
      [4, 1, 5, 0.28906001],
    ] as const;
    for (const [arrivalRate, meanService, servers, wait] of constant) {
      it(`M/D/${servers} exactly`, () => {
        closeTo(mdc({ arrivalRate, meanService, servers }).meanWait, wait, 1e-6);
        closeTo(ggc({ arrivalRate, meanService, servers, serviceScv: 0 }).meanWait, wait, 1e-6);
      });
    }
    it('Allen-Cunneen on M/D/10 and M/D/2', () => {
      closeTo(
        allenCunneen({ arrivalRate: 90, meanService: 0.1, servers: 10, serviceScv: 0 }).meanWait,
        0.033436576,
        1e-6,
      );
      closeTo(allenCunneen({ arrivalRate: 1.8, meanService: 1, servers: 2, serviceScv: 0 }).meanWait, 2.131579, 1e-6);
    });
    it('sharing has the means of M/M/c and stretches each request alike', () => {
      const load = { arrivalRate: 80, meanService: 0.01, servers: 1 };
      closeTo(processorSharing(load).meanResponse, 0.05);
      closeTo(processorSharingResponse(load, 0.02), 0.1);
      closeTo(processorSharing({ arrivalRate: 4, meanService: 1 / 9, servers: 1 }).meanResponse, 0.2);
    });
    it('the exponential wait tail is exact for M/M/c', () => {
      const load = { arrivalRate: 90, meanService: 0.1, servers: 10 };
      closeTo(exponentialWaitTail(mmc(load))(0.3), mmcWaitTail(load)(0.3), 1e-9);
    });
  });

  it('GI/M/1', () => {
    const paced = gm1({ arrivalRate: 50, meanService: 0.01 }, pacedArrivals(50));
    closeTo(paced.sigma, 0.20318787, 1e-6);
    closeTo(paced.meanWait, 0.0025500097, 1e-6);
    const erlang = gm1({ arrivalRate: 80, meanService: 0.01 }, erlangArrivals(80, 2));
    closeTo(erlang.sigma, 0.73985295, 1e-6);
    closeTo(erlang.meanWait, 0.028439798, 1e-6);
    closeTo(gm1({ arrivalRate: 80, meanService: 0.01 }, hyperexponentialArrivals(80, 4)).meanWait, 0.098191928, 1e-6);
  });

  it('priorities', () => {
    const classes = [30, 50].map((arrivalRate) => ({ arrivalRate, meanService: 0.01, serviceScv: 1 }));
    const polite = mg1Priority(classes, 'non-preemptive').map((of) => of.meanWait);
    closeTo(polite[0], 0.011428571, 1e-6);
    closeTo(polite[1], 0.057142857, 1e-6);
    const rude = mg1Priority(classes, 'preemptive').map((of) => of.meanWait);
    closeTo(rude[0], 0.0042857143, 1e-6);
    closeTo(rude[1], 0.061428571, 1e-6);
    assert.equal(
      mg1Priority([{ arrivalRate: 120, meanService: 0.01, serviceScv: 1 }], 'preemptive')[0]?.meanWait,
      Infinity,
    );
  });

  it('priorities over several servers keep the total work (conservation law)', () => {
    const classes = [30, 50].map((arrivalRate) => ({ arrivalRate, meanService: 0.1, serviceScv: 1 }));
    const plain = mmc({ arrivalRate: 80, meanService: 0.1, servers: 10 });
    for (const discipline of ['non-preemptive', 'preemptive'] as const) {
      const waits = mgcPriority(classes, 10, discipline);
      const mean = waits.reduce((sum, of, k) => sum + ((classes[k]?.arrivalRate ?? 0) * of.meanWait) / 80, 0);
      closeTo(mean, plain.meanWait, 1e-9, discipline);
      assert.ok((waits[0]?.meanWait ?? 1) < (waits[1]?.meanWait ?? 0));
    }
  });

  it('batches of five', () =>
    closeTo(batchArrivals({ arrivalRate: 10, meanBatch: 5, meanService: 0.01 }).meanResponse, 0.06, 1e-9));

  it('impatience', () => {
    const large = erlangA({ arrivalRate: 100, meanService: 1, servers: 100, meanPatience: 2 });
    closeTo(large.loss, 0.033030153, 1e-6);
    closeTo(large.meanQueue, 6.6060305, 1e-6);
    closeTo(erlangA({ arrivalRate: 50, meanService: 0.1, servers: 6, meanPatience: 1 }).loss, 0.032057814, 1e-6);
    const patient = erlangA({ arrivalRate: 90, meanService: 0.1, servers: 10, meanPatience: Infinity });
    closeTo(patient.meanWait, 0.066873152, 1e-6);
    assert.equal(
      erlangA({ arrivalRate: 110, meanService: 0.1, servers: 10, meanPatience: Infinity }).meanWait,
      Infinity,
    );
  });

  it('breakdowns', () => {
    const broken = mm1Breakdowns({ arrivalRate: 50, meanService: 0.01, meanUp: 100, meanRepair: 10 });
    closeTo(broken.meanInSystem, 102.2323, 1e-5);
    closeTo(broken.meanResponse, 2.044645, 1e-5);
  });

  it('balancing three servers at .7', () => {
    const load = { arrivalRate: 210, meanService: 0.01, servers: 3 };
    closeTo(randomSplit(load).meanResponse, 0.033333333, 1e-6);
    closeTo(roundRobin(load).meanResponse, 0.023577273, 1e-6);
    closeTo(mmc(load).meanResponse, 0.015470494, 1e-6);
  });

  it('the shortest of two queues exactly', () => {
    for (const [density, response] of [
      [0.5, 1.4263208],
      [0.7, 2.1081973],
      [0.8, 2.9557366],
    ] as const) {
      closeTo(joinShortestQueue({ arrivalRate: 2 * density, meanService: 1, servers: 2 }).meanResponse, response, 1e-6);
      closeTo(twoChoices({ arrivalRate: 2 * density, meanService: 1, servers: 2 }).meanResponse, response, 1e-6);
    }
  });

  it('ten servers at .8, and the mean field', () => {
    const load = { arrivalRate: 8, meanService: 1, servers: 10 };
    closeTo(joinShortestQueue(load).meanResponse, 1.3509, 0.01);
    closeTo(twoChoices(load).meanResponse, 2.0845, 0.015);
    const field = [
      [0.5, 1.2657],
      [0.7, 1.6145],
      [0.8, 1.9474],
      [0.95, 3.383],
      [0.99, 5.432],
    ] as const;
    for (const [density, response] of field) closeTo(meanFieldTwoChoices(density), response, 1e-4);
  });

  it('orders the balancing policies for any number of servers and load', () => {
    for (const servers of [2, 3, 5, 10, 30, 100, 400]) {
      for (const density of [0.1, 0.3, 0.5, 0.7, 0.9, 0.97]) {
        const load = { arrivalRate: servers * density, meanService: 1, servers };
        const waits = [mmc, joinShortestQueue, twoChoices, randomSplit].map((model) => model(load).meanResponse);
        for (let i = 1; i < waits.length; i++) {
          assert.ok((waits[i] ?? 0) >= (waits[i - 1] ?? 0) - 0.002, `${servers} at ${density}: ${waits.join(' ')}`);
        }
      }
    }
  });

  it('fork-join', () => {
    closeTo(forkJoinResponse({ arrivalRate: 0.5, meanService: 1 }, 2), 2.875, 1e-9);
    const simulated = [
      [3, 0.8, 8.21],
      [4, 0.7, 6.189],
      [10, 0.5, 5.18],
    ] as const;
    for (const [branches, arrivalRate, response] of simulated) {
      closeTo(forkJoinResponse({ arrivalRate, meanService: 1 }, branches), response, 0.03);
    }
    closeTo(harmonic(10) * 10, 29.29, 1e-4);
  });

  it('tandem with blocking', () => {
    const wide = tandemBlocking({ arrivalRate: 60, firstMeanService: 0.01, secondMeanService: 1 / 80, secondHolds: 3 });
    closeTo(wide.blocked, 0.17988644, 1e-6);
    closeTo(wide.meanResponse, 0.097785855, 1e-6);
    const tight = tandemBlocking({
      arrivalRate: 50,
      firstMeanService: 0.01,
      secondMeanService: 1 / 70,
      secondHolds: 1,
    });
    closeTo(tight.blocked, 0.39424861, 1e-6);
    closeTo(tight.meanResponse, 0.19440191, 1e-6);
    assert.match(
      tandemBlocking({ arrivalRate: 69, firstMeanService: 0.01, secondMeanService: 1 / 70, secondHolds: 1 }).reason ??
        '',
      /carry/,
    );
  });
});

function integral(tail: (t: number) => number, to: number): number {
  const steps = 20_000;
  let sum = (tail(0) + tail(to)) / 2;
  for (let i = 1; i < steps; i++) sum += tail((i * to) / steps);
  return (sum * to) / steps;
}
