import assert from 'node:assert/strict';
import { invertTail } from '../../../analyzer/estimate/distribution/invert-tail.js';
import { busyPeriod, mixtureTail } from '../../../analyzer/estimate/queueing/busy-period.js';
import { erlangC } from '../../../analyzer/estimate/queueing/erlang.js';
import { lifoResponseTail, lifoWaitTail } from '../../../analyzer/estimate/queueing/lifo.js';
import { close, estimated } from '../estimate/estimated.js';

describe('busy period of M/M/1', () => {
  for (const [arrivalRate, serviceRate] of [
    [1, 100],
    [50, 100],
    [80, 100],
    [99, 100],
  ] as const) {
    it(`${arrivalRate} against ${serviceRate}: moments and transform`, () => {
      const { weights, rates } = busyPeriod(arrivalRate, serviceRate);
      const mean = (of: (rate: number) => number) =>
        weights.reduce((sum, weight, i) => sum + weight * of(rates[i] ?? 0), 0);
      const rho = arrivalRate / serviceRate;
      close(
        mean((rate) => 1 / rate),
        1 / (serviceRate - arrivalRate),
        1e-9,
      );
      close(
        mean((rate) => 2 / rate ** 2),
        2 / (serviceRate ** 2 * (1 - rho) ** 3),
        1e-9,
      );
      for (const s of [0.1, 10, 1000]) {
        const b = arrivalRate + serviceRate + s;
        // The smaller root of λB² - (λ + μ + s)B + μ, written so that nothing cancels.
        const exact = (2 * serviceRate) / (b + Math.sqrt(b * b - 4 * arrivalRate * serviceRate));
        close(
          mean((rate) => rate / (rate + s)),
          exact,
          1e-9,
        );
      }
    });
  }

  it('is the service time alone when nobody else comes', () => {
    close(mixtureTail(busyPeriod(1e-9, 100))(0.02), Math.exp(-2), 1e-4);
  });
});

describe('M/M/c, last come first served', () => {
  const load = { arrivalRate: 80, meanService: 0.01, servers: 1 };

  it('waits as often and as long as first come first served, with a spread larger by 1/(1-ρ)', () => {
    const tail = lifoWaitTail(load);
    close(tail(0), 0.8);
    close(integral(tail), 0.04, 1e-4);
    // E[W²] = 2 ρ/(μ²(1-ρ)²) first come; five times that here.
    close(
      integral((t) => 2 * t * tail(t)),
      (5 * 2 * 0.8) / (100 ** 2 * 0.2 ** 2),
      1e-3,
    );
  });

  it('responds after wait and service', () => {
    close(integral(lifoResponseTail(load)), 0.05, 1e-4);
    const five = { arrivalRate: 450, meanService: 0.01, servers: 5 };
    close(integral(lifoResponseTail(five)), 0.01 + erlangC(4.5, 5) / 50, 1e-4);
  });
});

describe('estimate: discipline lifo', () => {
  const station = (clauses: string, rate = 80) => {
    const { components, flows } = estimated(`
      client people
      service s { instances 1  cores 1  ${clauses} }
      flow f { people -> s }
      workload w { f at ${rate}/s }`);
    const { s } = components;
    assert.ok(s !== undefined);
    return { s, f: flows.f };
  };

  it('has the mean of fifo and percentiles of its own', () => {
    const [lifo, fifo] = [station('work 10 ms  discipline lifo'), station('work 10 ms')];
    close(lifo.s.responseTime, 0.05);
    const tail = lifoResponseTail({ arrivalRate: 80, meanService: 0.01, servers: 1 });
    close(lifo.s.response?.p99, invertTail(tail, 0.01, 0.05), 1e-3);
    close(lifo.f?.latency.p50, invertTail(tail, 0.5, 0.05), 1e-3);
    assert.ok((lifo.s.response?.p99 ?? 0) > 2 * (fifo.s.response?.p99 ?? 0));
    assert.ok((lifo.s.response?.p50 ?? 1) < (fifo.s.response?.p50 ?? 0));
    assert.equal(lifo.s.explanation.method, 'M/M/1, last come first served');
  });

  it('is approximate for other laws of service, and says so', () => {
    const { s } = station('work constant(10 ms)  discipline lifo');
    close(s.waitTime, 0.02);
    assert.ok(s.explanation.assumptions.some((one) => /busy period of the M\/M\/1/.test(one)));
    assert.ok((s.response?.p99 ?? 0) > (station('work constant(10 ms)').s.response?.p99 ?? 1));
  });

  it('behind a limit keeps loss and mean, and says that percentiles are not those of its order', () => {
    const [lifo, fifo] = [station('work 10 ms  limit 11  discipline lifo', 120), station('work 10 ms  limit 11', 120)];
    close(lifo.s.lossProbability, fifo.s.lossProbability ?? 0);
    close(lifo.s.responseTime, fifo.s.responseTime ?? 0);
    assert.ok(lifo.s.explanation.assumptions.some((one) => /no law for the wait of the newest first/.test(one)));
  });
});

/** ∫₀^∞ of a function that is negligible after 20 s, in steps that grow. */
function integral(of: (t: number) => number): number {
  let sum = 0;
  let [from, step] = [0, 1e-5];
  while (from < 20) {
    sum += (step / 6) * (of(from) + 4 * of(from + step / 2) + of(from + step));
    from += step;
    step *= 1.02;
  }
  return sum;
}
