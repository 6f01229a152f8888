/** The scenarios of the examples: every fault finds its target, and all that is expected is decided and holds. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from '../../../analyzer/estimate/estimate-workload.js';
import { startScenario } from '../../../analyzer/simulator/scenario/start-scenario.js';
import { lowerText } from '../../language/check.js';
import { root } from '../../root.js';

const folder = join(root, 'examples');
const files = readdirSync(folder).filter((name) => name.endsWith('.sysdesign'));
const texts = Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const csv = readdirSync(folder).filter((name) => name.endsWith('.csv'));
for (const name of csv) texts[name] = readFileSync(join(folder, name), 'utf8');

describe('scenarios of the examples', () => {
  for (const file of files) {
    const { design } = lowerText(texts[file] ?? '', texts);
    if (design.workloads.length === 0) continue;
    const prepared = prepare(design);

    it(`${file} has one that breaks something`, () =>
      assert.ok(design.scenarios.some(({ faults }) => faults.length > 0)));

    for (const { id, title, faults } of design.scenarios)
      it(`${file}: ${title}`, () => {
        const simulation = startScenario(prepared, id);
        assert.ok(simulation !== undefined);
        simulation.advance(Infinity);
        const { expectations, events, ended } = simulation.result();
        assert.equal(ended, 'duration');
        const begun = events.filter(({ kind }) => kind === 'fault');
        assert.equal(begun.length, faults.length);
        for (const { text } of begun) assert.ok(!text.includes('no such machine'), text);
        assert.ok(expectations !== undefined && expectations.length > 0, 'expects nothing');
        for (const { id: expectation, status, actual, reason } of expectations)
          assert.equal(status, 'met', `${expectation}: ${actual} ${reason ?? ''}`);
      });
  }
});
