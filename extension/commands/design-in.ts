import { Uri, window } from 'vscode';
import { isDesign } from '../language-id.js';

/** The design that an argument of a command names, else the one in the active editor. */
export function designIn(argument: unknown): Uri | undefined {
  if (argument instanceof Uri) return argument;
  if (typeof argument === 'string') return Uri.parse(argument);
  const document = window.activeTextEditor?.document;
  return document !== undefined && isDesign(document) ? document.uri : undefined;
}
