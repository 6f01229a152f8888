import { type ExtensionContext, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { LanguageId } from '../language-id.js';
import type { Command } from './command.js';

interface Template extends QuickPickItem {
  readonly file: Uri;
}

/**
 * Examples that stand alone: an untitled document has no place that imports could be found from.
 * Browsers cannot list the folder, so they are named here; a test compares.
 */
const examples = [
  'cdn-media',
  'event-sourcing',
  'iot-ingest',
  'leader-election',
  'leaderless',
  'online-boutique',
  'url-shortener',
];

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

async function templates({ extensionUri }: ExtensionContext): Promise<readonly Template[]> {
  const first: Template = {
    label: 'first design',
    detail: 'A client, a service and a database, with a workload and a promise.',
    file: Uri.joinPath(extensionUri, 'extension', 'templates', 'first-design.sysdesign'),
  };
  const others = examples.map(async (label): Promise<Template> => {
    const file = Uri.joinPath(extensionUri, 'examples', `${label}.sysdesign`);
    return { label, detail: /^\/\/ *(.*)/u.exec(await read(file))?.[1] ?? '', file };
  });
  return [first, ...(await Promise.all(others))];
}

const read = async (file: Uri) => new TextDecoder().decode(await workspace.fs.readFile(file));
