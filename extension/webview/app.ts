/** The page: what it shows, and what follows from what. Parts of the page know nothing of one another. */
import type { Drawable, DrawableFinding } from '../../language/protocol.js';
import { Arranging } from './arranging.js';
import { followKeys } from './canvas/keyboard.js';
import { followPointer } from './canvas/pointer.js';
import { Stage } from './canvas/stage.js';
import { html } from './dom.js';
import { drawnIds } from './drawn-ids.js';
import { EngineClient } from './engine/client.js';
import type { Picture, View } from './engine/messages.js';
import type { Host } from './hosts/host.js';
import { Knowledge } from './knowledge.js';
import { Answers } from './parts/answers.js';
import { Figures } from './parts/figures.js';
import { Findings } from './parts/findings.js';
import { Legend } from './parts/legend.js';
import { Minimap } from './parts/minimap.js';
import { Search } from './parts/search.js';
import { Tabs } from './parts/tabs.js';
import { Toolbar } from './parts/toolbar.js';
import { zoomButtons } from './parts/zoom-buttons.js';
import { Player } from './player/player.js';
import { dispatch, type Handlers, type ToPage } from './protocol.js';
import type { PageState, PanelName } from './state.js';
import { Store } from './store.js';
import { viewOf } from './view-of.js';

/** Px of a page that has room for a panel beside the picture. */
const ROOMY = 1200;

export class App {
  private drawable: Drawable | undefined;
  private view: View = { scale: 1, collapsed: [], arrangement: 0 };
  private arrangement = 0;
  /** The part whose findings are listed; missing: all. */
  private findingsAt: string | undefined;
  private readonly store: Store;
  private readonly engine: EngineClient;
  private readonly stage = new Stage((place) => {
    this.knowledge.card.hide();
    this.minimap.move(place);
    // What was fitted is fitted again, to whatever size the page has then.
    if (this.stage.viewport.hasMoved) this.store.change({ place });
    else this.store.forget('place');
  });
  /** What to select once there is a picture. */
  private pending: readonly string[] | undefined;
  private readonly minimap = new Minimap(() => this.stage.viewport);
  private readonly legend = new Legend();
  private readonly knowledge: Knowledge;
  private readonly findings: Findings;
  private readonly figures: Figures;
  private readonly answers: Answers;
  private readonly tabs: Tabs<PanelName>;
  private readonly toolbar: Toolbar;
  private readonly search: Search;
  private readonly player: Player;
  private readonly roomy = globalThis.innerWidth >= ROOMY;
  private readonly arranging: Arranging;
  private readonly message = html('p', { class: 'message', role: 'status' });

  constructor(
    private readonly host: Host,
    place: HTMLElement,
  ) {
    this.store = new Store(host);
    this.knowledge = new Knowledge(host, this.stage);
    this.player = new Player(this.stage, host);
    this.arranging = new Arranging(this.stage, host, {
      picture: () => this.drawable?.design.diagrams.find(({ id }) => id === this.view.diagram),
      draw: () => this.draw(),
    });
    this.engine = new EngineClient(
      () => host.engineScript(),
      (picture, view) => this.show(picture, view),
      (message) => host.post({ kind: 'failed', message }),
    );
    this.findings = new Findings({
      ...(host.hasSource ? { open: (finding) => host.post({ kind: 'fix', finding }) } : {}),
      point: (finding) => this.stage.point(finding === undefined ? [] : this.drawn([finding.at])),
      ...(host.hasSource ? { explain: (word: string) => host.post({ kind: 'explain', word }) } : {}),
      showAll: () => this.listFindings(undefined),
    });
    this.figures = new Figures({
      select: (id) => this.goTo(id),
      rank: () => this.engine.rank(this.view, (rows, isDone) => this.figures.showRanking(rows, isDone)),
    });
    this.answers = new Answers({
      select: (id) => this.goTo(id),
      play: (id) => this.player.crashLeader(id),
      figures: () => this.choosePanel('figures'),
    });
    this.tabs = new Tabs<PanelName>(
      [
        { name: 'answers', title: 'Answers', content: this.answers.element },
        { name: 'details', title: 'Details', content: this.knowledge.details.element },
        { name: 'figures', title: 'Figures', content: this.figures.element },
        { name: 'findings', title: 'Findings', content: this.findings.element },
      ],
      (panel) => this.choosePanel(panel ?? 'none'),
    );
    this.toolbar = new Toolbar(
      {
        diagram: (diagram) => this.chooseDiagram(diagram),
        workload: (workload) => this.redraw({ workload }),
        scale: (scale) => this.redraw({ scale }),
        colour: (colour) => {
          this.store.change({ colour });
          this.paint();
        },
        collapse: (isClosing) => this.redraw({ collapsed: isClosing ? this.outermostFrames() : [] }),
        arrange: () => {
          this.arrangement++;
          this.stage.isNext = true;
          this.store.forget('place');
          this.draw();
        },
        fit: () => this.stage.fit(),
        putBack: () => this.arranging.putBack(this.state.selected),
        putAllBack: () => this.arranging.putBack(Object.keys(this.arranging.pins)),
        panel: () => this.choosePanel(this.panel === 'none' ? 'answers' : 'none'),
      },
      host.hasSource,
    );
    this.search = new Search(
      (id) => this.goTo(id, true),
      (ids) => this.stage.point(ids.flatMap((id) => this.drawn([id]))),
    );
    this.toolbar.slot.append(this.search.element);
    this.stage.element.append(this.legend.element, this.minimap.element, zoomButtons(this.stage));
    this.stage.keepFree(this.legend.element);
    place.append(
      html('header', {}, this.toolbar.element),
      html(
        'main',
        { class: 'middle' },
        this.stage.element,
        this.tabs.element,
        this.knowledge.card.element,
        this.arranging.remarks.element,
        this.message,
      ),
      this.player.element,
    );
    this.listenToReader();
    this.openPanel();
    host.listen((message) => dispatch(this.handlers, message));
  }

