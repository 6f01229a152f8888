import * as vscode from 'vscode';
import type { ExpectationGroup, ExpectationState, NoRun, ScenarioRun } from '../../language/protocol.js';

/** Plays a scenario; `undefined` when it was cancelled. */
export type Play = (scenario: string) => Promise<ScenarioRun | NoRun | undefined>;

/** What became of the tests of a run, by their number. */
export interface Tally {
  passed: number;
  failed: number;
  undecided: number;
  /** Position of the first counterexample of the last scenario that failed with one. */
  counterexample?: { readonly scenario: string; readonly index: number };
  /** Why a scenario could not be played. */
  problem?: string;
}

/** Says in a run how the expectations of one design turned out. */
export class Outcome {
  readonly tally: Tally = { passed: 0, failed: 0, undecided: 0 };

  constructor(
    private readonly run: vscode.TestRun,
    /** Ids of what was asked for; asking for a parent asks for all in it. */
    private readonly wanted: ReadonlySet<string>,
    private readonly excluded: ReadonlySet<string>,
  ) {}

  /** Expectations outside scenarios are decided already. */
  report(file: vscode.TestItem, groups: readonly ExpectationGroup[]): void {
    for (const group of groups) {
      if (group.kind !== 'expect') continue;
      for (const { item, state } of this.testsOf(file, group)) {
        this.run.started(item);
        this.decide(item, state);
      }
    }
  }

  /** Whether anything of a scenario is asked for. */
  wantsScenario(file: vscode.TestItem, group: ExpectationGroup): boolean {
    return group.kind === 'scenario' && this.scenarioItems(file, group).length > 0;
  }

  /** Plays one scenario, and fails what it breaks at the line that states it. */
  async playScenario(file: vscode.TestItem, group: ExpectationGroup, play: Play): Promise<void> {
    const items = this.scenarioItems(file, group);
    for (const item of items) this.run.started(item);
    let result: Awaited<ReturnType<Play>>;
    try {
      result = await play(group.id);
    } catch (error) {
      result = { problem: error instanceof Error ? error.message : String(error) };
    }
    if (result === undefined) {
      for (const item of items) this.skip(item, 'cancelled');
    } else if ('problem' in result) {
      this.tally.problem = result.problem;
      for (const item of items) this.run.errored(item, messageAt(item, result.problem));
    } else this.tell(file, group, result);
  }

  private tell(file: vscode.TestItem, group: ExpectationGroup, run: ScenarioRun): void {
    const whole = run.isWhole ? '' : ', not to its end';
    this.run.appendOutput(`${group.label}: ${Math.round(run.seconds)} s played with seed ${run.seed}${whole}\r\n`);
    for (const { at, text } of run.events) this.run.appendOutput(`  ${at.toFixed(1).padStart(8)} s  ${text}\r\n`);
    const states = new Map(run.expectations.map((one) => [one.id, one]));
    for (const { item, state } of this.testsOf(file, group)) {
      const decided = states.get(state.id);
      // It was written while the scenario was running.
      if (decided === undefined) this.skip(item, 'not part of this run');
      else this.decide(item, decided, { file, scenario: group.id, counterexamples: decided.counterexamples });
    }
    const item = group.expectations.length === 0 ? this.groupItem(file, group) : undefined;
    if (item === undefined || !this.isWanted(item)) return;
    if (run.isWhole) {
      this.tally.passed++;
      this.run.passed(item);
    } else this.skip(item, 'it did not come to its end');
  }

  private groupItem(file: vscode.TestItem, group: ExpectationGroup): vscode.TestItem | undefined {
    return file.children.get(`${file.id}#${group.id}`);
  }

  /** The tests of a group that are asked for. */
  private testsOf(
    file: vscode.TestItem,
    group: ExpectationGroup,
  ): { item: vscode.TestItem; state: ExpectationState }[] {
    const parent = this.groupItem(file, group);
    return group.expectations.flatMap((state) => {
      const item = parent?.children.get(`${parent.id}#${state.id}`);
      return item === undefined || !this.isWanted(item) ? [] : [{ item, state }];
    });
  }

  /** A scenario without expectations of its own is run as a whole. */
  private scenarioItems(file: vscode.TestItem, group: ExpectationGroup): vscode.TestItem[] {
    if (group.expectations.length > 0) return this.testsOf(file, group).map(({ item }) => item);
    const item = this.groupItem(file, group);
    return item === undefined || !this.isWanted(item) ? [] : [item];
  }

  private isWanted(item: vscode.TestItem): boolean {
    let isWanted = false;
    for (let at: vscode.TestItem | undefined = item; at !== undefined; at = at.parent) {
      if (this.excluded.has(at.id)) return false;
      isWanted ||= this.wanted.has(at.id);
    }
    return isWanted;
  }

  private decide(item: vscode.TestItem, state: ExpectationState, shown?: Shown): void {
    const { status, label, message } = state;
    if (status === 'undecided') {
      this.skip(item, message);
      return;
    }
    item.description = '';
    // Terminals want carriage returns.
    this.run.appendOutput(`${status === 'met' ? '✓' : '✗'} ${label}: ${message}\r\n`, undefined, item);
    if (status === 'met') {
      this.tally.passed++;
      this.run.passed(item);
      return;
    }
    this.tally.failed++;
    const failure = vscode.TestMessage.diff(`${label}: ${message}`, label, actualOf(state));
    const at = placeOf(item);
    if (at !== undefined) failure.location = at;
    this.run.failed(item, [failure, ...this.offer(item, shown)]);
  }

  /** A link to the first counterexample. */
  private offer(item: vscode.TestItem, shown: Shown | undefined): vscode.TestMessage[] {
    const index = shown?.counterexamples[0];
    if (shown === undefined || index === undefined) return [];
    const { file, scenario, counterexamples } = shown;
    this.tally.counterexample = { scenario, index };
    const words = encodeURIComponent(JSON.stringify([file.id, scenario, index]));
    const others = counterexamples.length === 1 ? '' : ` (and ${counterexamples.length - 1} more)`;
    const text = new vscode.MarkdownString(
      `[Show the counterexample](command:sysdesign.showCounterexample?${words})${others}`,
    );
    text.isTrusted = { enabledCommands: ['sysdesign.showCounterexample'] };
    return [messageAt(item, text)];
  }

  private skip(item: vscode.TestItem, reason: string): void {
    this.tally.undecided++;
    item.description = reason;
    this.run.appendOutput(`○ ${item.label}: ${reason}\r\n`, placeOf(item), item);
    this.run.skipped(item);
  }
}

interface Shown {
  readonly file: vscode.TestItem;
  readonly scenario: string;
  readonly counterexamples: readonly number[];
}

/** The expectation with the actual value in the place of its bound: `p99(buy) = 67 ms`. */
function actualOf({ label, message, actual }: ExpectationState): string {
  const [, measure] = /^(.+?\))\s*[<>=]/u.exec(label) ?? [];
  return actual === undefined || measure === undefined ? message : `${measure} = ${actual}`;
}

function messageAt(item: vscode.TestItem, text: string | vscode.MarkdownString): vscode.TestMessage {
  const message = new vscode.TestMessage(text);
  const at = placeOf(item);
  if (at !== undefined) message.location = at;
  return message;
}

function placeOf({ uri, range }: vscode.TestItem): vscode.Location | undefined {
  return uri === undefined || range === undefined ? undefined : new vscode.Location(uri, range);
}
