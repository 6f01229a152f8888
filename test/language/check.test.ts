import assert from 'node:assert/strict';
import { check } from '../../language/check.js';
import { type Config, emptyConfig } from '../../language/config/config.js';

function report(files: Readonly<Record<string, string>>, config: Config = emptyConfig): ReturnType<typeof check> {
  return check('main.sysdesign', (path) => (Object.hasOwn(files, path) ? files[path] : undefined), '.', config);
}

function shown(files: Readonly<Record<string, string>>, config?: Config): readonly string[] {
  return report(files, config).findings.map(
    (one) => `${one.uri}:${one.range.start.line}:${one.range.start.column} ${one.severity} ${one.rule}`,
  );
}

const unused = 'service lonely {\n  work 1 ms\n}\n';

describe('check', () => {
  it('joins findings of text and analysis, by file and place', () => {
    const files = {
      'main.sysdesign': `${unused}cache c { ttl 3 GB }\nimport "./a.sysdesign"`,
      'a.sysdesign': 'service b { instances 3 s }',
    };
    assert.deepEqual(
      shown(files).filter((one) => /unused-component|unit-mismatch/u.test(one)),
      [
        'a.sysdesign:0:8 warning unused-component',
        'a.sysdesign:0:22 error unit-mismatch',
        'main.sysdesign:0:8 warning unused-component',
        'main.sysdesign:3:6 warning unused-component',
        'main.sysdesign:3:14 error unit-mismatch',
      ],
    );
  });
  it('nothing is called unused while a mistake hides what uses it', () => {
    assert.deepEqual(shown({ 'main.sysdesign': `${unused}flow f { lonly -> lonely { } }` }), [
      'main.sysdesign:3:9 error unknown-name',
    ]);
  });
  it('severities of the configuration hold for both', () => {
    const config: Config = { severities: { 'unused-component': 'off', 'unknown-name': 'info' }, thresholds: {} };
    assert.deepEqual(shown({ 'main.sysdesign': `${unused}expect { lag(x) < 1 s }` }, config), [
      'main.sysdesign:3:13 info unknown-name',
    ]);
  });
  it('comments silence findings, with reasons', () => {
    const { findings, suppressed } = report({
      'main.sysdesign': `// sysdesign-ignore unused-component: later\n${unused}`,
    });
    assert.deepEqual(
      findings.filter((one) => /unused/u.test(one.rule)),
      [],
    );
    assert.deepEqual(
      suppressed.map((one) => one.rule),
      ['unused-component'],
    );
  });
  it('unused comments are findings, in the entry alone', () => {
    const text = '// sysdesign-ignore stale-quorum: why\nservice a { work 1 ms }\nflow f { a -> a { work 1 ms } }';
    assert.ok(shown({ 'main.sysdesign': text }).includes('main.sysdesign:0:20 warning unused-suppression'));
    assert.deepEqual(
      shown({ 'main.sysdesign': 'import "./a.sysdesign"', 'a.sysdesign': text }).filter((one) =>
        one.includes('suppression'),
      ),
      [],
    );
  });
  it('a broken text gives a report all the same', () => {
    const { design, findings } = report({ 'main.sysdesign': 'service a { work 1 ms\ndatabase d { replicas' });
    assert.deepEqual(
      design.components.map((one) => one.id),
      ['a', 'd'],
    );
    assert.ok(findings.some((one) => one.rule === 'syntax'));
  });
  it('the same input gives the same report', () => {
    const files = {
      'main.sysdesign': `${unused}data D { requires durable }\ncache c { caches D }\nflow f { lonely -> c { write D to c } }`,
    };
    assert.equal(JSON.stringify(report(files).findings), JSON.stringify(report(files).findings));
  });
});
