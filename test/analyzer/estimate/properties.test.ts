import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Estimate } from '../../../analyzer/estimate/estimate.js';
import { estimateAll } from '../../../analyzer/estimate/estimate-all.js';
import { estimate } from '../../../analyzer/estimate/estimate-workload.js';
import { lowerText } from '../../language/check.js';
import { anyDesign, plainDesign } from './random-designs.js';

describe('estimate: properties', () => {
  it('never throws, gives no NaN or infinity, and is the same twice', () => {
    fc.assert(
      fc.property(anyDesign, (text) => {
        const { design, said } = lowerText(text);
        assert.deepEqual(
          said.filter((line) => /syntax|unknown-name/.test(line)),
          [],
        );
        const [first] = estimateAll(design);
        checkNumbers(first, 'estimate');
        assert.deepEqual(estimateAll(design)[0], first);
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('conserves flow: what a component is offered is what the steps send to it', () => {
    fc.assert(
      fc.property(plainDesign, (text) => {
        const { steps, components, flows } = only(text);
        const rate = (id: string) => steps[id]?.rate ?? Number.NaN;
        const first = flows.first?.rate ?? 0;
        const second = flows.second?.rate ?? 0;
        close(components.s0?.arrivalRate, rate('first/1/hop1') + rate('second/1/2/1/call:s0'));
        close(components.s3?.arrivalRate, first + second);
        close(components.s1?.arrivalRate, rate('first/1/1/1/1/call:s1') + rate('second/1/1/1/call:s1'));
        close(
          (components.s1?.arrivalRate ?? 0) + (components.s2?.arrivalRate ?? 0),
          rate('first/1/1/1/1/call:s1') +
            rate('first/1/1/else/1/1/call:s2') +
            rate('second/1/1/1/call:s1') +
            rate('second/1/2/2/call:s2'),
        );
      }),
      { numRuns: 100, seed: 12 },
    );
  });

  it('obeys Little’s law at every stable station', () => {
    fc.assert(
      fc.property(plainDesign, (text) => {
        for (const station of Object.values(only(text).components)) {
          if (station.responseTime === null || station.waitTime === null) continue;
          close(station.inSystem, station.arrivalRate * station.responseTime);
          close(station.queueLength, station.arrivalRate * station.waitTime);
          close(station.utilization, (station.arrivalRate * (station.serviceTime ?? 0)) / (station.servers ?? 1));
        }
      }),
      { numRuns: 100, seed: 13 },
    );
  });

  it('has its first saturated station busy all the time at the largest rate', () => {
    fc.assert(
      fc.property(plainDesign, (text) => {
        const { design } = lowerText(text);
        const { flows } = estimate(design, 'w');
        const { rate = 0, maxRate, bottleneck } = flows.first ?? {};
        assert.ok(maxRate !== null && maxRate !== undefined && typeof bottleneck === 'string');
        const full = estimate(design, 'w', { scale: maxRate / rate });
        close(full.components[bottleneck]?.utilization, 1);
      }),
      { numRuns: 50, seed: 14 },
    );
  });

  it('orders percentiles', () => {
    fc.assert(
      fc.property(anyDesign, (text) => {
        const { flows } = only(text);
        for (const { latency } of Object.values(flows)) {
          const values = [latency.p50, latency.p90, latency.p95, latency.p99, latency.p999].filter(
            (value) => value !== null,
          );
          for (let i = 1; i < values.length; i++)
            assert.ok((values[i] ?? 0) >= (values[i - 1] ?? 0) * (1 - 1e-9), JSON.stringify(latency));
        }
      }),
      { numRuns: 40, seed: 15 },
    );
  });
});

function only(text: string): Estimate {
  const [first] = estimateAll(lowerText(text).design);
  assert.ok(first !== undefined);
  return first;
}

function close(actual: number | null | undefined, expected: number): void {
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= 1e-6 * Math.max(1e-3, Math.abs(expected)),
    `${actual} against ${expected}`,
  );
}

function checkNumbers(value: unknown, path: string): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${path} is ${value}`);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) checkNumbers(inner, `${path}.${key}`);
}
