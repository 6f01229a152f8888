/** The panel beside the picture: answers, details, figures and findings, one of them at a time. */
import type { DrawableFinding } from '../../language/protocol.js';
import type { Summary } from './engine/messages.js';
import type { Host } from './hosts/host.js';
import { type AnswerActions, Answers } from './parts/answers.js';
import { Figures } from './parts/figures.js';
import { Findings } from './parts/findings.js';
import { Tabs } from './parts/tabs.js';
import type { Selection } from './selection.js';
import type { PanelName } from './state.js';
import type { Store } from './store.js';

/** Px of a page that has room for the panel beside the picture. */
const ROOMY = 1200;

export interface PanelActions extends Pick<AnswerActions, 'play'> {
  /** Asks for the settings that move the latency most. */
  readonly rank: () => void;
  /** Points at parts of the picture. */
  readonly point: (ids: readonly string[]) => void;
  /** Hears that another view is shown, or none. */
  readonly turned: () => void;
}

export class SidePanel {
  readonly element: HTMLElement;
  readonly figures: Figures;
  private readonly answers: Answers;
  private readonly findings: Findings;
  private readonly tabs: Tabs<PanelName>;
  private readonly isRoomy = globalThis.innerWidth >= ROOMY;
  private all: readonly DrawableFinding[] = [];
  /** The part whose findings are listed; missing: all. */
  private part: string | undefined;

  constructor(
    private readonly store: Store,
    private readonly selection: Selection,
    host: Host,
    details: HTMLElement,
    private readonly actions: PanelActions,
  ) {
    this.findings = new Findings({
      ...(host.hasSource ? { open: (finding) => host.post({ kind: 'fix', finding }) } : {}),
      point: (finding) => actions.point(finding === undefined ? [] : [finding.at]),
      ...(host.hasSource ? { explain: (word: string) => host.post({ kind: 'explain', word }) } : {}),
      showAll: () => this.listAll(),
    });
    const select = (id: string) => selection.goTo(id);
    this.figures = new Figures({ select, rank: actions.rank });
    this.answers = new Answers({ select, play: actions.play, figures: () => this.open('figures') });
    this.tabs = new Tabs<PanelName>(
      [
        { name: 'answers', title: 'Answers', content: this.answers.element },
        { name: 'details', title: 'Details', content: details },
        { name: 'figures', title: 'Figures', content: this.figures.element },
        { name: 'findings', title: 'Findings', content: this.findings.element },
      ],
      (name) => this.open(name ?? 'none'),
    );
    this.element = this.tabs.element;
    this.show();
  }

  get isOpen(): boolean {
    return this.name !== 'none';
  }

  open(panel: PanelName | 'none'): void {
    this.store.change({ panel });
    this.show();
    this.actions.turned();
  }

  toggle(): void {
    this.open(this.isOpen ? 'none' : 'answers');
  }

  /** Takes what an estimate says. */
  summarize(summary: Summary | undefined): void {
    this.figures.show(summary);
    this.answers.show(summary);
  }

  /** Takes the findings of the newest text. */
  review(findings: readonly DrawableFinding[]): void {
    this.all = findings;
    this.list();
  }

  /** Opens the findings of one part of the picture. */
  listAt(part: string): void {
    this.part = part;
    this.list();
    this.open('findings');
  }

  private listAll(): void {
    this.part = undefined;
    this.list();
  }

  private list(): void {
    const { all, part, selection } = this;
    const isAt = ({ at }: DrawableFinding) => part === undefined || selection.drawn([at]).includes(part);
    this.findings.show(all.filter(isAt), part === undefined ? undefined : selection.label(part));
    this.tabs.badge('findings', all.length === 0 ? '' : String(all.length));
  }

  /** What was chosen; at first the answers, where there is room for them beside the picture. */
  private get name(): PanelName | 'none' {
    return this.store.state.panel ?? (this.isRoomy ? 'answers' : 'none');
  }

  private show(): void {
    const { name } = this;
    this.tabs.show(name === 'none' ? undefined : name);
    this.figures.isVisible = name === 'figures';
  }
}
