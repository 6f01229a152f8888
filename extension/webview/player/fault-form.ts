/** A small form at what was clicked: how it shall break, for how long. */
import type { Design } from '../../../analyzer/design/design.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import type { NewFault } from '../../../analyzer/simulator/playback/with-fault.js';
import { sayMoment } from '../../../analyzer/wording/moment.js';
import { html } from '../dom.js';
import { amounts, faultOf, otherSide, type Victim, victimsOf, type Way, wayLabels } from './fault-choices.js';

/** What the form is asked about. */
export interface Asked {
  readonly design: Design;
  readonly playback: Playback;
  readonly frame: number;
  readonly time: number;
  /** Machine, component or place that was clicked. */
  readonly victim: string | undefined;
  /** Where on the screen. */
  readonly at: DOMRect;
}

const durations = [0.5, 1, 2, 5, 10, 30, 60, 300];

export class FaultForm {
  private readonly title = html('h3', {});
  private readonly victim = html('select', { 'aria-label': 'What' });
  private readonly way = html('select', { 'aria-label': 'How' });
  private readonly other = html('select', { 'aria-label': 'From' });
  private readonly amount = html('input', { type: 'number', min: 0, step: 'any', 'aria-label': 'How much' });
  private readonly unit = html('span');
  private readonly lasts = html('select', { 'aria-label': 'For how long' });
  private readonly otherRow = row('from', this.other);
  private readonly amountRow = row('by', html('span', { class: 'player-amount' }, this.amount, this.unit));
  private readonly lastsRow = row('for', this.lasts);
  readonly element: HTMLFormElement;
  private victims: readonly Victim[] = [];
  private asked: Asked | undefined;
  private before: Element | null = null;

  /** @param broken takes the fault that was chosen */
  constructor(private readonly broken: (fault: NewFault) => void) {
    const cancel = html('button', { type: 'button', class: 'player-button' }, 'Cancel');
    cancel.addEventListener('click', () => this.close());
    this.element = html(
      'form',
      { class: 'player-form', role: 'dialog', 'aria-label': 'Break something', hidden: true },
      this.title,
      row('what', this.victim),
      row('how', this.way),
      this.otherRow,
      this.amountRow,
      this.lastsRow,
      html(
        'div',
        { class: 'player-form-foot' },
        html('button', { type: 'submit', class: 'player-button player-primary' }, 'Break it'),
        cancel,
      ),
    );
    this.victim.addEventListener('change', () => this.chooseVictim());
    this.way.addEventListener('change', () => this.chooseWay());
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.element.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') this.close();
    });
    document.addEventListener('pointerdown', ({ target }) => {
      if (!this.element.hidden && target instanceof Node && !this.element.contains(target)) this.close(false);
    });
  }

  open(asked: Asked): void {
    this.asked = asked;
    this.before = document.activeElement;
    const { design, playback, frame, time, victim, at } = asked;
    this.victims = victimsOf(design, playback, frame);
    this.title.textContent = `Break at ${sayMoment(Math.round(time * 100) / 100)}`;
    this.victim.replaceChildren(...grouped(this.victims));
    const first = this.victims.find(({ group }) => group === 'Machines') ?? this.victims[0];
    this.victim.value = this.victims.some(({ id }) => id === victim) ? (victim ?? '') : (first?.id ?? '');
    const wanted = playback.duration / 10;
    const chosen = durations.findLast((one) => one <= wanted) ?? durations[0];
    this.lasts.replaceChildren(
      ...durations.map((one) => html('option', { value: one, selected: one === chosen }, sayMoment(one))),
      html('option', { value: '' }, 'until the end'),
    );
    this.chooseVictim();
    this.element.hidden = false;
    const { offsetWidth, offsetHeight } = this.element;
    const left = Math.min(Math.max(8, at.left), innerWidth - offsetWidth - 8);
    const below = at.bottom + 8 + offsetHeight <= innerHeight - 8;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - offsetHeight - 8)}px`;
    this.way.focus();
  }

  private close(isBack = true): void {
    this.element.hidden = true;
    if (isBack && (this.before instanceof HTMLElement || this.before instanceof SVGElement)) this.before.focus();
  }

  private get chosen(): Victim | undefined {
    return this.victims.find(({ id }) => id === this.victim.value);
  }

  private chooseVictim(): void {
    const { chosen, asked } = this;
    if (chosen === undefined || asked === undefined) return;
    this.way.replaceChildren(...chosen.ways.map((way) => html('option', { value: way }, wayLabels[way])));
    const others = this.victims.filter(({ id, group }) => id !== chosen.id && group !== 'Load');
    this.other.replaceChildren(...grouped(others));
    this.other.value = otherSide(chosen, others, asked.design, asked.playback);
    this.chooseWay();
  }

  private chooseWay(): void {
    const way = this.way.value as Way;
    const amount = amounts[way];
    this.otherRow.hidden = way !== 'partition' && way !== 'drop';
    this.amountRow.hidden = amount === undefined;
    this.amount.value = String(amount?.proposed ?? 1);
    this.unit.textContent = amount?.unit ?? '';
    // What is flushed is so at once.
    this.lastsRow.hidden = way === 'flush';
  }

  private submit(): void {
    const { chosen } = this;
    const other = this.victims.find(({ id }) => id === this.other.value);
    if (chosen === undefined) return;
    const duration = this.lasts.value === '' ? undefined : Number(this.lasts.value);
    this.close();
    this.broken(
      faultOf(this.way.value as Way, chosen, other?.struck ?? { to: '' }, Number(this.amount.value), duration),
    );
  }
}

function row(name: string, control: HTMLElement): HTMLElement {
  return html('label', { class: 'player-form-row' }, html('span', {}, name), control);
}

function grouped(victims: readonly Victim[]): readonly HTMLElement[] {
  const groups = [...new Set(victims.map(({ group }) => group))];
  return groups.map((group) =>
    html(
      'optgroup',
      { label: group },
      ...victims
        .filter((victim) => victim.group === group)
        .map(({ id, label }) => html('option', { value: id }, label)),
    ),
  );
}
