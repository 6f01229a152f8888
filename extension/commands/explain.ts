import { commands, type Diagnostic, languages, Uri, window, workspace } from 'vscode';
import type { Command, Session } from './command.js';

/** Argument: a rule or word; without one, the rule of the finding at the cursor, else the word there. */
export const explainCommand: Command = {
  id: 'sysdesign.explain',
  async run(session, word) {
    if (typeof word === 'string') return explainWord(session, word);
    const editor = window.activeTextEditor;
    if (editor === undefined) return undefined;
    const { document, selection } = editor;
    const findings = languages
      .getDiagnostics(document.uri)
      .filter(({ source, range }) => source === 'sysdesign' && range.contains(selection.active));
    // Findings about whole declarations enclose those about a word: the narrowest is meant.
    const [finding] = findings.sort((a, b) => (a.range.contains(b.range) ? 1 : -1));
    const rule = finding === undefined ? undefined : ruleOf(finding);
    if (rule !== undefined && rule !== 'syntax') return explainWord(session, rule);
    const at = document.getWordRangeAtPosition(selection.active, /[A-Za-z_][A-Za-z0-9_-]*/u);
    const asked = at === undefined ? undefined : document.getText(at);
    if (asked === undefined) return window.showInformationMessage('There is no word at the cursor.');
    return explainWord(session, asked);
  },
};

async function explainWord({ context, pages }: Session, word: string): Promise<void> {
  const page = Uri.joinPath(context.extensionUri, 'docs', 'rules', `${word}.md`);
  const isRule = /^[a-z]+(-[a-z]+)*$/u.test(word) && (await exists(page));
  if (isRule) await commands.executeCommand('markdown.showPreview', page);
  else await pages.showWord(word);
}

const exists = (uri: Uri) =>
  workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

function ruleOf({ code }: Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return value === undefined ? undefined : String(value);
}
