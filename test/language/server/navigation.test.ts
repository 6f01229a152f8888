import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Location,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { Client } from './client.js';

const parts = 'service api { work 5 ms }\n';
const main = `import { api as web } from "./parts.sysdesign"
client people
flow buy { people -> web }
workload day { buy at 10/s }
`;

describe('navigation over stdio', () => {
  let client: Client;
  before(async () => {
    client = await new Client({ 'parts.sysdesign': parts }).start();
    await client.open('main.sysdesign', main);
    await client.open('notes.md', `# Notes\n\n\`\`\`sysdesign\nservice s\nflow f { s -> s }\n\`\`\`\n`, 'markdown');
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
  });

  const ask = <R>(method: string, line: number, character: number, more: object = {}, name = 'main.sysdesign') =>
    client.request<R>(method, {
      textDocument: { uri: client.uri(name) },
      position: { line, character },
      ...more,
    });
  const about = <R>(method: string, more: object = {}) =>
    client.request<R>(method, { textDocument: { uri: client.uri('main.sysdesign') }, ...more });
  const nameOf = (uri: string) => uri.slice(client.uri('').length + 1);
  const shown = ({ uri, range }: Location) => `${nameOf(uri)}:${range.start.line}:${range.start.character}`;

  it('says what it can do', () => {
    for (const provider of [
      'definitionProvider',
      'declarationProvider',
      'typeDefinitionProvider',
      'referencesProvider',
      'documentHighlightProvider',
      'renameProvider',
      'documentSymbolProvider',
      'workspaceSymbolProvider',
      'foldingRangeProvider',
      'selectionRangeProvider',
      'documentLinkProvider',
      'semanticTokensProvider',
      'callHierarchyProvider',
    ])
      assert.ok(client.capabilities[provider], provider);
    const { workspace } = client.capabilities as { workspace: Record<string, unknown> };
    assert.ok(workspace.fileOperations);
    assert.ok(workspace.workspaceFolders);
  });

  it('definition and declaration, into a file that is not open', async () => {
    for (const method of ['textDocument/definition', 'textDocument/declaration'])
      assert.deepEqual((await ask<Location[]>(method, 2, 22)).map(shown), ['parts.sysdesign:0:8']);
    assert.deepEqual(await ask<Location[] | null>('textDocument/typeDefinition', 2, 22), null);
  });
  it('references and highlights', async () => {
    const places = await ask<Location[]>('textDocument/references', 0, 9, { context: { includeDeclaration: true } });
    assert.deepEqual(places.map(shown), [
      'parts.sysdesign:0:8',
      'main.sysdesign:0:9',
      'main.sysdesign:0:16',
      'main.sysdesign:2:21',
    ]);
    assert.equal((await ask<DocumentHighlight[]>('textDocument/documentHighlight', 2, 22)).length, 3);
  });
  it('places in Markdown are places of the Markdown document', async () => {
    const places = await ask<Location[]>(
      'textDocument/references',
      3,
      8,
      { context: { includeDeclaration: true } },
      'notes.md',
    );
    assert.deepEqual(places.map(shown), ['notes.md:3:8', 'notes.md:4:9', 'notes.md:4:14']);
    assert.deepEqual((await ask<Location[]>('textDocument/definition', 4, 9, {}, 'notes.md')).map(shown), [
      'notes.md:3:8',
    ]);
  });
  it('renames, with versions of open documents', async () => {
    const edit = await ask<WorkspaceEdit>('textDocument/rename', 0, 9, { newName: 'backend' });
    assert.deepEqual(
      edit.documentChanges?.map((one) =>
        'textDocument' in one ? [nameOf(one.textDocument.uri), one.textDocument.version, one.edits.length] : [],
      ),
      [
        ['parts.sysdesign', null, 1],
        ['main.sysdesign', 1, 1],
      ],
    );
    assert.deepEqual(await ask('textDocument/prepareRename', 2, 22), {
      range: { start: { line: 2, character: 21 }, end: { line: 2, character: 24 } },
      placeholder: 'web',
    });
  });
  it('refuses with an error that says why', async () => {
    await assert.rejects(ask('textDocument/prepareRename', 1, 2), /kind of component/u);
    await assert.rejects(ask('textDocument/rename', 2, 22, { newName: 'people' }), /already a client in main/u);
    await assert.rejects(ask('textDocument/rename', 2, 22, { newName: 'a b' }), /is no name/u);
  });
  it('imports follow a renamed file', async () => {
    const edit = await client.request<WorkspaceEdit>('workspace/willRenameFiles', {
      files: [{ oldUri: client.uri('parts.sysdesign'), newUri: client.uri('lib/parts.sysdesign') }],
    });
    const [first] = edit.documentChanges ?? [];
    assert.ok(first !== undefined && 'edits' in first);
    assert.equal((first.edits[0] as { newText: string }).newText, '"./lib/parts.sysdesign"');
  });
  it('outline and symbols', async () => {
    const outline = await about<DocumentSymbol[]>('textDocument/documentSymbol');
    assert.deepEqual(
      outline.map(({ name }) => name),
      ['people', 'buy', 'day'],
    );
    const symbols = await client.request<SymbolInformation[]>('workspace/symbol', { query: 'api' });
    assert.deepEqual(
      symbols.map(({ location }) => shown(location)),
      ['parts.sysdesign:0:8'],
    );
  });
  it('folding, selection, links', async () => {
    assert.deepEqual(await about<FoldingRange[]>('textDocument/foldingRange'), []);
    const [range] = await about<SelectionRange[]>('textDocument/selectionRange', {
      positions: [{ line: 2, character: 22 }],
    });
    assert.deepEqual(range?.range.start, { line: 2, character: 21 });
    const [link] = await about<DocumentLink[]>('textDocument/documentLink');
    assert.equal(link?.target, client.uri('parts.sysdesign'));
    assert.ok(existsSync(join(client.folder, 'parts.sysdesign')));
  });
  it('semantic tokens: all, some, and what has changed', async () => {
    const all = await about<SemanticTokens>('textDocument/semanticTokens/full');
    assert.equal(all.data.length % 5, 0);
    const some = await about<SemanticTokens>('textDocument/semanticTokens/range', {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 13 } },
    });
    assert.equal(some.data.length, 10);
    await client.change('main.sysdesign', `${main}client more\n`);
    const change = await about<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      previousResultId: all.resultId,
    });
    assert.equal(change.edits.length, 1);
    assert.equal(change.edits[0]?.data?.length, 10);
    await client.change('main.sysdesign', main);
  });
  it('calls with rates', async () => {
    const [item] = await ask<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', 0, 8, {}, 'parts.sysdesign');
    assert.equal(item?.name, 'api');
    const calls = await client.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    assert.deepEqual(
      calls.map(({ from }) => `${from.name} ${from.detail}`),
      ['people client · 10/s'],
    );
    assert.deepEqual(await client.request('callHierarchy/outgoingCalls', { item }), []);
  });
});
