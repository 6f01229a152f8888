import assert from 'node:assert/strict';
import { closedBounds } from '../../../analyzer/estimate/queueing/closed-network.js';
import { jackson } from '../../../analyzer/estimate/queueing/jackson.js';
import { meanValueAnalysis } from '../../../analyzer/estimate/queueing/mean-value-analysis.js';
import { multiClassNetwork } from '../../../analyzer/estimate/queueing/multi-class-network.js';
import { fitScalability, scalabilityPeak } from '../../../analyzer/estimate/queueing/universal-scalability.js';
import { closeTo } from './close-to.js';

const queues = (...demands: readonly number[]) => demands.map((demand) => ({ demand, servers: 1 }));

describe('queueing networks', () => {
  describe('open (Jackson)', () => {
    it('two nodes with feedback', () => {
      const network = jackson(
        [
          { externalRate: 40, meanService: 1 / 80, servers: 1 },
          { externalRate: 20, meanService: 1 / 60, servers: 1 },
        ],
        [
          [0, 0.5],
          [0.25, 0],
        ],
      );
      closeTo(network?.nodes[0]?.meanInSystem, 1.8, 1e-9);
      closeTo(network?.nodes[1]?.meanInSystem, 3.2, 1e-9);
      closeTo(network?.meanResponse, 0.083333333, 1e-6);
    });
    it('four nodes', () => {
      const rates = [12.5, 4, 7, 6];
      const servers = [1, 2, 1, 2];
      const nodes = rates.map((rate, i) => ({
        externalRate: i === 0 ? 10 : 0,
        meanService: 1 / rate,
        servers: servers[i] ?? 1,
      }));
      const routing = [
        [0, 0.5, 0.5, 0],
        [0.1, 0, 0, 0.9],
        [0, 0, 0, 1],
        [0, 0, 0, 0],
      ];
      closeTo(jackson(nodes, routing)?.meanResponse, 1.61381, 1e-5);
    });
    it('the cafe of Ciw', () => {
      const nodes = [
        [0.3, 1, 1],
        [0.2, 0.4, 2],
        [0, 0.5, 2],
      ].map(([externalRate = 0, rate = 1, servers = 1]) => ({ externalRate, meanService: 1 / rate, servers }));
      const network = jackson(nodes, [
        [0, 0.3, 0.7],
        [0, 0, 1],
        [0, 0, 0],
      ]);
      closeTo(network?.meanResponse, 5.19317, 1e-5);
      closeTo(network?.meanInSystem, 2.5966, 1e-4);
    });
    it('Jain 34.1: visits instead of routing', () => {
      const visits = [16, 7, 8];
      const services = [0.01, 0.02, 0.03];
      const nodes = visits.map((count, i) => ({ externalRate: 3 * count, meanService: services[i] ?? 0, servers: 1 }));
      const network = jackson(nodes, [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]);
      closeTo((network?.meanInSystem ?? 0) / 3, 1.4062, 1e-3);
      for (const [i, utilization] of [0.48, 0.42, 0.72].entries())
        closeTo(network?.nodes[i]?.utilization, utilization, 1e-9);
      for (const [i, response] of [0.0192, 0.0345, 0.107].entries())
        closeTo(network?.nodes[i]?.meanResponse, response, 2e-3);
    });
    it('Lazowska p. 113', () => {
      const cpu = jackson([{ externalRate: 0.3 * 121, meanService: 0.005, servers: 1 }], [[0]])?.nodes[0];
      closeTo(cpu?.utilization, 0.182, 0.005);
      closeTo(cpu?.throughput, 36.3, 1e-9);
      closeTo(cpu?.meanInSystem, 0.222, 0.005);
    });
    it('retries as feedback: 600/s, p .2, 4 attempts, capacity 1000/s', () => {
      const attempts = (1 - 0.2 ** 4) / 0.8;
      const network = jackson([{ externalRate: 600 * attempts, meanService: 0.001, servers: 1 }], [[0]]);
      closeTo(network?.rates[0], 748.8, 1e-9);
      closeTo((network?.meanInSystem ?? 0) / 600, 0.00496815, 1e-5);
    });
    it('has no answer when requests never leave', () =>
      assert.equal(jackson([{ externalRate: 1, meanService: 1, servers: 1 }], [[1]]), undefined));
    it('says why a saturated network is infinite', () => {
      assert.match(jackson([{ externalRate: 2, meanService: 1, servers: 1 }], [[0]])?.reason ?? '', /capacity/);
    });
  });

  describe('closed, one class', () => {
    it('Lazowska p. 117', () => {
      const network = meanValueAnalysis(queues(0.605, 2.1, 1.35), 15, 3);
      closeTo(network.throughput, 0.1515165, 1e-6);
      closeTo(network.meanResponse, 4.79982, 1e-5);
      for (const [i, inside] of [0.0976, 0.3947, 0.235].entries())
        closeTo(network.centres[i]?.meanInSystem, inside, 1e-3);
      closeTo(70 * network.throughput, 10.61, 1e-3);
      closeTo((network.centres[1]?.meanResidence ?? 0) / 70, 0.0372, 1e-3);
    });
    it('QNAP2 model 1', () => {
      const network = meanValueAnalysis(queues(2, 0.24, 0.6), 30, 5);
      closeTo(network.throughput, 0.1494, 1e-3);
      closeTo(network.meanResponse, 3.472, 1e-3);
      for (const [i, utilization] of [0.2988, 0.0359, 0.0896].entries())
        closeTo(network.centres[i]?.utilization, utilization, 2e-3);
    });
    const plain = [
      [20, 1, [0.05, 0.03, 0.08], 11.973117, 0.67040877],
      [100, 5, [0.02, 0.045, 0.03], 18.746034, 0.33446155],
    ] as const;
    for (const [population, think, demands, throughput, response] of plain) {
      it(`${population} users`, () => {
        const network = meanValueAnalysis(queues(...demands), think, population);
        closeTo(network.throughput, throughput, 1e-6);
        closeTo(network.meanResponse, response, 1e-6);
        const bounds = closedBounds(queues(...demands), think, population);
        assert.ok(bounds.lowestThroughput <= network.throughput && network.throughput <= bounds.highestThroughput);
      });
    }
    it('three servers at one station', () => {
      const network = meanValueAnalysis([{ demand: 0.1, servers: 3 }], 2, 30);
      assert.equal(network.method, 'exact');
      closeTo(network.throughput, 14.214604, 1e-6);
      closeTo(network.meanResponse, 0.11050548, 1e-5);
    });
    it('Bolch 8.4', () => {
      const centres = [
        [0.5, 2],
        [0.3, 1],
        [0.4, 1],
        [1, Infinity],
      ].map(([demand = 0, servers = 1]) => ({ demand, servers }));
      const network = meanValueAnalysis(centres, 0, 3);
      closeTo(network.throughput, 1.218, 1e-3);
      for (const [i, inside] of [0.624, 0.473, 0.686, 1.217].entries())
        closeTo(network.centres[i]?.meanInSystem, inside, 1e-3);
    });
    it('LQNS 22: four clients on two processors', () => {
      const network = meanValueAnalysis([{ demand: 1, servers: 2 }], 1, 4);
      closeTo(network.throughput, 1.7, 1e-6);
      closeTo(network.meanResponse, 1.352941, 1e-6);
    });
    it('convolution and mean values agree, and stay sound when far saturated', () => {
      const pair = [
        { demand: 0.05, servers: 1 },
        { demand: 0.001, servers: 4 },
      ];
      closeTo(meanValueAnalysis(pair, 1, 400).throughput, 20, 1e-6);
      const large = meanValueAnalysis([{ demand: 0.1, servers: 3 }], 2, 5000);
      assert.equal(large.method, 'seidmann');
      closeTo(large.throughput, 30, 1e-6);
    });
  });

  describe('closed, several classes', () => {
    it('Lazowska p. 142', () => {
      const [first, second] = multiClassNetwork(
        [
          { population: 1, thinkTime: 0, demands: [1, 3] },
          { population: 1, thinkTime: 0, demands: [2, 4] },
        ],
        [1, 1],
      );
      closeTo(first?.throughput, 3 / 19, 1e-9);
      closeTo(second?.throughput, 2 / 19, 1e-9);
      closeTo(first?.centres[0]?.meanResidence, 4 / 3, 1e-9);
      closeTo(first?.centres[1]?.meanResidence, 5, 1e-9);
      closeTo(second?.centres[0]?.meanResidence, 2.5, 1e-9);
      closeTo(second?.centres[1]?.meanResidence, 7, 1e-9);
    });
    it('Schwetman table 5', () => {
      const [a, b] = multiClassNetwork(
        [
          { population: 15, thinkTime: 1, demands: [0.025] },
          { population: 5, thinkTime: 15, demands: [0.5] },
        ],
        [1],
      );
      closeTo(a?.throughput, 14.323, 1e-3);
      closeTo(b?.throughput, 0.314, 1e-3);
      closeTo(a?.meanResponse, 0.047, 0.01);
      closeTo(b?.meanResponse, 0.934, 1e-3);
    });
    it('one class split in two is the same network', () => {
      const half = { population: 10, thinkTime: 1, demands: [0.05, 0.03, 0.08] };
      const [one, two] = multiClassNetwork([half, half], [1, 1, 1]);
      closeTo((one?.throughput ?? 0) + (two?.throughput ?? 0), 11.973117, 1e-6);
    });
    it('the Linearizer takes over for large populations and is near the exact answer', () => {
      const class1 = { population: 400, thinkTime: 10, demands: [0.012, 0.01] };
      const split = multiClassNetwork([class1, class1], [1, 1]);
      assert.equal(split[0]?.method, 'linearizer');
      const whole = meanValueAnalysis(queues(0.012, 0.01), 10, 800);
      closeTo((split[0]?.throughput ?? 0) * 2, whole.throughput, 0.005);
      closeTo(split[0]?.meanResponse, whole.meanResponse, 0.03);
    });
  });

  describe('universal scalability', () => {
    it('SPEC SDM91', () => {
      const loads = [1, 18, 36, 72, 108, 144, 216];
      const measured = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2];
      const law = fitScalability(loads.map((size, i) => ({ size, throughput: measured[i] ?? 0 })));
      assert.ok(law !== undefined);
      closeTo(law.contention, 0.0277284, 1e-4);
      closeTo(law.coherency, 0.000104366, 1e-4);
      closeTo(law.single, 89.9952, 1e-5);
      closeTo(scalabilityPeak(law).size, 96.52, 1e-4);
      closeTo(scalabilityPeak(law).throughput, 1883.9, 1e-4);
    });
    it('recovers the law that made the points', () => {
      const loads = [1, 2, 4, 6, 8, 10];
      const measured = [1, 1.8868, 3.0769, 3.5294, 3.5398, 3.3557];
      const law = fitScalability(loads.map((size, i) => ({ size, throughput: measured[i] ?? 0 })));
      closeTo(law?.contention, 0.02, 0.005);
      closeTo(law?.coherency, 0.02, 0.005);
      closeTo(law?.single, 1, 0.001);
    });
    it('needs three sizes', () =>
      assert.equal(
        fitScalability([
          { size: 1, throughput: 1 },
          { size: 2, throughput: 2 },
        ]),
        undefined,
      ));
  });
});
