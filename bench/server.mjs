/**
 * What an editor waits for: the language server as a process, over its pipe. Milliseconds from the start of the process to the
 * first findings, from a keystroke to its findings, and to a completion; and the memory of the process in megabytes.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createMessageConnection } from 'vscode-jsonrpc/node.js';
import { root } from '../scripts/set-up.mjs';

const uri = 'file:///bench/design.sysdesign';
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function measureServer(text, rounds) {
  const begin = performance.now();
  const server = spawn(process.execPath, [join(root, 'dist/cli.js'), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createMessageConnection(server.stdout, server.stdin);
  let told;
  connection.onNotification('textDocument/publishDiagnostics', ({ version }) => told?.(version));
  const diagnosed = (wanted) =>
    new Promise((done) => {
      told = (version) => version === wanted && done();
    });
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  const opened = diagnosed(1);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'sysdesign', version: 1, text },
  });
  await opened;
  const first = performance.now() - begin;

  const lines = text.split('\n');
  const line = lines.findIndex((one, i) => i > lines.length / 2 && /work \d/u.test(one));
  const character = (lines[line] ?? '').search(/work \d/u) + 5;
  const edits = [];
  for (let round = 0; round < rounds + 10; round += 1) {
    const version = round + 2;
    const start = performance.now();
    const answer = diagnosed(version);
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [
        { range: { start: { line, character }, end: { line, character: character + 1 } }, text: `${1 + (round % 9)}` },
      ],
    });
    await answer;
    if (round >= 10) edits.push(performance.now() - start);
  }
  const completions = [];
  for (let round = 0; round < rounds + 5; round += 1) {
    const start = performance.now();
    await connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position: { line, character: 4 },
    });
    if (round >= 5) completions.push(performance.now() - start);
  }
  const memory = residentMegabytes(server.pid);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  return { first, edit: median(edits), completion: median(completions), memory };
}

/** Where the system tells, as Linux does. */
function residentMegabytes(pid) {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1000;
  } catch {
    return undefined;
  }
}