  async start(): Promise<void> {
    this.say('Drawing …');
    this.host.post({ kind: 'ready' });
    await this.engine.start();
  }

  private get state(): PageState {
    return this.store.state;
  }

  /** What was chosen; at first the answers, where there is room for them beside the picture. */
  private get panel(): PanelName | 'none' {
    return this.state.panel ?? (this.roomy ? 'answers' : 'none');
  }

  private readonly handlers: Handlers<ToPage> = {
    design: ({ uri, drawable }) => {
      if (uri !== this.state.uri) this.store.change({ uri });
      if (drawable === null) {
        if (this.drawable === undefined) this.say('There is no design here.');
        return;
      }
      this.drawable = drawable;
      this.knowledge.forget();
      this.search.show(drawable.design);
      this.stage.name = drawable.design.name;
      this.engine.load(drawable);
      this.draw();
      this.listFindings(this.findingsAt);
    },
    cursor: ({ ids }) => this.follow(ids),
    show: ({ id }) => {
      if (this.drawable?.design.diagrams.some((one) => one.id === id)) this.chooseDiagram(id);
      else if (this.drawable?.design.workloads.some((one) => one.id === id)) this.redraw({ workload: id });
      else if (!this.player.open(id)) this.follow([id]);
    },
    places: (news) => this.arranging.hear(news),
    description: ({ request, markdown }) => this.knowledge.answer(request, markdown),
  };

  private listenToReader(): void {
    const findings = (id: string) => {
      this.choose([id]);
      this.listFindings(id);
      this.choosePanel('findings');
    };
    followPointer(this.stage, {
      clicked: (id) => this.select(id),
      toggled: (id) => this.toggle(id),
      doubleClicked: (id) => {
        if (this.stage.item(id)?.shape === 'box') this.knowledge.reveal(id, true);
        else this.toggle(id);
      },
      badgeClicked: findings,
      over: (id, box) => this.knowledge.card.move(id, box),
    });
    followKeys(this.stage, {
      select: (id) => this.select(id),
      open: (id) => this.knowledge.reveal(id, true),
      toggle: (id) => this.toggle(id),
      details: () => this.choosePanel('details'),
      findings,
      search: () => this.search.focus(),
      nudge: (item, dx, dy) => this.arranging.move(item, dx, dy),
      putBack: (id) => this.arranging.putBack([id]),
    });
  }

  private draw(): void {
    this.view = viewOf(this.state, this.drawable, this.arrangement);
    // Those of the diagram that is now in view.
    this.view = { ...this.view, pins: this.arranging.pins };
    const { workload, scale } = this.view;
    this.knowledge.load = workload === undefined ? { scale } : { workload, scale };
    this.engine.draw(this.view);
    if (this.drawable !== undefined) this.player.load(this.drawable.design, this.view);
    this.showChoices();
  }

  private redraw(change: Partial<PageState>): void {
    this.store.change(change);
    this.draw();
  }

  /** Another diagram is another picture: it is shown whole, with the frames closed that it closes. */
  private chooseDiagram(diagram: string | undefined): void {
    this.store.forget('diagram', 'collapsed', 'place');
    this.stage.isNext = true;
    this.redraw(diagram === undefined ? {} : { diagram });
  }

