/** The bar above the picture: what is shown, under which load, coloured by what. */
import { html } from '../dom.js';
import { type Measure, measures } from '../engine/messages.js';
import type { SavedFormat } from '../saving.js';
import { iconButton } from './button.js';
import { saveMenu } from './save-menu.js';

/** What may be chosen, and what is. */
export interface Choices {
  readonly diagrams: readonly Choice[];
  readonly diagram: string | undefined;
  readonly workloads: readonly Choice[];
  readonly workload: string | undefined;
  readonly scale: number;
  readonly colour: Measure;
  /** Whether there are frames to close, and whether some are. */
  readonly frames: 'none' | 'open' | 'closed';
  readonly isPanelOpen: boolean;
}
interface Choice {
  readonly id: string;
  readonly title?: string;
}

export interface ToolbarActions {
  readonly diagram: (id: string | undefined) => void;
  readonly workload: (id: string) => void;
  readonly scale: (factor: number) => void;
  readonly colour: (measure: Measure) => void;
  /** Closes the outermost frames, or opens all. */
  readonly collapse: (isClosing: boolean) => void;
  /** Lays the picture out as if there had been none before. */
  readonly arrange: () => void;
  readonly fit: () => void;
  /** Puts what is selected back where it would be by itself, or everything. */
  readonly putBack: () => void;
  readonly putAllBack: () => void;
  readonly save: (format: SavedFormat) => void;
  readonly panel: () => void;
}

/** The load is multiplied by ten to the power of what the slider says. */
const DECADES = 1;
const NOTCH = 0.02;

export class Toolbar {
  readonly element: HTMLElement;
  /** Where further controls stand. */
  readonly slot = html('div', { class: 'toolbar-slot' });
  private readonly diagrams = html('select', { title: 'Diagram' });
  private readonly workloads = html('select', { title: 'Workload' });
  private readonly colours = html('select', { title: 'Colour by' });
  private readonly slider = html('input', { type: 'range', min: -DECADES, max: DECADES, step: NOTCH, title: 'Load' });
  private readonly factor = html('button', {
    type: 'button',
    class: 'factor',
    title: 'Back to the load of the design',
  });
  private readonly panel: HTMLButtonElement;
  private readonly collapse: HTMLButtonElement;
  private readonly expand: HTMLButtonElement;
  private readonly putBack: HTMLButtonElement;
  private readonly putAllBack: HTMLButtonElement;
  private readonly diagramField: HTMLElement;
  private readonly loadField: HTMLElement;

  constructor(
    actions: ToolbarActions,
    private readonly isMovable: boolean,
  ) {
    this.panel = iconButton('panel', 'Answers, figures and findings', actions.panel);
    this.collapse = iconButton('collapse', 'Close all groups', () => actions.collapse(true));
    this.expand = iconButton('expand', 'Open all groups', () => actions.collapse(false));
    this.putBack = iconButton('unpin', 'Put back (Alt+Backspace)', actions.putBack);
    this.putAllBack = iconButton('reset', 'Put everything back', actions.putAllBack);
    this.showPins([], []);
    this.diagramField = field('Diagram', this.diagrams);
    this.loadField = html(
      'div',
      { class: 'toolbar-group' },
      field('Workload', this.workloads),
      html('label', { class: 'field' }, html('span', { class: 'field-name' }, 'Load'), this.slider),
      this.factor,
    );
    this.colours.append(...measures.map((measure) => html('option', { value: measure }, measure)));
    this.element = html(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': 'Picture' },
      this.diagramField,
      this.loadField,
      field('Colour', this.colours),
      this.slot,
      html(
        'div',
        { class: 'toolbar-icons' },
        this.collapse,
        this.expand,
        this.putBack,
        this.putAllBack,
        iconButton('arrange', 'Arrange anew', actions.arrange),
        iconButton('fit', 'Show all (0)', actions.fit),
        saveMenu(actions.save),
        this.panel,
      ),
    );
    const chosen = (select: HTMLSelectElement, then: (value: string) => void) =>
      select.addEventListener('change', () => then(select.value));
    chosen(this.diagrams, (id) => actions.diagram(id === '' ? undefined : id));
    chosen(this.workloads, actions.workload);
    chosen(this.colours, (value) => actions.colour(value as Measure));
    this.slider.addEventListener('input', () => {
      const factor = rounded(10 ** Number(this.slider.value));
      this.sayFactor(factor);
      actions.scale(factor);
    });
    this.factor.addEventListener('click', () => actions.scale(1));
  }

  show(choices: Choices): void {
    const { diagrams, diagram, workloads, workload, scale, colour, frames, isPanelOpen } = choices;
    this.collapse.hidden = frames !== 'open';
    this.expand.hidden = frames !== 'closed';
    fill(this.diagrams, [{ id: '', title: 'Everything' }, ...diagrams], diagram ?? '');
    fill(this.workloads, workloads, workload ?? '');
    this.diagramField.hidden = diagrams.length === 0;
    this.loadField.hidden = workloads.length === 0;
    this.colours.value = colour;
    this.colours.disabled = workloads.length === 0;
    if (document.activeElement !== this.slider || scale === 1) this.slider.value = String(Math.log10(scale));
    this.sayFactor(scale);
    this.panel.setAttribute('aria-pressed', String(isPanelOpen));
  }

  /** What can be put back. */
  showPins(pinned: readonly string[], selected: readonly string[]): void {
    this.putBack.hidden = !this.isMovable || !selected.some((id) => pinned.includes(id));
    this.putAllBack.hidden = !this.isMovable || pinned.length === 0;
  }

  private sayFactor(factor: number): void {
    this.factor.textContent = `${factor}×`;
    this.factor.disabled = factor === 1;
    this.factor.setAttribute('aria-label', `${factor} times the load; back to the load of the design`);
    this.slider.setAttribute('aria-valuetext', `${factor} times`);
  }
}

/** Two digits, so that the figure beside the slider is the one that is computed with. */
const rounded = (factor: number) => Number(factor.toPrecision(2));

function field(name: string, control: HTMLElement): HTMLElement {
  return html('label', { class: 'field' }, html('span', { class: 'field-name' }, name), control);
}

/** Options as they are, untouched where nothing changed: an open list would close. */
function fill(select: HTMLSelectElement, choices: readonly Choice[], chosen: string): void {
  const made = choices.map(({ id, title }) => html('option', { value: id }, title ?? id));
  const said = (options: Iterable<HTMLOptionElement>) =>
    [...options].map(({ value, text }) => `${value} ${text}`).join('\n');
  if (said(made) !== said(select.options)) select.replaceChildren(...made);
  select.value = chosen;
}
