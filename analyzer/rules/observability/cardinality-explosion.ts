/** More series than the monitor holds. */
import { counts, quantity } from '../../catalogue/setting.js';
import { sayCount, sayNumber, sayRate } from '../../design/say.js';
import type { Rule } from '../rule.js';

export const cardinalityExplosion: Rule = {
  id: 'cardinality-explosion',
  family: 'observability',
  severity: 'warning',
  summary: 'Label values multiply to more series than the monitor can hold.',
  concept: 'cardinality',
  sources: [
    'Prometheus documentation, Metric and label naming; Instrumentation: do not overuse labels',
    'InfluxData documentation, hardware sizing (1.x)',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const labels = counts(component, 'labels');
      const limit = quantity(component, 'series');
      if (labels === undefined || limit === undefined) continue;
      const entries = Object.entries(labels.value).sort(([, a], [, b]) => b - a);
      const series = entries.reduce((product, [, values]) => product * values, 1);
      const room = limit.value * (component.shards?.count ?? 1);
      const [largest] = entries;
      if (series <= room || largest === undefined) continue;
      const scrape = quantity(component, 'scrape')?.value;
      const [name, values] = largest;
      yield {
        at: labels.id ?? component.id,
        message:
          `${entries.map(([, count]) => sayCount(count)).join(' × ')} label values make ${sayCount(series)} series` +
          `${scrape === undefined ? '' : `, ${sayRate(series / scrape)} of samples`}; \`${component.id}\` holds ${sayCount(room)}: ${sayNumber(series / room)} times too many.`,
        related: limit.id === undefined ? [] : [{ at: limit.id, message: 'the limit' }],
        help: `Drop \`${name}\`: without it there are ${sayCount(series / values)} series. What has thousands of values belongs into logs or traces.`,
      };
    }
  },
};
