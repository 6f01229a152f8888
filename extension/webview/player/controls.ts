/** The bar of the player: what is played, and how. */
import { sayMoment } from '../../../analyzer/wording/moment.js';
import { html } from '../dom.js';
import { playerIcon } from './icons.js';
import { speeds } from './play-head.js';

/** Something that can be played. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly kind: 'workload' | 'scenario';
}

export interface ControlActions {
  toggle(): void;
  play(): void;
  step(by: 1 | -1): void;
  speed(speed: number): void;
  choose(id: string): void;
  seed(seed: number): void;
  stop(): void;
  break(at: DOMRect): void;
  copy(): void;
}

export interface Shown {
  readonly isOpen: boolean;
  readonly isPlaying: boolean;
  readonly time: number;
  readonly duration: number;
  readonly until: number;
  readonly speed: number;
  readonly isRunning: boolean;
  readonly seed: number;
  readonly isReady: boolean;
}

export class Controls {
  readonly element: HTMLElement;
  private readonly inner: HTMLElement;
  private readonly open: HTMLButtonElement;
  private readonly play: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly speed = html('select', { 'aria-label': 'Speed' });
  private readonly what = html('select', { 'aria-label': 'What is played', class: 'player-what' });
  private readonly under = html('span', { class: 'player-under quiet' });
  private readonly seed = html('input', {
    type: 'number',
    min: 0,
    step: 1,
    class: 'player-seed',
    'aria-label': 'Seed',
  });
  private readonly clock = html('output', { class: 'player-clock', 'aria-live': 'off' });
  private readonly needing: readonly HTMLButtonElement[];
  private said = '';

  constructor(actions: ControlActions) {
    this.open = textButton('Simulate', 'chevron', () => actions.toggle(), { 'aria-expanded': 'false' });
    this.play = iconButton('Play', 'play', () => actions.play());
    this.stop = textButton('Stop', 'stop', () => actions.stop(), { title: 'End the run; what is known stays' });
    const back = iconButton('One step back', 'back', () => actions.step(-1));
    const forward = iconButton('One step forward', 'forward', () => actions.step(1));
    const broken = textButton('Break …', 'break', () => actions.break(broken.getBoundingClientRect()), {
      title: 'Crash, slow down or cut off something at this moment',
      'aria-haspopup': 'dialog',
    });
    const copy = textButton('Copy as scenario', 'copy', () => actions.copy(), {
      title: 'Write what is played, with its faults, as a scenario of the design',
    });
    this.needing = [this.play, back, forward, broken, copy];
    for (const speed of speeds) this.speed.append(html('option', { value: speed }, `${speed}×`));
    this.speed.addEventListener('change', () => actions.speed(Number(this.speed.value)));
    this.what.addEventListener('change', () => actions.choose(this.what.value));
    this.seed.addEventListener('change', () => {
      const seed = Math.round(Number(this.seed.value));
      if (this.seed.value !== '' && seed >= 0 && Number.isSafeInteger(seed)) actions.seed(seed);
    });
    this.inner = html(
      'div',
      { class: 'player-controls', role: 'toolbar', 'aria-label': 'Simulation' },
      html('span', { class: 'player-group' }, back, this.play, forward),
      field('Speed', this.speed),
      this.clock,
      this.stop,
      field('Play', this.what, this.under),
      field('Seed', this.seed),
      html('span', { class: 'player-group' }, broken, copy),
    );
    this.element = html('div', { class: 'player-bar' }, this.open, this.inner);
  }

  /**
   * Offers workloads and scenarios.
   *
   * @param other workload of the chosen scenario, where the page shows the figures of another
   */
  offer(choices: readonly Choice[], chosen: string, other: string | undefined): void {
    const group = (kind: Choice['kind'], label: string) => {
      const options = choices
        .filter((choice) => choice.kind === kind)
        .map(({ id, title }) => html('option', { value: id, selected: id === chosen }, title));
      return options.length === 0 ? [] : [html('optgroup', { label }, ...options)];
    };
    this.what.replaceChildren(...group('scenario', 'Scenarios'), ...group('workload', 'Workloads'));
    this.what.value = chosen;
    this.under.textContent = other === undefined ? '' : `under ${other}`;
    this.under.title =
      other === undefined ? '' : 'The scenario states its own workload; the figures on the page are of another';
  }

  show(shown: Shown): void {
    const { isOpen, isPlaying, time, duration, until, speed, isRunning, seed, isReady } = shown;
    const said = JSON.stringify([isOpen, isPlaying, speed, isRunning, seed, isReady]);
    const rest = isRunning && until < duration ? ` · known to ${sayMoment(floor(until))}` : '';
    this.clock.textContent = isReady
      ? `${speed < 0.1 ? `${time.toFixed(4)} s` : sayMoment(floor(time))} of ${sayMoment(duration)}${rest}`
      : 'Starting …';
    if (said === this.said) return;
    this.said = said;
    this.open.setAttribute('aria-expanded', String(isOpen));
    this.inner.hidden = !isOpen;
    label(this.play, isPlaying ? 'Pause' : 'Play', isPlaying ? 'pause' : 'play');
    this.stop.hidden = !isRunning;
    this.showSpeed(speed);
    if (document.activeElement !== this.seed) this.seed.value = String(seed);
    for (const button of this.needing) button.disabled = !isReady;
  }

  /** Slow motion may be slower than any speed that can be chosen. */
  private showSpeed(speed: number): void {
    const value = String(speed);
    this.speed.querySelector('.player-slow')?.remove();
    if (!speeds.some((one) => one === speed))
      this.speed.prepend(html('option', { value, class: 'player-slow' }, `1/${Math.round(1 / speed)}×`));
    this.speed.value = value;
  }
}

const floor = (time: number): number => Math.floor(time * 10 + 1e-6) / 10;

function field(name: string, ...controls: readonly HTMLElement[]): HTMLElement {
  return html('label', { class: 'player-field' }, html('span', {}, name), ...controls);
}

export function iconButton(name: string, icon: string, clicked: () => void): HTMLButtonElement {
  const button = html('button', { type: 'button', class: 'player-button' });
  label(button, name, icon);
  button.addEventListener('click', clicked);
  return button;
}

export function textButton(
  name: string,
  icon: string,
  clicked: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const button = html('button', { type: 'button', class: 'player-button player-text', ...attributes });
  button.append(playerIcon(icon), html('span', {}, name));
  button.addEventListener('click', clicked);
  return button;
}

function label(button: HTMLButtonElement, name: string, icon: string): void {
  button.setAttribute('aria-label', name);
  button.title = name;
  button.replaceChildren(playerIcon(icon));
}
