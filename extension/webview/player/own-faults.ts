/** What was broken by hand, each fault to be taken back. */
import type { Scenario } from '../../../analyzer/design/design.js';
import { scenarioText } from '../../../analyzer/simulator/playback/scenario-text.js';
import { html } from '../dom.js';

export class OwnFaults {
  readonly element = html('ul', { class: 'player-faults', 'aria-label': 'Broken by hand', hidden: true });

  /** @param mended hears which fault is taken back, by its position */
  constructor(private readonly mended: (at: number) => void) {}

  show(scenario: Scenario | undefined): void {
    this.element.hidden = scenario === undefined;
    if (scenario === undefined) return;
    const lines = scenarioText(scenario)
      .split('\n')
      .filter((line) => line.startsWith('  at '));
    this.element.replaceChildren(
      ...lines.map((line, at) => {
        const text = line.trim();
        const button = html('button', { type: 'button', class: 'player-button', title: `Take back: ${text}` }, '✕');
        button.setAttribute('aria-label', `Take back: ${text}`);
        button.addEventListener('click', () => this.mended(at));
        return html('li', {}, html('code', {}, text), button);
      }),
    );
  }
}
