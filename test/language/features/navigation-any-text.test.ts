/** No feature throws at any place of any text, and what it answers fits together. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type DocumentSymbol, type Position, type Range, SymbolKind } from 'vscode-languageserver-types';
import {
  incomingCalls,
  outgoingCalls,
  prepareCallHierarchy,
} from '../../../language/features/call-hierarchy/call-hierarchy.js';
import { definition } from '../../../language/features/definition.js';
import { documentHighlight } from '../../../language/features/document-highlight.js';
import { documentLinks } from '../../../language/features/document-links.js';
import { foldingRanges } from '../../../language/features/folding-ranges.js';
import { references } from '../../../language/features/references.js';
import { edited } from '../../../language/features/rename/edits.js';
import { rename } from '../../../language/features/rename/rename.js';
import { prepareRename } from '../../../language/features/rename/target.js';
import { selectionRange } from '../../../language/features/selection-ranges.js';
import { semanticTokens } from '../../../language/features/semantic-tokens/semantic-tokens.js';
import { offsetAt, positionAt, type Snapshot } from '../../../language/features/snapshot.js';
import { documentSymbols } from '../../../language/features/symbols/document-symbols.js';
import { workspaceSymbols } from '../../../language/features/symbols/workspace-symbols.js';
import { typeDefinition } from '../../../language/features/type-definition.js';
import { Project } from '../../../language/server/project.js';
import { root } from '../../root.js';
import { uriOf } from './marked.js';

const folder = join(root, 'examples');
const texts = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.sysdesign') || name.endsWith('.csv'))
    .map((name) => [uriOf(name), readFileSync(join(folder, name), 'utf8')]),
);

const project = new Project({
  read: (path) => texts.get(path),
  list: async () => [...texts.keys()].filter((path) => path.endsWith('.sysdesign')),
  forget: () => undefined,
});

function snapshotOf(text: string, name = 'changed.sysdesign'): Snapshot {
  const uri = uriOf(name);
  const version = (project.openDocuments()[0]?.version ?? 0) + 1;
  project.set({ uri, version, text });
  const snapshot = project.snapshot(uri);
  if (snapshot === undefined) throw new Error('the document of the test is not there');
  return snapshot;
}

/** Answers about a position. */
function ask(snapshot: Snapshot, position: Position): void {
  const at = offsetAt(snapshot.file, position);
  definition(snapshot, position);
  typeDefinition(snapshot, position);
  const places = references(snapshot, position, true);
  documentHighlight(snapshot, position);
  const prepared = prepareRename(snapshot, position);
  if ('refusal' in prepared) assert.ok(prepared.refusal.endsWith('.'), prepared.refusal);
  else assert.ok(covers(prepared.range, position));
  const result = rename(snapshot, { position, newName: 'quite_another_name' });
  if (!('refusal' in result)) assert.ok(places.length > 0);
  let inner: Range | undefined;
  for (let one: ReturnType<typeof selectionRange> | undefined = selectionRange(snapshot.file, position); one; ) {
    assert.ok(covers(one.range, position), `${at}`);
    if (inner !== undefined) assert.ok(covers(one.range, inner.start) && covers(one.range, inner.end));
    inner = one.range;
    one = one.parent;
  }
  const [item] = prepareCallHierarchy(snapshot, position);
  if (item === undefined) return;
  for (const { from } of incomingCalls(snapshot, item)) assert.ok(covers(from.range, from.selectionRange.start));
  for (const { to } of outgoingCalls(snapshot, item)) assert.ok(covers(to.range, to.selectionRange.start));
}

/** Answers about a whole document. */
function askAll(snapshot: Snapshot): void {
  const { file } = snapshot;
  documentLinks(snapshot);
  for (const { startLine, endLine } of foldingRanges(file)) assert.ok(startLine < endLine);
  checkSymbols(documentSymbols(file));
  workspaceSymbols([file], 'a', (path) => path);
  let end = 0;
  for (const { offset, length } of semanticTokens(snapshot)) {
    assert.ok(offset >= end && length > 0, 'tokens overlap');
    assert.equal(positionAt(file, offset).line, positionAt(file, offset + length).line, 'a token over two lines');
    end = offset + length;
  }
}

