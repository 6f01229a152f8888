/** Finds parts of a design by name, kind or technology. */
import type { Drawable } from '../../../language/protocol.js';
import { html } from '../dom.js';
import { icon } from './icons.js';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** Lower case, all that is searched. */
  readonly text: string;
}

/** Entries that are listed; who means another types on. */
const most = 12;

export class Search {
  readonly element: HTMLElement;
  private readonly input = html('input', {
    type: 'search',
    placeholder: 'Find (/)',
    role: 'combobox',
    'aria-label': 'Find a component, group or flow',
    'aria-expanded': 'false',
    'aria-controls': 'found',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  private readonly list = html('ul', {
    class: 'found',
    id: 'found',
    role: 'listbox',
    'aria-label': 'Found',
    hidden: true,
  });
  private entries: readonly Entry[] = [];
  private found: readonly Entry[] = [];
  private at = 0;

  /**
   * @param chosen goes to a part
   * @param pointed hears of all parts that match; none when the search is over
   */
  constructor(
    private readonly chosen: (id: string) => void,
    private readonly pointed: (ids: readonly string[]) => void,
  ) {
    this.element = html('div', { class: 'search' }, icon('search'), this.input, this.list);
    this.input.addEventListener('input', () => this.look());
    this.input.addEventListener('focus', () => this.look());
    this.input.addEventListener('blur', () => this.close());
    this.input.addEventListener('keydown', (event) => {
      if (this.press(event.key)) event.preventDefault();
    });
    // A press would take the focus away before the click.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  show(design: Drawable['design']): void {
    const entry = (id: string, title: string | undefined, about: string): Entry => ({
      id,
      title: title ?? id,
      about,
      text: `${id} ${title ?? ''} ${about}`.toLowerCase(),
    });
    this.entries = [
      ...design.components.map(({ id, title, kind, technology }) =>
        entry(id, title, [kind.replaceAll('_', ' '), technology].filter((one) => one !== undefined).join(' · ')),
      ),
      ...design.groups.map(({ id, title }) => entry(id, title, 'group')),
      ...design.regions.map(({ id, title }) => entry(id, title, 'region')),
      ...design.flows.map(({ id, title }) => entry(id, title, 'flow')),
    ];
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  private look(): void {
    const words = this.input.value
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '');
    if (words.length === 0) {
      this.close();
      return;
    }
    const [first = ''] = words;
    const matching = this.entries.filter(({ text }) => words.every((word) => text.includes(word)));
    const rank = ({ title, id }: Entry) =>
      title.toLowerCase().startsWith(first) || id.toLowerCase().startsWith(first) ? 0 : 1;
    this.found = matching.sort((a, b) => rank(a) - rank(b)).slice(0, most);
    this.at = 0;
    this.pointed(matching.map(({ id }) => id));
    this.render();
  }

  private render(): void {
    const rows = this.found.map((entry, index) => {
      const row = html(
        'li',
        { role: 'option', id: `found-${index}`, 'aria-selected': String(index === this.at) },
        html('span', { class: 'row-main' }, entry.title),
        html('span', { class: 'quiet' }, entry.about),
      );
      row.addEventListener('click', () => this.choose(entry));
      return row;
    });
    const none = html(
      'li',
      { class: 'quiet', role: 'option', 'aria-selected': 'false', 'aria-disabled': 'true' },
      'Nothing is called so.',
    );
    this.list.replaceChildren(...(rows.length === 0 ? [none] : rows));
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    if (rows.length > 0) this.input.setAttribute('aria-activedescendant', `found-${this.at}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  private press(key: string): boolean {
    const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && this.found.length > 0) {
      this.at = (this.at + by + this.found.length) % this.found.length;
      this.render();
      return true;
    }
    if (key === 'Enter') {
      const entry = this.found[this.at];
      if (entry !== undefined) this.choose(entry);
      return true;
    }
    if (key === 'Escape') {
      this.input.value = '';
      this.close();
      this.input.blur();
      return true;
    }
    return false;
  }

  private choose(entry: Entry): void {
    this.close();
    this.chosen(entry.id);
  }

  private close(): void {
    this.list.hidden = true;
    this.found = [];
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    this.pointed([]);
  }
}
