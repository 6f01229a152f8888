import type { Kind } from '../types.js';

export const client: Kind = {
  id: 'client',
  title: 'Client',
  summary: 'People at phones and browsers: where flows start.',
  holds: [],
  isStation: false,
  isStore: false,
  defaults: {},
  model:
    'Open or closed source of requests, or an infinite server for its users’ think time (M/G/∞); never a bottleneck.',
};
