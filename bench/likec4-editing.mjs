/**
 * What a keystroke costs in LikeC4's language services, run by the Node that LikeC4 needs: `FILE ROUNDS` → JSON with median
 * milliseconds of an edit until it is validated and of a completion, and the memory of the process in megabytes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [peers, file, rounds] = process.argv.slice(2);
const { LikeC4 } = await import(pathToFileURL(join(peers, 'node_modules/likec4/dist/index.mjs')).href);
const text = readFileSync(file, 'utf8');
const { langium } = await LikeC4.fromSource(text, { printErrors: false, logger: false, graphviz: 'wasm' });
const { DocumentBuilder, LangiumDocuments, TextDocuments } = langium.shared.workspace;
const [document] = LangiumDocuments.all.toArray().filter((one) => one.textDocument.getText() === text);
const middle = text.indexOf('"', Math.floor(text.length / 2)) + 1;

/** As the editor's document store does when the user types. */
function replace(letter, version) {
  const { uri, languageId, constructor: Document } = document.textDocument;
  TextDocuments.set(new Document(uri, languageId, version, text.slice(0, middle) + letter + text.slice(middle)));
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const edits = [];
for (let round = 0; round < Number(rounds) + 10; round += 1) {
  replace(String.fromCharCode(97 + (round % 26)), round + 1);
  const start = performance.now();
  await DocumentBuilder.update([document.uri], []);
  if (round >= 10) edits.push(performance.now() - start);
}
const completions = [];
const position = document.textDocument.positionAt(text.lastIndexOf('->') + 3);
for (let round = 0; round < Number(rounds) + 5; round += 1) {
  const start = performance.now();
  await langium.lsp.CompletionProvider.getCompletion(document, {
    textDocument: { uri: document.uri.toString() },
    position,
  });
  if (round >= 5) completions.push(performance.now() - start);
}
console.log(
  JSON.stringify({ edit: median(edits), completion: median(completions), memory: process.memoryUsage().rss / 1e6 }),
);
process.exit(0);
