import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const balancer: Kind = {
  id: 'balancer',
  title: 'Load balancer',
  summary: 'Spreads requests over instances and leaves out those that fail their health check.',
  holds: [],
  isStation: true,
  isStore: false,
  defaults: {
    instances: of(2, assumed('balancers are run in pairs or are a managed service')),
    cores: of(8, assumed('one machine of common size')),
    work: of(0.0001, assumed('a proxy spends tens to a hundred microseconds of processor time on an HTTP request')),
  },
  model: 'M/G/c station of small work; its policy decides how evenly the queues behind it fill.',
};
