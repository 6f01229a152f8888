import type { TextDocument } from 'vscode';

/** Languages as VS Code names them. */
export const LanguageId = { design: 'sysdesign', markdown: 'markdown' } as const;

export const isDesign = ({ languageId, uri }: TextDocument) =>
  // Sides of a comparison with an older version are not designs of the workspace.
  languageId === LanguageId.design && uri.scheme !== 'git' && uri.scheme !== 'vscode-local-history';
