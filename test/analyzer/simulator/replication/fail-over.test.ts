import assert from 'node:assert/strict';
import { holds, simulated } from '../simulated.js';
import { broken } from './broken.js';

const near = (actual: number | null | undefined, expected: number, within: number, what: string) =>
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= within,
    `${what}: ${actual} instead of ${expected} ± ${within}`,
  );

const store = (replicas: string, rest = '', load = 'w at 100/s') => `
data Account { key id }
client app { }
${rest}
database accounts { stores Account  write_work 10 us  ${replicas} }
flow w { app -> accounts { write Account to accounts } }
workload usual { ${load} arrivals paced }
`;

describe('fail-over in runs', () => {
  it('T34: five copies with exponential acknowledgements of 2 ms', () => {
    const result = simulated(
      `data Account { key id }
client app { }
database accounts { stores Account  write_work 0 s  replicas 5 consensus { delays { ack exponential(2 ms) } } }
flow w { app -> accounts { write Account to accounts } }
workload usual { w at 10/s }`,
      { duration: 20_000 },
    );
    holds(result, 'components.accounts.commitLatency.mean', 1.16667e-3);
    holds(result, 'components.accounts.commitLatency.p99', 3.91987e-3);
  });

  it('T35: 800 writes fail and 20 acknowledged ones are lost', () => {
    const result = broken(
      store(
        'in us  replicas 2 leader async { across us, eu  elect by lock keeper lease 7.6 s heartbeat 10 ms }',
        'region us { zones a } region eu { zones a } link us -- eu { rtt constant(400 ms) }\ncoordinator keeper { in us }',
      ),
      { duration: 60 },
      (hands) => hands.at(30.0051, () => hands.crash(hands.leader('accounts'))),
    );
    near(result.components.accounts?.recovery, 8, 0.02, 'recovery');
    near(result.flows.w?.counts.failed, 800, 3, 'failed');
    near(result.data.Account?.lost, 20, 1, 'lost');
    near(result.components.accounts?.rpo, 0.2, 0.011, 'rpo');
  });
});
