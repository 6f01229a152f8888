import assert from 'node:assert/strict';
import { check } from '../../../language/check.js';
import { pathOf } from '../../../language/server/address.js';
import { Project } from '../../../language/server/project.js';

const uri = 'file:///w/main.sysdesign';
const imported = 'file:///w/other.sysdesign';

describe('a project whose documents change', () => {
  const open = (texts: Readonly<Record<string, string>>): Project => {
    const project = new Project({ read: () => undefined, list: async () => [], forget: () => undefined });
    for (const [at, text] of Object.entries(texts)) project.set({ uri: at, version: 1, text });
    return project;
  };
  /** What each open document has, which must be what a fresh check of its text has. */
  const said = (project: Project): readonly string[] => {
    const texts = new Map(project.openDocuments().map((one) => [pathOf(one.uri), one.text]));
    return project.openDocuments().flatMap((one) => {
      const findings = project.snapshot(one.uri)?.report.findings ?? [];
      assert.deepEqual(findings, check(pathOf(one.uri), (asked) => texts.get(asked), pathOf('file:///w')).findings);
      return findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`);
    });
  };

  it('tells each mistake as often as it comes back', () => {
    const good = 'service api {\n  work 1 ms\n}\n\nservice other {\n  work 1 ms\n}\n';
    const project = open({ [uri]: good });
    assert.deepEqual(said(project), []);
    for (let round = 0; round < 3; round++) {
      for (const [written, wanted] of [
        ['1 mss', /has no unit/u],
        ['1 m s', /./u],
        ['', /needs a value|expected/u],
        ['1 ms {', /\{|\}|brace/u],
        ['"1 ms', /"/u],
      ] as const) {
        project.set({ uri, version: 2, text: good.replace('1 ms', written) });
        const errors = said(project);
        assert.ok(errors.length > 0 && errors.some((one) => wanted.test(one)), `${written}: ${errors.join(' ')}`);
      }
      project.set({ uri, version: 3, text: good });
      assert.deepEqual(said(project), []);
    }
  });

  it('tells mistakes of imported documents, whoever is asked first', () => {
    const main = 'import "other.sysdesign"\nclient people\nflow use { people -> api }\n';
    const other = 'service api { work 1 ms }\n';
    const project = open({ [uri]: main, [imported]: other });
    assert.deepEqual(said(project), []);
    for (const text of [other.replace('ms', 'mss'), other, other.replace('api', 'apis'), other]) {
      project.set({ uri: imported, version: 2, text });
      // What other requests read on the way changes nothing.
      project.importers(pathOf(imported));
      project.sources(pathOf(uri));
      const errors = said(project);
      assert.equal(errors.length > 0, text !== other);
      // Trying a fix reads a text that is not that of the document.
      project.snapshot(uri)?.again(new Map([[pathOf(uri), `${main}service more { work 1 xs }\n`]]));
      assert.deepEqual(said(project), errors);
    }
  });
});
