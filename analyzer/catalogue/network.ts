/** What the network is when the design declares no link. */
import { assumed, of, published } from './source.js';
import type { Default } from './types.js';

/** How far apart two places are. */
export type Distance = 'same_zone' | 'same_region' | 'between_regions' | 'client_to_edge';

/** Round-trip time in seconds by distance. */
export const roundTrips: Readonly<Record<Distance, Default>> = {
  same_zone: of(
    0.0005,
    published(
      'Dean, Designs, Lessons and Advice from Building Large Distributed Systems, LADIS 2009: round trip within a data centre 500 µs',
    ),
  ),
  same_region: of(
    0.001,
    assumed(
      'zones of a region are some 10–100 km apart: clouds promise one to two milliseconds; etcd documentation, tuning, says up to several hundred µs within a data centre',
    ),
  ),
  between_regions: of(
    0.15,
    published(
      'Dean, LADIS 2009: packet from California to the Netherlands and back 150 ms; etcd documentation, tuning: 50 ms within the US, up to 400 ms between continents',
    ),
  ),
  client_to_edge: of(
    0.04,
    assumed('people on mobile or home networks reach the nearest point of presence in 10–80 ms'),
  ),
};

/** Bandwidth in bytes per second by distance: of one machine inside a region, of one path between regions. */
export const bandwidths: Readonly<Record<Exclude<Distance, 'client_to_edge'>, Default>> = {
  same_zone: of(1.25e9, assumed('10 Gbps: what common cloud machines have')),
  same_region: of(1.25e9, assumed('10 Gbps: what common cloud machines have')),
  between_regions: of(
    1.25e8,
    assumed('1 Gbps: a share of a long-distance line that a design should state if it needs more'),
  ),
};

/** Share of messages lost when no link says otherwise. */
export const loss: Default = of(0, assumed('transport protocols repeat lost packets'));

/** Seconds beyond a round trip after which a lost message is sent again. */
export const retransmissionDelay: Default = of(
  0.2,
  published('Linux, include/net/tcp.h: TCP_RTO_MIN is HZ/5; RFC 6298 §2 has the smoothed round trip plus a margin'),
);
