/** One analysis per document and version, kept while every text that it was made from stays. */
import assert from 'node:assert/strict';
import type { FileSource } from '../../../language/server/file-source.js';
import { Project } from '../../../language/server/project.js';

const noFiles: FileSource = { read: () => undefined, forget: () => undefined, list: () => Promise.resolve([]) };
const uri = 'file:///work/a.sysdesign';
const text = 'design "x"\nservice one { work 1 ms }\nservice two { work 1 mss }\n';

/** Where declarations of the document begin, by the analysis that is in force. */
function starts(project: Project, of = uri): readonly (number | undefined)[] {
  return (project.snapshot(of)?.file.parsed.model.items ?? []).map(({ $cstNode }) => $cstNode?.offset);
}

describe('a project', () => {
  it('analyses a text once, whatever its version', () => {
    const project = new Project(noFiles);
    project.set({ uri, version: 1, text });
    const first = project.snapshot(uri);
    project.set({ uri, version: 3, text });
    assert.equal(project.snapshot(uri), first);
    assert.equal(first?.version, 3);
    assert.deepEqual(first?.document(first.file.uri), { uri, version: 3 });
  });

  it('analyses an earlier text anew when one between was read', () => {
    const project = new Project(noFiles);
    project.set({ uri, version: 1, text });
    const before = starts(project);
    project.set({ uri, version: 2, text: `\n\n\n${text}` });
    project.sources();
    project.set({ uri, version: 3, text });
    assert.deepEqual(starts(project), before);
  });

  it('analyses a design anew when a file that it imports was another for a while', () => {
    const project = new Project(noFiles);
    const entry = 'file:///work/b.sysdesign';
    project.set({ uri, version: 1, text });
    project.set({ uri: entry, version: 1, text: 'import "a.sysdesign"\nclient app\n' });
    const findings = () => project.snapshot(entry)?.report.findings.map(({ range }) => range);
    const before = findings();
    const imported = () => [...(project.snapshot(entry)?.report.workspace.files.values() ?? [])][1];
    const file = imported();
    assert.ok(file !== undefined);
    project.set({ uri, version: 2, text: `\n\n\n${text}` });
    starts(project);
    project.set({ uri, version: 3, text });
    starts(project);
    assert.deepEqual(findings(), before);
    assert.notEqual(imported(), file);
  });
});