function checkSymbols(symbols: readonly DocumentSymbol[], parent?: Range): void {
  for (const { name, kind, range, selectionRange: focus, children = [] } of symbols) {
    assert.ok(name.trim() !== '' && kind >= SymbolKind.File);
    assert.ok(covers(range, focus.start) && covers(range, focus.end), name);
    if (parent !== undefined) assert.ok(covers(parent, range.start) && covers(parent, range.end), name);
    checkSymbols(children, range);
  }
}

function covers({ start, end }: Range, { line, character }: Position): boolean {
  const isAfter = line > start.line || (line === start.line && character >= start.character);
  return isAfter && (line < end.line || (line === end.line && character <= end.character));
}

describe('navigation in any text', function () {
  this.timeout(300_000);
  before(() => project.setFolders([uriOf('').replace(/\/$/u, '')]));

  for (const [path, text] of texts) {
    if (!path.endsWith('.sysdesign')) continue;
    it(`at every 29th place of ${path.slice(uriOf('').length)}`, () => {
      const snapshot = snapshotOf(text);
      askAll(snapshot);
      for (let offset = 0; offset <= text.length; offset += 29) ask(snapshot, positionAt(snapshot.file, offset));
    });
  }
  const chat = texts.get(uriOf('chat.sysdesign')) ?? '';
  it('a renamed design says the same as before', () => {
    const before = snapshotOf(chat);
    const names = [...before.file.declarations.byNode.values()].filter(({ name }, i) => name !== '' && i % 3 === 0);
    assert.ok(names.length > 10);
    for (const { node } of names) {
      const position = positionAt(
        before.file,
        before.file.text.indexOf(node.$cstNode?.text ?? '', node.$cstNode?.offset),
      );
      const at = before.report.occurrences
        .in(before.file.uri)
        .find((one) => one.role === 'declaration' && one.declared.node === node);
      const result = rename(before, {
        position: at === undefined ? position : positionAt(before.file, at.node.offset),
        newName: 'quite_another_name',
      });
      assert.ok(!('refusal' in result), 'refusal' in result ? result.refusal : '');
      const own = result.find(({ file }) => file.uri === before.file.uri);
      // A document of its own: the next text of a document uses up the tree of the one before.
      const after = snapshotOf(edited(chat, own?.edits ?? []), 'renamed.sysdesign');
      const rules = (one: Snapshot) => one.report.findings.map(({ rule }) => rule).sort();
      assert.deepEqual(rules(after), rules(before), at?.node.text);
    }
  });
  it('a design with a piece missing', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: chat.length }),
        fc.nat({ max: 300 }),
        fc.nat({ max: chat.length }),
        (from, length, at) => {
          const snapshot = snapshotOf(chat.slice(0, from) + chat.slice(from + length));
          askAll(snapshot);
          for (const offset of [from, at, from - 1]) ask(snapshot, positionAt(snapshot.file, offset));
        },
      ),
      { numRuns: 25 },
    );
  });
  it('a design cut off anywhere', () => {
    fc.assert(
      fc.property(fc.nat({ max: chat.length }), (end) => {
        const snapshot = snapshotOf(chat.slice(0, end));
        askAll(snapshot);
        for (const offset of [end, end - 1, end >> 1]) ask(snapshot, positionAt(snapshot.file, offset));
      }),
      { numRuns: 25 },
    );
  });
  it('characters in any order, positions outside of the text', () => {
    const marks = fc.constantFrom(
      ...'{}()->.:,"/*\n ',
      'service ',
      'import ',
      'flow ',
      'a',
      '5 ms',
      '// region',
      'at ',
    );
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 40, size: 'max' }), (parts) => {
        const snapshot = snapshotOf(parts.join(''));
        askAll(snapshot);
        for (let offset = 0; offset <= snapshot.file.text.length; offset++)
          ask(snapshot, positionAt(snapshot.file, offset));
        definition(snapshot, { line: 99, character: 99 });
        prepareRename(snapshot, { line: -1, character: 99 });
      }),
      { numRuns: 150 },
    );
  });
});
