/** What can be played of a design, what is chosen, and what was broken by hand in it. */
import type { Design, Scenario } from '../../../analyzer/design/design.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import type { Played } from '../../../analyzer/simulator/playback/record-playback.js';
import { type NewFault, withFault } from '../../../analyzer/simulator/playback/with-fault.js';
import type { Choice } from './controls.js';

export class Repertoire {
  design: Design | undefined;
  /** The workload that the page shows. */
  workload = '';
  /** Id of a scenario or workload; empty: the first scenario, or else the workload that is shown. */
  private wanted = '';
  /** A scenario that was made by hand, and what it was made of. */
  private made: { readonly scenario: Scenario; readonly of: string } | undefined;

  /** What was broken by hand, if that is what is played. */
  get own(): Scenario | undefined {
    return this.made !== undefined && this.made.scenario.id === this.chosen ? this.made.scenario : undefined;
  }

  get chosen(): string {
    const choices = this.choices();
    const [first] = choices.filter(({ kind }) => kind === 'scenario');
    const workload = choices.find(({ id }) => id === this.workload) ?? choices[0];
    return (choices.find(({ id }) => id === this.wanted) ?? first ?? workload)?.id ?? '';
  }

  choose(id: string): void {
    this.wanted = id;
  }

  /** Takes the newest text; what it has now itself is no longer made by hand. */
  load(design: Design, workload: string): void {
    this.design = design;
    this.workload = workload;
    if (design.scenarios.some(({ id }) => id === this.made?.scenario.id)) this.made = undefined;
  }

  /** What is played; `undefined` where there is nothing to play. */
  played(): Played | undefined {
    const { design, own, chosen } = this;
    if (own !== undefined) return { scenario: own };
    const scenario = design?.scenarios.find(({ id }) => id === chosen);
    if (scenario !== undefined) return { scenario };
    return design?.workloads.some(({ id }) => id === chosen) === true ? { workload: chosen } : undefined;
  }

  /** Workload of the scenario that is played, where it is not that which the page shows. */
  otherWorkload(): string | undefined {
    const played = this.played();
    if (played === undefined || !('scenario' in played)) return undefined;
    const { workload } = played.scenario;
    return workload === this.workload ? undefined : workload;
  }

  choices(): readonly Choice[] {
    const { design, made } = this;
    const named = (kind: Choice['kind'], all: readonly { readonly id: string; readonly title?: string }[]) =>
      all.map(({ id, title }): Choice => ({ id, kind, title: title === undefined || title === '' ? id : title }));
    return [
      ...named('scenario', [...(made === undefined ? [] : [made.scenario]), ...(design?.scenarios ?? [])]),
      ...named('workload', design?.workloads ?? []),
    ];
  }

  /** Goes on as what was played, with one more fault. */
  break({ workload, seed, duration, warmup }: Playback, fault: NewFault, time: number): void {
    const { design, chosen } = this;
    const played = this.played();
    if (design === undefined || played === undefined) return;
    const scenario = 'scenario' in played ? { scenario: played.scenario } : { warmup };
    const made = withFault(design, { workload, seed, duration, ...scenario }, fault, time);
    this.made = { scenario: made, of: this.own === undefined ? chosen : (this.made?.of ?? chosen) };
    this.wanted = made.id;
  }

  /** Takes a fault back; without any, what it was made of is played again. */
  mend(at: number): void {
    const { made } = this;
    if (made === undefined) return;
    const faults = made.scenario.faults.filter((_, index) => index !== at);
    const original = this.design?.scenarios.find(({ id }) => id === made.of);
    if (faults.length <= (original?.faults.length ?? 0)) {
      this.made = undefined;
      this.wanted = made.of;
    } else this.made = { ...made, scenario: { ...made.scenario, faults } };
  }
}
