/** The examples are complete designs: they parse, and what is found in them is what their comments announce. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, type Report } from '../../language/check.js';
import { parse } from '../../language/syntax/parse.js';
import { announced } from '../docs/page.js';
import { root } from '../root.js';

const folder = join(root, 'examples');
const files = readdirSync(folder).filter((name) => name.endsWith('.sysdesign'));
/** Files that only hold templates for the others. */
const libraries = ['platform.sysdesign'];

function textOf(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function review(file: string): Report {
  return check(file, (path) => (existsSync(join(folder, path)) ? textOf(path) : undefined), '');
}

describe('examples', () => {
  it('are all in the README', () => {
    const readme = textOf('README.md');
    assert.deepEqual(
      files.filter((file) => !readme.includes(`(${file})`)),
      [],
    );
  });

  it('know which files are no designs of their own', () => {
    assert.deepEqual(
      libraries.filter((file) => !files.includes(file)),
      [],
    );
  });
});

for (const file of files) {
  describe(`examples/${file}`, () => {
    it('parses', () => {
      assert.deepEqual(
        parse(textOf(file)).errors.map(({ message }) => message),
        [],
      );
    });

    it('has the findings its comments announce', () => {
      const report = review(file);
      const actual = report.findings.map(
        ({ uri, range, severity, rule }) => `${uri}:${range.start.line + 1}: ${severity}: ${rule}`,
      );
      const expected = announced(textOf(file)).map(
        ({ line, severity, rule }) => `${file}:${line + 1}: ${severity}: ${rule}`,
      );
      assert.deepEqual(
        [...actual].sort(),
        [...expected].sort(),
        report.findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'),
      );
    });

    if (libraries.includes(file)) return;

    it('has all that a design needs', () => {
      const { design } = review(file);
      const missing = {
        regions: design.regions.length > 0,
        data: design.data.length > 0,
        flows: design.flows.length > 0,
        workloads: design.workloads.length > 0,
        expectations: design.expectations.length > 0,
        faults: design.scenarios.some((scenario) => scenario.faults.length > 0 && scenario.expectations.length > 0),
        diagrams: design.diagrams.length > 0,
      };
      assert.deepEqual(
        Object.entries(missing)
          .filter(([, has]) => !has)
          .map(([what]) => what),
        [],
      );
    });

    it('says what each of its data items requires or how large it is', () => {
      const { design } = review(file);
      const bare = design.data.filter((item) => item.settings.size === undefined || item.requires.length === 0);
      assert.deepEqual(
        bare.map(({ id }) => id),
        [],
      );
    });
  });
}
