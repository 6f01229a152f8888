/** Expectations in the Test Explorer: they pass or fail at the line that states them, by the estimate. */
import * as vscode from 'vscode';
import { type ExpectationGroup, expectations } from '../../language/protocol.js';
import { designFiles } from '../files.js';
import { LanguageId } from '../language-id.js';
import type { Server } from '../server.js';
import { Outcome } from './outcome.js';

export class Expectations implements vscode.Disposable {
  readonly controller = vscode.tests.createTestController('sysdesign.expectations', 'System designs');
  readonly profile: vscode.TestRunProfile;
  private readonly subscriptions: readonly vscode.Disposable[];
  /** Runs that go on until they are stopped, by the design they are about; all designs when empty. */
  private readonly continuous = new Set<vscode.TestRunRequest>();

  constructor(private readonly server: Server) {
    const { controller } = this;
    controller.resolveHandler = (item) => (item === undefined ? this.findAll() : undefined);
    controller.refreshHandler = () => this.findAll();
    this.profile = controller.createRunProfile(
      'Estimate',
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
    const open = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === LanguageId.design);
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
    await this.runOnce(request, token);
    if (request.continuous !== true || token.isCancellationRequested) return;
    this.continuous.add(request);
    token.onCancellationRequested(() => this.continuous.delete(request));
  }

  private async runOnce(request: vscode.TestRunRequest, token?: vscode.CancellationToken): Promise<void> {
    if (request.include === undefined && this.controller.items.size === 0) await this.findAll();
    const run = this.controller.createTestRun(request);
    const isCancelled = () => run.token.isCancellationRequested || token?.isCancellationRequested === true;
    try {
      const wanted = new Set((request.include ?? all(this.controller.items)).map(({ id }) => id));
      const excluded = new Set((request.exclude ?? []).map(({ id }) => id));
      const files = new Set([...wanted].map((id) => id.replace(/#.*$/u, '')));
      for (const file of files) {
        if (isCancelled()) return;
        const uri = vscode.Uri.parse(file);
        // The text may have changed since it was listed: what is run is what stands there now.
        const groups = await this.list(uri);
        const item = this.controller.items.get(file);
        if (item === undefined || isCancelled()) return;
        new Outcome(run, wanted, excluded).report(item, groups);
      }
    } finally {
      run.end();
    }
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
        await this.runOnce(new vscode.TestRunRequest(include, request.exclude, request.profile, true));
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
