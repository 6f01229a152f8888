/** The document around the page in an editor. */

export interface PageParts {
  /** Addresses of the bundles. */
  readonly script: string;
  readonly style: string;
  readonly engine: string;
  readonly simulation: string;
  /** Where bundles come from, as a source of a content policy. */
  readonly source: string;
  /** Not to be guessed, and another each time. */
  readonly nonce: string;
}

/** Nothing is allowed but the bundles: no inline scripts or styles, no network, workers and pictures from memory alone. */
export function contentPolicy({ source, nonce }: Pick<PageParts, 'source' | 'nonce'>): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `connect-src ${source}`,
    'worker-src blob:',
    // Pictures on their way to a file.
    'img-src blob:',
  ].join('; ');
}

export function pageHtml(parts: PageParts): string {
  const { script, style, engine, simulation, nonce } = parts;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(parts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview</title>
<link rel="stylesheet" href="${style}">
</head>
<body data-engine="${engine}" data-simulation="${simulation}">
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
