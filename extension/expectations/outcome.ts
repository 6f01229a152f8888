import * as vscode from 'vscode';
import type { ExpectationGroup, ExpectationState } from '../../language/protocol.js';

/** Why a scenario is not run. */
const needsSimulator = 'scenarios need the simulator';

/** Says in a run how the expectations of one design turned out. */
export class Outcome {
  constructor(
    private readonly run: vscode.TestRun,
    /** Ids of what was asked for; asking for a parent asks for all in it. */
    private readonly wanted: ReadonlySet<string>,
    private readonly excluded: ReadonlySet<string>,
  ) {}

  report(file: vscode.TestItem, groups: readonly ExpectationGroup[]): void {
    for (const group of groups) {
      const item = file.children.get(`${file.id}#${group.id}`);
      if (item === undefined) continue;
      // A scenario without expectations of its own is run as a whole.
      if (group.expectations.length === 0 && this.isWanted(item)) this.skip(item, needsSimulator);
      for (const state of group.expectations) {
        const one = item.children.get(`${item.id}#${state.id}`);
        if (one === undefined || !this.isWanted(one)) continue;
        if (group.kind === 'scenario') this.skip(one, needsSimulator);
        else this.decide(one, state);
      }
    }
  }

  private isWanted(item: vscode.TestItem): boolean {
    let isWanted = false;
    for (let at: vscode.TestItem | undefined = item; at !== undefined; at = at.parent) {
      if (this.excluded.has(at.id)) return false;
      isWanted ||= this.wanted.has(at.id);
    }
    return isWanted;
  }

  private decide(item: vscode.TestItem, { status, label, message }: ExpectationState): void {
    this.run.started(item);
    if (status === 'undecided') {
      this.skip(item, message);
      return;
    }
    const at = placeOf(item);
    // Terminals want carriage returns.
    this.run.appendOutput(`${status === 'met' ? '✓' : '✗'} ${label}: ${message}\r\n`, undefined, item);
    if (status === 'met') {
      this.run.passed(item);
      return;
    }
    const failure = vscode.TestMessage.diff(`${label}: ${message}`, label, actual(label, message));
    if (at !== undefined) failure.location = at;
    this.run.failed(item, failure);
  }

  private skip(item: vscode.TestItem, reason: string): void {
    item.description = reason;
    this.run.appendOutput(`○ ${item.label}: ${reason}\r\n`, placeOf(item), item);
    this.run.skipped(item);
  }
}

/** The expectation with the estimated value in the place of its bound: `p99(buy) = 67 ms`. */
function actual(label: string, message: string): string {
  const [, value] = /^estimated (.+?)(?: under |, |$)/u.exec(message) ?? [];
  const [, measure] = /^(.+?\))\s*[<>=]/u.exec(label) ?? [];
  return value === undefined || measure === undefined ? message : `${measure} = ${value}`;
}

function placeOf({ uri, range }: vscode.TestItem): vscode.Location | undefined {
  return uri === undefined || range === undefined ? undefined : new vscode.Location(uri, range);
}
