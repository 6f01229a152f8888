import * as vscode from 'vscode';
import { pageHtml } from '../webview/page-html.js';

/** Shows the page of the preview in a web view. */
export function showPage(webview: vscode.Webview, extension: vscode.Uri): void {
  const dist = vscode.Uri.joinPath(extension, 'dist');
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = pageHtml({
    script: address('preview.js'),
    style: address('preview.css'),
    engine: address('preview-engine.js'),
    simulation: address('preview-simulation.js'),
    source: webview.cspSource,
    nonce: crypto.randomUUID(),
  });
}
