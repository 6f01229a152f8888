/** Every picture of every example keeps boxes, labels and arrows apart. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLayouter } from '../../diagram/layout/layouter.js';
import { sceneOf } from '../../diagram/scene/from-design.js';
import { check } from '../../language/check.js';
import { violations } from '../diagram/geometry.js';
import { root } from '../root.js';

const folder = join(root, 'examples');
const layouter = createLayouter();

for (const name of readdirSync(folder).filter((file) => file.endsWith('.sysdesign'))) {
  describe(`pictures of examples/${name}`, () => {
    const report = check(name, read, '');
    const { design } = report.facts;
    const [estimate] = report.facts.estimates;
    for (const diagram of [undefined, ...design.diagrams]) {
      it(diagram?.title ?? 'the whole', async () => {
        const scene = sceneOf(design, {
          findings: report.findings,
          ...(estimate === undefined ? {} : { estimate }),
          ...(diagram === undefined ? {} : { diagram }),
        });
        const placed = await layouter.layout(scene);
        assert.deepEqual(violations(placed), []);
        assert.deepEqual(placed.warnings, []);
      });
    }
  });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    return undefined;
  }
}
