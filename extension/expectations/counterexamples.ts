import * as vscode from 'vscode';
import { sequenceOf } from '../../diagram/sequence/sequence.js';
import { type Pen, sequenceLines } from '../../diagram/sequence/text.js';
import type { ScenarioRun, Shown } from '../../language/protocol.js';

type Violation = ScenarioRun['violations'][number];

/** Cells of the lines of a diagram. */
const WIDTH = 100;

/** Counterexamples of the last run of each scenario, as documents that can only be read: who did what to which copy, and when. */
export class Counterexamples implements vscode.TextDocumentContentProvider, vscode.Disposable {
  static readonly scheme = 'sysdesign-counterexample';
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: readonly vscode.Disposable[];
  private readonly runs = new Map<string, Pick<ScenarioRun, 'seed' | 'violations'>>();

  constructor() {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(Counterexamples.scheme, this),
    ];
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  /** Keeps what a run found; what is on the screen of it follows. */
  keep(design: string, run: ScenarioRun): void {
    this.put(keyOf(design, run.scenario), run);
  }

  /** Keeps what shows a finding of a rule. */
  keepFound(design: string, rule: string, { violation, seed }: NonNullable<Shown['counterexample']>): void {
    this.put(keyOf(design, rule), { seed, violations: [violation] });
  }

  private put(key: string, run: Pick<ScenarioRun, 'seed' | 'violations'>): void {
    this.runs.set(key, run);
    for (const { uri } of vscode.workspace.textDocuments)
      if (uri.scheme === Counterexamples.scheme) this.changed.fire(uri);
  }

  /** Opens one beside the design: of a scenario, or of a rule whose finding it shows. */
  async show(design: string, scenario: string, index: number): Promise<void> {
    const query: Query = { design, scenario, index };
    const violation = this.find(query);
    const name = violation === undefined ? 'counterexample' : `${violation.data} ${violation.kind}`;
    const uri = vscode.Uri.from({
      scheme: Counterexamples.scheme,
      path: `/${name.replaceAll('/', ' ')}.txt`,
      query: JSON.stringify(query),
    });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    const asked = JSON.parse(query) as Query;
    const violation = this.find(asked);
    const run = this.runs.get(keyOf(asked.design, asked.scenario));
    if (violation === undefined || run === undefined)
      return run === undefined
        ? 'The scenario has not been run since VS Code was started: run it again.\n'
        : 'The last run of the scenario has no such counterexample.\n';
    return `${counterexampleText(violation, run)}\n`;
  }

  private find({ design, scenario, index }: Query): Violation | undefined {
    return this.runs.get(keyOf(design, scenario))?.violations[index];
  }
}

interface Query {
  readonly design: string;
  readonly scenario: string;
  readonly index: number;
}

const keyOf = (design: string, scenario: string) => `${design}#${scenario}`;

const pen: Pen = {
  width: WIDTH,
  measure: (text) => [...text].length,
  harmless: (text) => text.replace(/\p{Cc}|\p{Cs}/gu, ' '),
};

function counterexampleText(violation: Violation, { seed }: Pick<ScenarioRun, 'seed'>): string {
  const sequence = sequenceOf(violation);
  return [sequence.title, sequence.subtitle, `seed: ${seed}`, '', ...sequenceLines(sequence, pen)]
    .map((line) => line.trimEnd())
    .join('\n');
}
