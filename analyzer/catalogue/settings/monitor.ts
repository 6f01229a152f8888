/** What monitoring collects and how soon it speaks. */
import { of, published, recalled } from '../source.js';
import type { SettingSpec } from '../types.js';

export const monitorSettings: readonly SettingSpec[] = [
  {
    name: 'scrape',
    summary: 'Time between two samples of one series.',
    value: { type: 'quantity', dimension: 'time' },
    of: ['monitor'],
    default: of(60, published('Prometheus documentation, configuration: scrape_interval 1m')),
    example: 'scrape 15 s',
    used: 'estimate: samples per second; rule scrape-slower-than-alert',
  },
  {
    name: 'labels',
    summary: 'Labels of the metrics with the number of values each has; their product is the number of series.',
    value: { type: 'counts' },
    of: ['monitor'],
    many: true,
    example: 'labels host 1000, path 200',
    used: 'estimate: series, samples per second, memory; rule cardinality-explosion',
  },
  {
    name: 'series',
    summary: 'Most active series that one instance holds.',
    value: { type: 'quantity', dimension: 'count', minimum: 1 },
    of: ['monitor', 'database'],
    example: 'series 1M',
    used: 'rule cardinality-explosion',
  },
  {
    name: 'alert_after',
    summary: 'Time a condition must hold before somebody is told.',
    value: { type: 'quantity', dimension: 'time' },
    of: ['monitor'],
    default: of(
      0,
      recalled('the Prometheus documentation, alerting rules: without `for` an alert fires at the first evaluation'),
    ),
    example: 'alert_after 2 min',
    used: 'estimate: detection time scrape + alert_after; rule scrape-slower-than-alert',
  },
];
