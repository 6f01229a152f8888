/** Parts of the window that pictures wait for and show. */
import type { Locator } from 'playwright-core';
import type { Stage } from '../manual.js';
import type { Window } from '../window.js';

/** A line of the editor on the screen that holds a text. */
export const line = ({ editor }: Window, text: string): Locator =>
  editor.locator('.view-line > span', { hasText: blanks(text) }).first();

/** The editor writes blanks as blanks that do not break. */
const blanks = (text: string) =>
  new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&').replaceAll(' ', '[ \u00a0]'), 'u');

export const squiggle = '.squiggly-error, .squiggly-warning';

/** Waits for figures beside the text, as an analysis brings them. */
export const analysed = ({ window }: Stage) => window.editor.getByText('p99', { exact: false }).first().waitFor();

/** Puts the word at the cursor in the middle of a hover's reach and waits for it. */
export const hovered = async ({ window, page }: Stage, text: string) => {
  const hover = page.locator('.monaco-hover:visible', { hasText: text }).first();
  await window.hover(hover);
  return hover;
};
