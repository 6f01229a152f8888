import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const monitor: Kind = {
  id: 'monitor',
  title: 'Monitoring',
  summary: 'Collects time series from components and tells people.',
  holds: ['watches', 'stores'],
  isStation: true,
  isStore: false,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    write_work: of(0.00000125, assumed('800,000 samples/s on one server, counted as one core (Prometheus 1.x record)')),
    read_work: of(0.01, assumed('the newest samples of some series')),
    query_work: of(0.04, assumed('25 queries/s on one moderate server (InfluxDB 1.x sizing)')),
    series: of(1000000, assumed('the moderate class of InfluxDB 1.x sizing: fewer than 1 M series on one node')),
  },
  model:
    'Load = series / scrape interval samples per second against what one instance ingests; series = product of label values.',
};
