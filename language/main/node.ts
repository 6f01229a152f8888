/** The language server as a Node process: over stdio, a pipe, a socket or Node's own channel, as its arguments say. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node.js';
import { URI } from 'vscode-uri';
import { serve } from '../server/server.js';
import { NodeFiles } from './node-files.js';
import { nodeRunner } from './node-runner.js';

/** Serves the client that started this process. `docs` is the folder of the manual. */
export function serveNode(docs: string | undefined): void {
  const connection = createConnection(ProposedFeatures.all);
  serve(connection, {
    files: new NodeFiles(connection),
    runner: () => nodeRunner,
    ...(docs !== undefined && existsSync(docs) ? { manual: URI.file(docs).toString(), page: pagesBeside(docs) } : {}),
  });
}

/** Pages by their path in the package; the folder `docs` is part of it. */
function pagesBeside(docs: string): (path: string) => string | undefined {
  return (path) => {
    const file = join(dirname(docs), path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
}

export const ownDocs = fileURLToPath(new URL('../docs', import.meta.url));
