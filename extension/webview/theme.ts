/** The colours of pictures in the colours of the editor. */
import { palettes } from '../../diagram/svg/palette.js';
import { stylesheet } from '../../diagram/svg/stylesheet.js';

const raised = (share: number) => `color-mix(in srgb, var(--page-text) ${share}%, var(--page-ground))`;

/** Grounds and frames are shades of the editor's own ground, so that picture and page are of one piece. */
const ground = {
  canvas: 'var(--page-ground)',
  'group-0': raised(3),
  'group-1': raised(6),
  'group-2': raised(9),
  'group-line': raised(20),
};
const darkGround = { ...ground, card: raised(9), 'card-line': raised(26) };

/** In high contrast the editor's own colours alone: black or white, and its line of contrast. */
const contrast = {
  canvas: 'var(--page-ground)',
  text: 'var(--page-text)',
  muted: 'var(--page-text)',
  card: 'var(--page-ground)',
  'card-line': 'var(--page-line)',
  'group-0': 'var(--page-ground)',
  'group-1': 'var(--page-ground)',
  'group-2': 'var(--page-ground)',
  'group-line': 'var(--page-line)',
  'group-text': 'var(--page-text)',
  line: 'var(--page-text)',
  'label-text': 'var(--page-text)',
};

/** Rules for the picture, made into a sheet by script: a strict content policy lets nothing else through. */
export function adoptPictureStyle(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    [
      stylesheet('auto'),
      rule('body .sd', ground),
      rule('body.vscode-light .sd', { ...palettes.light, ...ground }),
      rule('body.vscode-dark .sd', { ...palettes.dark, ...darkGround }),
      rule('body.vscode-high-contrast .sd', { ...palettes.dark, ...contrast }),
      rule('body.vscode-high-contrast-light .sd', { ...palettes.light, ...contrast }),
    ].join('\n'),
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function rule(selector: string, colours: Readonly<Record<string, string>>): string {
  const properties = Object.entries(colours).map(([name, colour]) => `--sd-${name}:${colour}`);
  return `${selector}{${properties.join(';')}}`;
}

/** Whether the page is light or dark: as the editor says, or else the reader's system. */
export function groundOfPage(): 'light' | 'dark' {
  const { classList } = document.body;
  if (classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light')) return 'light';
  if (classList.contains('vscode-dark') || classList.contains('vscode-high-contrast')) return 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
