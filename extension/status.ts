import * as vscode from 'vscode';
import type { Analyzed } from '../language/protocol.js';
import { isDesign, LanguageId } from './language-id.js';
import type { Server } from './server.js';

/** Rows of the language status of the design in the active editor: findings, and the workload whose figures show. */
export class Status implements vscode.Disposable {
  private readonly findings = item('findings', 'sysdesign: findings');
  private readonly workload = item('workload', 'sysdesign: workload');
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly server: Server) {
    const show = () => this.show();
    this.subscriptions = [
      server.onDidChangeState(show),
      server.onDidAnalyze(show),
      vscode.window.onDidChangeActiveTextEditor(show),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) this.show();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('sysdesign')) this.show();
      }),
    ];
    this.workload.name = 'sysdesign: workload';
    this.workload.command = { title: 'Select', command: 'sysdesign.selectWorkload' };
    this.show();
  }

  dispose(): void {
    for (const one of [this.findings, this.workload, ...this.subscriptions]) one.dispose();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const news = document === undefined ? undefined : this.server.analysis(document.uri);
    this.showFindings(document, news);
    this.workload.text = `Workload: ${workloadInUse(news)}`;
  }

  private showFindings(document: vscode.TextDocument | undefined, news: Analyzed | undefined): void {
    const { findings, server } = this;
    findings.busy = server.state === 'starting';
    if (server.state !== 'running') {
      findings.text = server.state === 'starting' ? 'Starting …' : 'Server stopped';
      findings.severity = server.state === 'starting' ? severities.Information : severities.Error;
      findings.command = { title: 'Restart', command: 'sysdesign.restartServer' };
      return;
    }
    findings.busy = document !== undefined && isDesign(document) && (news?.version ?? -1) < document.version;
    findings.text = news === undefined ? 'Analysing …' : saidFindings(news);
    findings.severity =
      (news?.errors ?? 0) > 0
        ? severities.Error
        : (news?.warnings ?? 0) > 0
          ? severities.Warning
          : severities.Information;
    findings.command = { title: 'Problems', command: 'workbench.actions.view.problems' };
  }
}

const severities = vscode.LanguageStatusSeverity;

function item(id: string, name: string): vscode.LanguageStatusItem {
  const made = vscode.languages.createLanguageStatusItem(`sysdesign.${id}`, { language: LanguageId.design });
  made.name = name;
  return made;
}

/** `2 errors, 1 warning`. */
export function saidFindings(counts: Pick<Analyzed, 'errors' | 'warnings' | 'infos'>): string {
  const said = ([count, one]: readonly [number, string]) => `${count} ${one}${count === 1 ? '' : 's'}`;
  const all = (
    [
      [counts.errors, 'error'],
      [counts.warnings, 'warning'],
      [counts.infos, 'hint'],
    ] as const
  ).filter(([count]) => count > 0);
  return all.length === 0 ? 'No findings' : all.map(said).join(', ');
}

/** The workload of the settings if the design has it, else its first. */
export function workloadInUse(news: Analyzed | undefined): string {
  const wanted = vscode.workspace.getConfiguration('sysdesign').get('workload', '');
  const known = news?.workloads ?? [];
  return (known.includes(wanted) ? wanted : known[0]) ?? 'none';
}
