/** The language server as a Node process: over stdio, a pipe, a socket or Node's own channel, as its arguments say. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node.js';
import { URI } from 'vscode-uri';
import { serve } from '../server/server.js';
import { NodeFiles } from './node-files.js';

/** Serves the client that started this process. `docs` is the folder of the manual. */
export function serveNode(docs: string | undefined): void {
  const connection = createConnection(ProposedFeatures.all);
  serve(connection, {
    files: new NodeFiles(connection),
    ...(docs !== undefined && existsSync(docs) ? { manual: URI.file(docs).toString() } : {}),
  });
}

export const ownDocs = fileURLToPath(new URL('../docs', import.meta.url));
