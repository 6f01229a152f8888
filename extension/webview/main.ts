/**
 * The page that shows a design: in a panel of an editor, or alone in a file.
 *
 * It draws what it is told of and asks for what it needs (`protocol.ts`); a worker, the engine, places and estimates. The page
 * knows the DOM and neither VS Code nor files: `hosts/` stands between.
 */
import { App } from './app.js';
import { loadFonts } from './fonts.js';
import { embeddedHost } from './hosts/embedded-host.js';
import { vscodeHost } from './hosts/vscode-host.js';
import { adoptPictureStyle } from './theme.js';

loadFonts();
adoptPictureStyle();
const host = vscodeHost() ?? embeddedHost();
const app = new App(host, document.body);
app.start().catch((error: unknown) => {
  host.post({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
});
