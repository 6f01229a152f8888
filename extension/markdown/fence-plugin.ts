/** Designs in Markdown previews: ` ```sysdesign ` fences show as pictures. */
import { commands, Uri } from 'vscode';
import type { Picture, Pictures } from '../picture/pictures.js';
import { pictureMarkup } from './picture-markup.js';

/** What this file uses of markdown-it, of which VS Code brings the version. */
interface Token {
  readonly info: string;
  readonly content: string;
  readonly map: readonly [number, number] | null;
}
type FenceRule = (tokens: readonly Token[], index: number, options: unknown, env: unknown, self: unknown) => string;
export interface MarkdownIt {
  readonly renderer: { readonly rules: { fence?: FenceRule | undefined } };
}

/** What VS Code's Markdown preview asks an extension for. */
export interface Extender {
  extendMarkdownIt<M extends MarkdownIt>(markdown: M): M;
}

/** Milliseconds between a picture and the refresh that shows it, so that those of one page show at once. */
const GATHERING = 50;

export function fencePlugin(pictures: Pictures): Extender['extendMarkdownIt'] {
  let refresh: ReturnType<typeof setTimeout> | undefined;
  pictures.onDidArrive(() => {
    clearTimeout(refresh);
    // markdown-it cannot wait for a picture: the preview shows a place for it and is refreshed when it is there.
    refresh = setTimeout(() => void commands.executeCommand('markdown.preview.refresh'), GATHERING);
  });
  return (markdown) => {
    const { rules } = markdown.renderer;
    const usual = rules.fence;
    rules.fence = (tokens, index, options, env, self) => {
      const code = usual?.(tokens, index, options, env, self) ?? '';
      const token = tokens[index];
      // `sysdesign fragment` is a piece of a design and no picture by itself.
      if (token === undefined || token.info.trim() !== 'sysdesign') return code;
      const picture: Picture = pictures.of(pageOf(env), token.content);
      return pictureMarkup(picture, code, token.map?.[0]);
    };
    return markdown;
  };
}

/** The page that is rendered, as VS Code tells its plugins; pages without a name have no neighbours to import. */
function pageOf(env: unknown): Uri {
  const page = (env as { readonly currentDocument?: unknown } | undefined)?.currentDocument;
  return page instanceof Uri ? page : Uri.parse('untitled:page.md');
}
