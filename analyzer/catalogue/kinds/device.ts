import type { Kind } from '../types.js';

export const device: Kind = {
  id: 'device',
  title: 'Device',
  summary: 'Machines that send by themselves: sensors, vehicles, card terminals, servers with agents.',
  holds: [],
  isStation: false,
  isStore: false,
  defaults: {},
  model: 'Open source of requests at machine scale; a burst of all devices is a batch arrival.',
};
