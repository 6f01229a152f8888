/** Settings that a circuit breaker falls back to; the block of `breaker` has them as clauses of their own. */
import { of, published, recalled } from '../source.js';
import type { SettingSpec } from '../types.js';

export const breakerSettings: readonly SettingSpec[] = [
  {
    name: 'threshold',
    summary: 'Share of failed calls that opens the breaker.',
    value: { type: 'quantity', dimension: 'ratio', maximum: 1 },
    of: ['breaker'],
    default: of(0.5, published('Resilience4j documentation, CircuitBreaker: failureRateThreshold 50')),
    example: 'threshold 50%',
    used: 'estimate: load spared while the callee fails; rules unguarded-external, retry-storm; simulator: opening',
  },
  {
    name: 'window',
    summary: 'Time over which failures are counted.',
    value: { type: 'quantity', dimension: 'time' },
    of: ['breaker'],
    default: of(10, recalled('the Netflix Hystrix wiki, metrics.rollingStats.timeInMilliseconds: 10,000')),
    example: 'window 10 s',
    used: 'simulator: sliding window of results; rule unguarded-external: time until it opens',
  },
  {
    name: 'open',
    summary: 'Time until an open breaker lets one call through again.',
    value: { type: 'quantity', dimension: 'time' },
    of: ['breaker'],
    default: of(5, recalled('the Netflix Hystrix wiki, circuitBreaker.sleepWindowInMilliseconds: 5,000')),
    example: 'open 5 s',
    used: 'simulator: half-open after it; estimate: recovery time after the callee is back',
  },
];