  /** Closes a frame, or opens a box that is one. */
  private toggle(id: string): void {
    const item = this.stage.item(id);
    if (item === undefined || item.shape === 'box') return;
    const { collapsed } = this.view;
    this.choose([id]);
    this.redraw({ collapsed: item.shape === 'closed' ? collapsed.filter((one) => one !== id) : [...collapsed, id] });
  }

  private outermostFrames(): readonly string[] {
    const frames = this.stage.picture?.items.filter(({ shape }) => shape !== 'box') ?? [];
    const outer = frames.filter(({ parent }) => parent === undefined);
    // One frame around everything says nothing when it is closed.
    const closed = outer.length > 1 ? outer : frames.filter(({ parent }) => parent === outer[0]?.id);
    return (closed.length > 0 ? closed : outer).map(({ id }) => id);
  }

  private showChoices(): void {
    const { diagrams = [], workloads = [], groups = [], regions = [] } = this.drawable?.design ?? {};
    const { diagram, workload, scale, collapsed } = this.view;
    const { colour } = this.state;
    const frames = groups.length + regions.length === 0 ? 'none' : collapsed.length === 0 ? 'open' : 'closed';
    const choices = { diagrams, diagram, workloads, workload, scale, colour, frames } as const;
    this.toolbar.show({ ...choices, isPanelOpen: this.panel !== 'none' });
  }

  private show(picture: Picture, view: View): void {
    this.arranging.drawn(picture, view);
    this.stage.show(picture, this.state.place);
    this.say(picture.items.length === 0 ? 'Nothing to draw yet: the design has no components.' : '');
    this.minimap.show(picture);
    this.player.drawn();
    this.figures.show(picture.summary);
    this.answers.show(picture.summary);
    this.paint();
    this.mark();
    const { pending } = this;
    this.pending = undefined;
    if (pending !== undefined) this.follow(pending);
  }

  private paint(): void {
    const { picture } = this.stage;
    this.stage.colourBy(this.state.colour);
    const styles = new Set(picture?.arrows.map(({ style }) => style));
    this.legend.show(this.state.colour, picture?.summary !== undefined, styles);
  }

  /** Something in a list was chosen: it is selected and brought into view. */
  private goTo(id: string, isCentred = false): void {
    const drawn = this.drawn([id]);
    this.choose(drawn);
    const item = this.stage.item(drawn[0] ?? '');
    if (item !== undefined && isCentred) this.stage.viewport.centre(item);
    else if (item !== undefined) this.stage.viewport.reveal(item);
    if (isCentred && item !== undefined) this.stage.focus(item.id);
    this.host.post({ kind: 'reveal', id, isFocused: false });
  }

  /** The reader selects a part, and the editor goes to its text. */
  private select(id: string | undefined): void {
    this.choose(id === undefined ? [] : [id]);
    this.knowledge.reveal(id, false);
  }

  /** The cursor of the editor is at something; where that is not drawn, what was selected stays. */
  private follow(ids: readonly string[]): void {
    if (this.stage.picture === undefined) {
      this.pending = ids;
      return;
    }
    const drawn = this.drawn(ids);
    if (drawn.length === 0) return;
    this.choose(drawn);
    const item = drawn.length === 1 ? this.stage.item(drawn[0] ?? '') : undefined;
    if (item !== undefined && item.shape !== 'frame' && this.stage.viewport.hasMoved) this.stage.viewport.reveal(item);
  }

  private choose(selected: readonly string[]): void {
    this.store.change({ selected });
    this.mark();
  }

  private mark(): void {
    this.stage.select(this.state.selected);
    this.knowledge.show(this.state.selected[0]);
    this.toolbar.showPins(Object.keys(this.arranging.pins), this.state.selected);
  }

  /** Lists all findings, or those of one part. */
  private listFindings(part: string | undefined): void {
    const all = this.drawable?.findings ?? [];
    const isAt = (finding: DrawableFinding) => part === undefined || this.drawn([finding.at]).includes(part);
    this.findingsAt = part;
    this.findings.show(all.filter(isAt), part === undefined ? undefined : (this.stage.item(part)?.label ?? part));
    this.tabs.badge('findings', all.length === 0 ? '' : String(all.length));
  }

  private choosePanel(panel: PanelName | 'none'): void {
    this.store.change({ panel });
    this.openPanel();
    this.showChoices();
  }

  private openPanel(): void {
    const { panel } = this;
    this.tabs.show(panel === 'none' ? undefined : panel);
    this.figures.isVisible = panel === 'figures';
  }

  private drawn(ids: readonly string[]): readonly string[] {
    const { picture } = this.stage;
    return picture === undefined ? [] : drawnIds(picture, ids);
  }

  private say(text: string): void {
    this.message.textContent = text;
    this.message.hidden = text === '';
  }
}
