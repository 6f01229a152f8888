/**
 * The extension in a VS Code with Node: desktop, remote, container. The server is a process of its own.
 *
 * `extension/` shows what the server knows and computes nothing but pictures; of `language/` it knows the protocol alone.
 */
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node.js';
import { activateWith, type Exports } from './activate.js';
import type { Painter } from './picture/pictures.js';

export function activate(context: vscode.ExtensionContext): Exports {
  const bundle = (name: string) => vscode.Uri.joinPath(context.extensionUri, 'dist', name).fsPath;
  return activateWith(context, {
    connect(options: LanguageClientOptions) {
      const run = { module: bundle('server.cjs'), transport: TransportKind.ipc };
      const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6010'] } };
      return new LanguageClient('sysdesign', 'sysdesign', { run, debug }, options);
    },
    paint: () => threadOf(bundle('preview-engine.js')),
  });
}

/** The engine is written for a worker of a browser; this gives it what such a worker has. */
const shim = `
const { parentPort, workerData } = require('node:worker_threads');
globalThis.postMessage = (message) => parentPort.postMessage(message);
parentPort.on('message', (data) => globalThis.onmessage?.({ data }));
require('node:vm').runInThisContext(require('node:fs').readFileSync(workerData, 'utf8'), { filename: workerData });
`;

function threadOf(file: string): Painter {
  const worker = new Worker(shim, { eval: true, workerData: file });
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    listen: (listener) => void worker.on('message', listener),
    failed: (listener) => void worker.on('error', listener),
    dispose: () => void worker.terminate(),
  };
}
