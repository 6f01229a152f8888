/** A button that opens the formats in which the picture can be saved. */
import { html } from '../dom.js';
import type { SavedFormat } from '../saving.js';
import { icon } from './icons.js';

const formats: Readonly<Record<SavedFormat, string>> = {
  svg: 'SVG, for documents: sharp at any size, light or dark with its reader',
  png: 'PNG, as it is seen here',
};

export function saveMenu(save: (format: SavedFormat) => void): HTMLElement {
  const title = 'Save the picture';
  const menu = html('details', { class: 'menu' });
  const close = () => {
    menu.open = false;
  };
  const items = (Object.keys(formats) as SavedFormat[]).map((format) => {
    const button = html('button', { type: 'button', class: 'menu-item' }, formats[format]);
    button.addEventListener('click', () => {
      close();
      save(format);
    });
    return button;
  });
  menu.append(
    html('summary', { class: 'icon-button', title, 'aria-label': title }, icon('save')),
    html('div', { class: 'menu-items' }, ...items),
  );
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    close();
    menu.querySelector('summary')?.focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) close();
  });
  return menu;
}
