/**
 * Expectations and scenarios in the Test Explorer: they pass or fail at the line that states them, by the estimate or by a run.
 */
import * as vscode from 'vscode';
import { type ExpectationGroup, expectations } from '../../language/protocol.js';
import { designFiles } from '../files.js';
import { isDesign } from '../language-id.js';
import type { Server } from '../server.js';
import type { Counterexamples } from './counterexamples.js';
import { Outcome, type Tally } from './outcome.js';

export class Expectations implements vscode.Disposable {
  readonly controller = vscode.tests.createTestController('sysdesign.expectations', 'System designs');
  readonly profile: vscode.TestRunProfile;
  private readonly subscriptions: readonly vscode.Disposable[];
  /** Runs that go on until they are stopped, by the design they are about; all designs when empty. */
  private readonly continuous = new Set<vscode.TestRunRequest>();

  constructor(
    private readonly server: Server,
    private readonly counterexamples: Counterexamples,
  ) {
    const { controller } = this;
    controller.resolveHandler = (item) => (item === undefined ? this.findAll() : undefined);
    controller.refreshHandler = () => this.findAll();
    this.profile = controller.createRunProfile(
      'Test',
      vscode.TestRunProfileKind.Run,
      (request, token) => this.run(request, token),
      true,
      undefined,
      true,
    );
    this.subscriptions = [
      controller,
      server.onDidAnalyze(({ uri }) => void this.renew(vscode.Uri.parse(uri))),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const file of files) controller.items.delete(file.toString());
      }),
    ];
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  private async findAll(): Promise<void> {
    const open = vscode.workspace.textDocuments.filter(isDesign);
    const all = new Set([...(await designFiles()), ...open.map(({ uri }) => uri.toString())]);
    for (const uri of all) await this.list(vscode.Uri.parse(uri));
  }

  /** Lists the expectations of a design anew; gives them. */
  private async list(uri: vscode.Uri): Promise<readonly ExpectationGroup[]> {
    const groups = (await this.server.request(expectations, { uri: uri.toString() })) ?? [];
    const { items } = this.controller;
    if (groups.length === 0) {
      items.delete(uri.toString());
      return groups;
    }
    const file = items.get(uri.toString()) ?? this.item(uri.toString(), nameOf(uri), uri);
    file.children.replace(
      groups.map((group) => {
        const made = this.item(`${uri}#${group.id}`, group.label, uri, group.range);
        made.children.replace(
          group.expectations.map(({ id, label, range }) => this.item(`${uri}#${group.id}#${id}`, label, uri, range)),
        );
        if (group.kind === 'scenario') made.description = 'scenario';
        return made;
      }),
    );
    items.add(file);
    return groups;
  }

  private item(id: string, label: string, uri: vscode.Uri, range?: ExpectationGroup['range']): vscode.TestItem {
    const made = this.controller.createTestItem(id, label, uri);
    if (range !== undefined) made.range = rangeOf(range);
    return made;
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    await this.runOnce(request, token, true);
    if (request.continuous !== true || token.isCancellationRequested) return;
    this.continuous.add(request);
    token.onCancellationRequested(() => this.continuous.delete(request));
  }

  /** Plays one scenario of a design as if it were asked for in the Test Explorer; gives what became of its tests. */
  async runScenario(uri: vscode.Uri, scenario: string, token: vscode.CancellationToken): Promise<Tally | undefined> {
    await this.list(uri);
    const item = this.controller.items.get(uri.toString())?.children.get(`${uri}#${scenario}`);
    if (item === undefined) return undefined;
    const request = new vscode.TestRunRequest([item], undefined, this.profile);
    const [tally] = await this.runOnce(request, token, true);
    return tally;
  }

  private async runOnce(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken | undefined,
    withScenarios: boolean,
  ): Promise<readonly Tally[]> {
    if (request.include === undefined && this.controller.items.size === 0) await this.findAll();
    const run = this.controller.createTestRun(request);
    const isCancelled = () => run.token.isCancellationRequested || token?.isCancellationRequested === true;
    const source = new vscode.CancellationTokenSource();
    const links = [run.token, ...(token === undefined ? [] : [token])].map((one) =>
      one.onCancellationRequested(() => source.cancel()),
    );
    const tallies: Tally[] = [];
    try {
      const wanted = new Set((request.include ?? all(this.controller.items)).map(({ id }) => id));
      const excluded = new Set((request.exclude ?? []).map(({ id }) => id));
      const files = new Set([...wanted].map((id) => id.replace(/#.*$/u, '')));
      for (const file of files) {
        if (isCancelled()) return tallies;
        const uri = vscode.Uri.parse(file);
        // The text may have changed since it was listed: what is run is what stands there now.
        const groups = await this.list(uri);
        const item = this.controller.items.get(file);
        if (item === undefined || isCancelled()) return tallies;
        const outcome = new Outcome(run, wanted, excluded);
        tallies.push(outcome.tally);
        outcome.report(item, groups);
        for (const group of withScenarios ? groups : []) {
          if (!outcome.wantsScenario(item, group)) continue;
          // What is left when everything is cancelled is skipped.
          await outcome.playScenario(item, group, (id) => this.play(file, id, source.token));
        }
      }
      return tallies;
    } finally {
      for (const link of links) link.dispose();
      source.dispose();
      run.end();
    }
  }

  private async play(design: string, scenario: string, token: vscode.CancellationToken) {
    if (token.isCancellationRequested) return undefined;
    const result = await this.server.play(design, scenario, token);
    if (result !== undefined && !('problem' in result)) this.counterexamples.keep(design, result);
    return result;
  }

  /** After an edit: lists the design anew, marks old results as such, and runs it again where that was asked for. */
  private async renew(uri: vscode.Uri): Promise<void> {
    await this.list(uri);
    const item = this.controller.items.get(uri.toString());
    if (item === undefined) return;
    this.controller.invalidateTestResults(item);
    for (const request of this.continuous) {
      const include = (request.include ?? [item]).filter(({ id }) => id.replace(/#.*$/u, '') === item.id);
      if (include.length > 0)
        // Estimates are instant; a scenario takes its time, and runs when it is asked for.
        await this.runOnce(
          new vscode.TestRunRequest(include, request.exclude, request.profile, true),
          undefined,
          false,
        );
    }
  }
}

const nameOf = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri);

function all(items: vscode.TestItemCollection): vscode.TestItem[] {
  const found: vscode.TestItem[] = [];
  items.forEach((item) => {
    found.push(item);
  });
  return found;
}

export const rangeOf = ({ start, end }: ExpectationGroup['range']) =>
  new vscode.Range(start.line, start.character, end.line, end.character);
