/** Content delivery networks and name services. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

const edge = { model: 'object', lacks: ['persistence', 'durable_log'] } as const;
const hit = of(0.001, assumed('edge servers answer hits from memory or SSD'));

export const contentDelivery: readonly Technology[] = [
  {
    id: 'cloudfront',
    title: 'Amazon CloudFront',
    kinds: ['cdn'],
    ...edge,
    summary: 'Content delivery network of AWS with regional caches between edges and origin.',
    defaults: {
      work: hit,
      ttl: of(86_400, published('Amazon CloudFront documentation, DefaultTTL: 86,400 s')),
      coalesce: of('on', recalled('the CloudFront documentation: simultaneous requests for one object are collapsed')),
      availability: of(0.999, recalled('the CloudFront service-level agreement: 99.9 %')),
    },
    facts: [
      {
        text: 'Without cache headers an object stays one day.',
        source: published('Amazon CloudFront documentation, DefaultTTL'),
      },
    ],
  },
  {
    id: 'cloudflare',
    title: 'Cloudflare',
    kinds: ['cdn', 'dns'],
    ...edge,
    summary: 'Content delivery network and name service in front of any origin.',
    defaults: {
      work: hit,
      ttl: of(7200, published('Cloudflare documentation, edge TTL: 120 minutes for status 200 without cache headers')),
      coalesce: of(
        'on',
        recalled(
          'the Cloudflare documentation, concurrent streaming acceleration: one request to the origin per object',
        ),
      ),
      availability: of(0.9999, assumed('an anycast network of many sites')),
    },
    facts: [
      {
        text: 'Only static file types are cached unless a rule says otherwise.',
        source: recalled('the Cloudflare documentation, default cache behaviour'),
      },
    ],
  },
  {
    id: 'fastly',
    title: 'Fastly',
    kinds: ['cdn'],
    ...edge,
    summary: 'Content delivery network programmable in VCL, with purges in a fraction of a second.',
    defaults: {
      work: hit,
      ttl: of(3600, recalled('the Fastly documentation: 3,600 s when the origin says nothing')),
      coalesce: of('on', recalled('the Fastly documentation, request collapsing: on by default')),
      availability: of(0.9999, assumed('an anycast network of many sites')),
    },
    facts: [
      {
        text: 'Purging by key takes about 150 ms over the whole network.',
        source: recalled('the Fastly documentation, purging'),
      },
    ],
  },
  {
    id: 'akamai',
    title: 'Akamai',
    kinds: ['cdn', 'dns'],
    ...edge,
    summary: 'The oldest and most spread content delivery network.',
    defaults: {
      work: hit,
      ttl: of(86_400, assumed('a day is a common setting of its properties')),
      coalesce: of('off', assumed('tiered distribution reduces origin requests but is configured')),
      availability: of(0.9999, assumed('many sites inside access networks')),
    },
    facts: [
      {
        text: 'Tiered distribution puts parent caches between edges and origin.',
        source: recalled('the Akamai documentation, tiered distribution'),
      },
    ],
  },
  {
    id: 'route53',
    title: 'Amazon Route 53',
    kinds: ['dns'],
    model: 'configuration',
    summary: 'Managed name service with health checks and latency routing.',
    defaults: {
      work: of(0.001, assumed('most questions are answered by a resolver nearby')),
      ttl: of(60, recalled('the Route 53 documentation: alias records to AWS resources have 60 s')),
      availability: of(0.9999, recalled('the Route 53 service-level agreement: 100 %, here four nines')),
    },
    lacks: [],
    facts: [
      {
        text: 'Fail-over by name takes detection plus the record’s time to live.',
        source: assumed('resolvers keep the old answer that long'),
      },
    ],
  },
];
