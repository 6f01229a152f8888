import { type ExtensionContext, FileType, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { LanguageId } from '../language-id.js';
import type { Command } from './command.js';

interface Template extends QuickPickItem {
  readonly file: Uri;
}

/** Opens an untitled design that starts as one of the examples. Argument: the example's name. */
export const newDesignCommand: Command = {
  id: 'sysdesign.newDesign',
  async run({ context }, name) {
    const all = await templates(context);
    const chosen =
      typeof name === 'string'
        ? all.find(({ label }) => label === name)
        : await window.showQuickPick(all, {
            title: 'New system design',
            placeHolder: 'Start from',
            matchOnDetail: true,
          });
    if (chosen === undefined) return undefined;
    const content = await read(chosen.file);
    const document = await workspace.openTextDocument({ language: LanguageId.design, content });
    return window.showTextDocument(document);
  },
};

/** Examples that stand alone: an untitled document has no place that imports could be found from. */
async function templates({ extensionUri }: ExtensionContext): Promise<readonly Template[]> {
  const folder = Uri.joinPath(extensionUri, 'examples');
  const entries = await workspace.fs.readDirectory(folder);
  const files = entries
    .filter(([name, type]) => type === FileType.File && name.endsWith('.sysdesign'))
    .map(([name]) => Uri.joinPath(folder, name));
  const found = await Promise.all(
    files.map(async (file): Promise<readonly Template[]> => {
      const text = await read(file);
      if (/^import\b/mu.test(text) || !/^flow\b/mu.test(text)) return [];
      const label = file.path.replace(/^.*\/(.*)\.sysdesign$/u, '$1');
      const detail = /^\/\/ *(.*)/u.exec(text)?.[1] ?? '';
      return [{ label, detail, file }];
    }),
  );
  const first: Template = {
    label: 'first design',
    detail: 'A client, a service and a database, with a workload and a promise.',
    file: Uri.joinPath(extensionUri, 'extension', 'templates', 'first-design.sysdesign'),
  };
  return [first, ...found.flat().sort((a, b) => (a.label < b.label ? -1 : 1))];
}

const read = async (file: Uri) => new TextDecoder().decode(await workspace.fs.readFile(file));
