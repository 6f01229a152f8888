import assert from 'node:assert/strict';
import { lookup } from '../../../analyzer/design/lookup.js';
import { operations } from '../../../analyzer/flow/operations.js';
import { flowGuarantees } from '../../../analyzer/guarantees/path.js';
import { storeGuarantees } from '../../../analyzer/guarantees/store.js';
import { designOf } from '../../language/check.js';

const reports = (settings: string) => `data Sale { key sale  size 300 B }
client analyst
service reports { work 20 ms }
warehouse sales : redshift { stores Sale  cores 64  ${settings} }
flow report { analyst -> reports { query Sale from sales aggregate rows 10M } }
`;

describe('guarantees of a warehouse', () => {
  const queried = (text: string) => {
    const design = designOf(text);
    const found = lookup(design);
    const [only] = flowGuarantees(operations(design.flows, found), found, storeGuarantees(design, found));
    assert.ok(only !== undefined);
    return only;
  };

  it('are eventual where it shows what was loaded at its last refresh', () => {
    const { gets, staleness, weakest } = queried(reports('refresh 15 min'));
    assert.deepEqual(
      [gets, staleness, weakest.because],
      ['eventual', 900, 'it shows what was loaded at its last refresh'],
    );
  });

  it('are those of its copies where it is written at once', () => {
    assert.notEqual(queried(reports('')).gets, 'eventual');
  });
});
