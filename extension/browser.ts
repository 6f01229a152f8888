/** The extension in a VS Code of a browser: the server is a worker, files come through VS Code. */
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/browser.js';
import { activateWith, type Exports } from './activate.js';
import type { FromEngine } from './webview/engine/messages.js';

/** What this file uses of a browser's worker; the types of browsers cannot stand beside those of Node. */
interface PageWorker {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
  terminate(): void;
}
declare const Worker: new (address: string) => PageWorker;

export function activate(context: vscode.ExtensionContext): Exports {
  const start = (name: string) => new Worker(vscode.Uri.joinPath(context.extensionUri, 'dist', name).toString(true));
  return activateWith(context, {
    connect(options: LanguageClientOptions) {
      const worker = start('server-worker.js') as unknown as ConstructorParameters<typeof LanguageClient>[3];
      return new LanguageClient('sysdesign', 'sysdesign', options, worker);
    },
    paint() {
      const worker = start('preview-engine.js');
      return {
        post: (message) => worker.postMessage(message),
        listen: (listener) => worker.addEventListener('message', ({ data }) => listener(data as FromEngine)),
        failed: (listener) => worker.addEventListener('error', ({ message }) => listener(new Error(message))),
        dispose: () => worker.terminate(),
      };
    },
  });
}
