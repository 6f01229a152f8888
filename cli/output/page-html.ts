/**
 * A page that holds all it shows: its script, its style and its engine stand in it, and the design as JSON.
 *
 * The content policy lets nothing else in: neither a script that a design might smuggle nor any address.
 */
import { createHash } from 'node:crypto';

export interface PageContents {
  readonly title: string;
  readonly theme: 'light' | 'dark' | 'auto';
  /** Bundles of the page. */
  readonly script: string;
  readonly style: string;
  /** Script of the worker that draws. */
  readonly engine: string;
  /** Script of the worker that simulates. */
  readonly simulation: string;
  /** What is shown, as the page reads it. */
  readonly data: object;
}

/** The whole file. */
export function pageHtml({ title, theme, script, style, engine, simulation, data }: PageContents): string {
  const code = asScriptElement(script);
  // What the page chooses by the reader's system is chosen here when it is asked for.
  const rules = `${style.trim()}${theme === 'auto' ? '' : `\n:root{color-scheme:${theme}}`}`;
  if (/<\/style/i.test(rules)) throw new Error('bug: the style of the page would end its element');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(rules)}'`,
    'worker-src blob:',
    'img-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="sysdesign">
<title>${escaped(title)}</title>
<style>${rules}</style>
</head>
<body${theme === 'auto' ? '' : ` class="vscode-${theme}"`}>
<noscript>This page draws a design, which needs scripts.</noscript>
<script type="application/json" id="sysdesign-design">${asJson(data)}</script>
<script type="text/plain" id="sysdesign-engine">${asScriptElement(engine)}</script>
<script type="text/plain" id="sysdesign-simulation">${asScriptElement(simulation)}</script>
<script>${code}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

/** JSON in which nothing reads like the beginning or the end of an element. */
function asJson(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

/**
 * A script that does not end its element, nor open a comment in which an end would not count. Bundles have these signs only
 * within strings, templates and patterns, where they may be written as escapes.
 */
function asScriptElement(script: string): string {
  return script
    .trim()
    .replaceAll(/<(?=\/script|!--)/gi, '\\x3c')
    .replaceAll('\r\n', '\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
