/** Settings of links between places. */
import { assumed, of } from '../source.js';
import type { SettingSpec } from '../types.js';

export const linkSettings: readonly SettingSpec[] = [
  {
    name: 'rtt',
    summary:
      'Round-trip time between the two places. A bare duration is constant. Of a client or device: round trip to the nearest edge of the network.',
    value: { type: 'law', bare: 'constant' },
    of: ['link', 'client', 'device'],
    example: 'rtt 80 ms',
    used: 'estimate: network time of each call, write and election; rules latency-floor, cross-region-sync, trigger-happy-heartbeat; simulator: sampled per message, half each way',
  },
  {
    name: 'loss',
    summary: 'Share of messages that get lost.',
    value: { type: 'quantity', dimension: 'ratio', maximum: 1 },
    of: ['link'],
    default: of(0, assumed('transport protocols repeat lost packets; what is left is the design’s own statement')),
    example: 'loss 0.01%',
    used: 'estimate: attempts that time out; rule trigger-happy-heartbeat; simulator: dropped messages',
  },
];

export const linkAvailability: SettingSpec = {
  name: 'availability',
  summary: 'Share of the time that the path between the two places works.',
  value: { type: 'quantity', dimension: 'ratio', maximum: 1 },
  of: ['link'],
  default: of(1, assumed('a partition is a fault that a scenario names, not a share of every day')),
  example: 'availability 99.99%',
  used: 'estimate: availability of flows that cross it',
};
