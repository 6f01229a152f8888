import * as vscode from 'vscode';

/** Makes the code of a diagnostic open the rule's page as a page, not as its source. */
export function linkToPages(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = diagnostic;
  if (typeof code !== 'object' || !code.target.path.endsWith('.md')) return diagnostic;
  const argument = encodeURIComponent(JSON.stringify([String(code.value)]));
  diagnostic.code = { value: code.value, target: vscode.Uri.parse(`command:sysdesign.explain?${argument}`) };
  return diagnostic;
}
