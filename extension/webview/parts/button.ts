import { html } from '../dom.js';
import { icon, type Sign } from './icons.js';

/** A button with a sign; `name` is its tooltip and its name for those who do not see it. */
export function iconButton(sign: Sign, name: string, pressed: () => void): HTMLButtonElement {
  const button = html('button', { type: 'button', class: 'icon-button', title: name, 'aria-label': name }, icon(sign));
  button.addEventListener('click', pressed);
  return button;
}
