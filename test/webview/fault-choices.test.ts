/** Whatever the form of the player offers to break can be said in the language, and is read back as what was chosen. */
import assert from 'node:assert/strict';
import { scenarioText } from '../../analyzer/simulator/playback/scenario-text.js';
import { withFault } from '../../analyzer/simulator/playback/with-fault.js';
import {
  amounts,
  faultOf,
  otherSide,
  victimsOf,
  type Way,
  wayLabels,
} from '../../extension/webview/player/fault-choices.js';
import { recorded } from '../analyzer/simulator/playback/recorded.js';
import { designOf } from '../language/check.js';

const shop = `design "Shop"
region us { zones a, b }
data Order { key id  size 1 KB  count 1k }
client web { in us }
service api { across us  instances 2  work 1 ms }
cache near : redis { caches Order  across us  memory 1 GB }
database orders : postgres { stores Order  across us  replicas 3 leader async { elect by consensus } }
external bank { work 5 ms }
flow buy { web -> api { read Order from near else orders  write Order to orders  call bank } }
workload day { buy at 20/s }
`;

describe('what can be broken by a click', () => {
  const design = designOf(shop);
  const playback = recorded(shop, { frames: 10 });
  const { workload, seed, duration } = playback;
  const victims = victimsOf(design, playback, 2);

  it('is every machine, component and place, and the load, in every way of the language', () => {
    for (const id of ['api.instance.2', 'orders.replica.1', 'near', 'bank', 'us', 'us.b', ''])
      assert.ok(
        victims.some((victim) => victim.id === id),
        id,
      );
    const offered = new Set(victims.flatMap(({ ways }) => ways));
    assert.deepEqual([...offered].sort(), (Object.keys(wayLabels) as Way[]).sort());
  });

  for (const victim of victims)
    for (const way of victim.ways)
      it(`${victim.label}: ${wayLabels[way]}`, () => {
        const side = otherSide(victim, victims, design, playback);
        const other = victims.find(({ id }) => id === side)?.struck ?? { to: '' };
        const fault = faultOf(way, victim, other, amounts[way]?.proposed ?? 1, 5);
        const made = withFault(design, { workload, seed, duration }, fault, duration / 2);
        const [read] = designOf(`${shop}\n${scenarioText(made)}`).scenarios;
        assert.deepEqual(
          read?.faults.map(({ kind }) => kind),
          [fault.kind],
        );
      });
});
