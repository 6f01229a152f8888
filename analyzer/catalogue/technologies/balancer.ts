/** Load balancers, proxies and gateways. */
import { assumed, of, recalled } from '../source.js';
import type { Technology } from '../types.js';

const lacks = ['persistence', 'durable_log'] as const;
const proxy = of(0.0001, assumed('8 cores / 0.1 ms = 80,000 requests per second; rules of thumb say 50,000–100,000'));
const cores = of(8, assumed('one machine of common size'));
const handshakes = {
  text: 'TLS handshakes cost 0.25–1 ms of a core each: 1,000–4,000 per second and core.',
  source: assumed('rule of thumb for RSA-2048 and ECDSA'),
} as const;

export const balancers: readonly Technology[] = [
  {
    id: 'elb',
    title: 'Elastic Load Balancing',
    kinds: ['balancer'],
    model: 'none',
    summary: 'Managed load balancers of AWS (application, network, classic).',
    defaults: {
      cores: of(1000, assumed('it grows with load: the figure only keeps it from being the bottleneck')),
      instances: of(2, recalled('the ELB documentation: at least two zones')),
      work: of(0.001, assumed('an application load balancer adds about a millisecond')),
      policy: of(
        'round_robin',
        recalled('the ELB documentation, target group attributes: round robin is the default algorithm'),
      ),
      availability: of(0.9999, recalled('the ELB service-level agreement: 99.99 %')),
    },
    lacks: [...lacks],
    facts: [
      {
        text: 'Target groups are checked every 30 s, out after two failures: a dead target gets requests for up to a minute.',
        source: recalled('the ELB documentation, health checks for target groups'),
      },
      {
        text: 'When every target is unhealthy it sends to all of them.',
        source: recalled('the ELB documentation, health checks: fail open'),
      },
    ],
  },
  {
    id: 'nginx',
    title: 'nginx',
    kinds: ['balancer', 'gateway', 'service', 'cache'],
    model: 'none',
    summary: 'Event-driven web server, proxy and balancer.',
    defaults: {
      cores,
      work: proxy,
      policy: of('round_robin', recalled('the nginx documentation, HTTP load balancing: round-robin')),
    },
    lacks: [...lacks],
    facts: [
      handshakes,
      {
        text: 'The open-source version has passive health checks only: max_fails 1 in fail_timeout 10 s.',
        source: recalled('the nginx documentation, ngx_http_upstream_module'),
      },
    ],
  },
  {
    id: 'haproxy',
    title: 'HAProxy',
    kinds: ['balancer', 'gateway'],
    model: 'none',
    summary: 'Event-driven balancer for TCP and HTTP.',
    defaults: {
      cores,
      work: proxy,
      policy: of('round_robin', recalled('the HAProxy documentation, balance: roundrobin, the default before 3.3')),
    },
    lacks: [...lacks],
    facts: [
      handshakes,
      {
        text: 'With `check` a server is probed every 2 s, out after 3 failures, back after 2 successes.',
        source: recalled('the HAProxy documentation, inter, fall and rise'),
      },
    ],
  },
  {
    id: 'envoy',
    title: 'Envoy',
    kinds: ['balancer', 'gateway'],
    model: 'none',
    summary: 'Proxy for service meshes with retries, breakers and outlier detection.',
    defaults: {
      cores,
      work: of(0.0002, assumed('filters and statistics cost about twice plain proxying')),
      policy: of('round_robin', recalled('the Envoy documentation, lb_policy: ROUND_ROBIN')),
    },
    lacks: [...lacks],
    facts: [
      handshakes,
      {
        text: 'Its least-request policy with equal weights takes the better of two random hosts.',
        source: recalled('the Envoy documentation, supported load balancers'),
      },
    ],
  },
  {
    id: 'traefik',
    title: 'Traefik',
    kinds: ['balancer', 'gateway'],
    model: 'none',
    summary: 'Proxy that configures itself from containers.',
    defaults: {
      cores,
      work: of(0.0002, assumed('about twice the work of nginx per request')),
      policy: of('round_robin', recalled('the Traefik documentation: weighted round robin')),
    },
    lacks: [...lacks],
    facts: [handshakes],
  },
  {
    id: 'api_gateway',
    title: 'Amazon API Gateway',
    kinds: ['gateway'],
    model: 'none',
    summary: 'Managed front door for HTTP, REST and WebSocket interfaces.',
    defaults: {
      cores: of(100, recalled('the API Gateway quotas: 10,000 requests per second per region, here × 10 ms')),
      instances: of(1, assumed('one managed service')),
      work: of(0.01, assumed('authentication, mapping and logging add about ten milliseconds')),
      availability: of(0.9995, recalled('the API Gateway service-level agreement: 99.95 %')),
    },
    lacks: [...lacks],
    facts: [
      {
        text: 'An account has 10,000 requests per second and a burst of 5,000 in a region; an integration must answer in 29 s.',
        source: recalled('the API Gateway quotas'),
      },
    ],
  },
];
