/** Entry of the server in a browser worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser.js';
import { ClientFiles } from '../server/client-files.js';
import { serve } from '../server/server.js';
import { browserRunner } from './browser-runner.js';

// The worker's own scope; its type is of a library that cannot be loaded beside that of Node.
const scope = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
serve(connection, { files: new ClientFiles(connection), runner: browserRunner });
