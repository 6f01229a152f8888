import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyConfig, readConfig } from '../../../language/config/config.js';
import { readJson } from '../../../language/config/json.js';

const rules = new Map([
  ['stale-quorum', []],
  ['little-headroom', ['utilization']],
]);
const read = (text: string): readonly string[] =>
  readConfig(text, 'sysdesign.json', rules).findings.map(
    (one) => `«${text.slice(one.range.offset, one.range.offset + one.range.length)}» ${one.message}`,
  );

describe('sysdesign.json', () => {
  it('severities and thresholds', () => {
    const { config, findings } = readConfig(
      '{ "$schema": "s", "severities": { "stale-quorum": "off" }, "thresholds": { "little-headroom": { "utilization": 0.7 } } }',
      'c',
      rules,
    );
    assert.deepEqual(findings, []);
    assert.deepEqual(config, {
      severities: { 'stale-quorum': 'off' },
      thresholds: { 'little-headroom': { utilization: 0.7 } },
    });
  });
  it('an empty file configures nothing', () => {
    assert.deepEqual(readConfig(' \n', 'c'), { config: emptyConfig, findings: [] });
    assert.deepEqual(readConfig('{}', 'c'), { config: emptyConfig, findings: [] });
  });
  const wrong: readonly (readonly [string, string])[] = [
    ['{ "severitys": {} }', '«"severitys"» there is no setting `severitys`; did you mean `severities`?'],
    [
      '{ "severities": { "stale-qorum": "off" } }',
      '«"stale-qorum"» there is no rule `stale-qorum`; did you mean `stale-quorum`?',
    ],
    ['{ "severities": { "stale-quorum": "fatal" } }', '«"fatal"» a severity is one of off, error, warning, info'],
    ['{ "severities": [] }', '«[]» `severities` must be an object in braces'],
    [
      '{ "thresholds": { "little-headroom": { "utilisation": 0.7 } } }',
      '«"utilisation"» there is no threshold of `little-headroom` `utilisation`; did you mean `utilization`?',
    ],
    ['{ "thresholds": { "little-headroom": { "utilization": "70%" } } }', '«"70%"» a threshold is a number'],
    ['{ "severities": {}, "severities": {} }', '«"severities"» `severities` is written twice; the last one counts'],
    ['[]', '«[]» the configuration must be an object in braces'],
    ['{ "severities": { "stale-quorum": off } }', '«o» `o` cannot stand here in JSON'],
    ['{ "severities": {}', '«}» `}` is missing at the end'],
    ['{ "a" 1 }', '«1» `:` is expected after the name'],
    ['{} x', '«x» `x` cannot stand here in JSON'],
    ['{} 1', '«1» `1` stands behind the end of the value'],
  ];
  for (const [text, expected] of wrong) it(text, () => assert.deepEqual(read(text), [expected]));

  it('the rest of a file with a mistake holds', () => {
    const { config } = readConfig('{ "severities": { "stale-quorum": "fatal", "little-headroom": "info" } }', 'c');
    assert.deepEqual(config.severities, { 'little-headroom': 'info' });
  });
  it('any text is survived; valid JSON is read as JSON.parse does', () => {
    fc.assert(fc.property(fc.string(), (text) => void readConfig(text, 'c')));
    fc.assert(fc.property(fc.json(), (text) => assert.ok('root' in readJson(text))));
    fc.assert(
      fc.property(fc.string(), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        assert.equal('root' in readJson(text), valid);
      }),
    );
  });
});
