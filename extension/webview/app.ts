/** The page: what it shows, and what follows from what. Parts of the page know nothing of one another. */
import type { Drawable, DrawableFinding } from '../../language/protocol.js';
import { followPointer } from './canvas/pointer.js';
import { Stage } from './canvas/stage.js';
import { Descriptions } from './descriptions.js';
import { html } from './dom.js';
import { drawnIds } from './drawn-ids.js';
import { EngineClient } from './engine/client.js';
import type { Picture, View } from './engine/messages.js';
import type { Host } from './hosts/host.js';
import { markdown } from './markdown.js';
import { Details } from './parts/details.js';
import { Figures } from './parts/figures.js';
import { Findings } from './parts/findings.js';
import { HoverCard } from './parts/hover-card.js';
import { Legend } from './parts/legend.js';
import { Tabs } from './parts/tabs.js';
import { Toolbar } from './parts/toolbar.js';
import { zoomButtons } from './parts/zoom-buttons.js';
import { dispatch, type Handlers, type ToPage } from './protocol.js';
import { type PageState, type PanelName, readState } from './state.js';
import { viewOf } from './view-of.js';

/** Milliseconds after a change until the state is saved. */
const PAUSE = 200;

export class App {
  private state: PageState;
  private drawable: Drawable | undefined;
  private view: View = { scale: 1, collapsed: [] };
  /** The part whose findings are listed; missing: all. */
  private findingsAt: string | undefined;
  private saving: ReturnType<typeof setTimeout> | undefined;
  private readonly engine: EngineClient;
  private readonly descriptions: Descriptions;
  private readonly stage = new Stage((place) => {
    this.hover.hide();
    // What was fitted is fitted again, to whatever size the page has then.
    if (this.stage.viewport.hasMoved) this.change({ place });
    else this.forget('place');
  });
  /** What to select once there is a picture. */
  private pending: readonly string[] | undefined;
  private readonly details: Details;
  private readonly findings: Findings;
  private readonly hover: HoverCard;
  private readonly tabs: Tabs<PanelName>;
  private readonly toolbar: Toolbar;
  private readonly figures: Figures;
  private readonly legend = new Legend();
  private readonly message = html('p', { class: 'message', role: 'status' });

  constructor(
    private readonly host: Host,
    place: HTMLElement,
  ) {
    this.state = readState(host.readState());
    this.descriptions = new Descriptions(host);
    this.hover = new HoverCard((id) => this.described(id));
    this.details = new Details(host.hasSource ? () => this.reveal(true) : undefined);
    this.findings = new Findings({
      ...(host.hasSource ? { open: (finding) => host.post({ kind: 'fix', finding }) } : {}),
      point: (finding) => this.stage.point(finding === undefined ? [] : this.drawn([finding.at])),
      explain: (word) => host.post({ kind: 'explain', word }),
      showAll: () => this.listFindings(undefined),
    });
    this.figures = new Figures({
      select: (id) => this.selectPart(id),
      rank: () => this.engine.rank(this.view, (rows, isDone) => this.figures.showRanking(rows, isDone)),
    });
    this.tabs = new Tabs<PanelName>(
      [
        { name: 'details', title: 'Details', content: this.details.element },
        { name: 'figures', title: 'Figures', content: this.figures.element },
        { name: 'findings', title: 'Findings', content: this.findings.element },
      ],
      (panel) => this.openPanel(panel ?? 'none'),
    );
    this.toolbar = new Toolbar({
      diagram: (diagram) => this.chooseDiagram(diagram),
      workload: (workload) => this.redraw({ workload }),
      scale: (scale) => this.redraw({ scale }),
      colour: (colour) => {
        this.change({ colour });
        this.paint();
      },
      fit: () => this.stage.fit(),
      panel: () => this.openPanel(this.state.panel === 'none' ? 'figures' : 'none'),
    });
    this.stage.element.append(this.legend.element, zoomButtons(this.stage));
    place.append(
      this.toolbar.element,
      html('main', { class: 'middle' }, this.stage.element, this.tabs.element),
      this.hover.element,
      this.message,
    );
    this.engine = new EngineClient(
      () => host.engineScript(),
      (picture) => this.show(picture),
      (message) => host.post({ kind: 'failed', message }),
    );
    followPointer(this.stage, {
      clicked: (id) => this.select(id),
      doubleClicked: () => this.reveal(true),
      badgeClicked: (id) => {
        this.select(id);
        this.listFindings(id);
        this.openPanel('findings');
      },
      over: (id, box) => this.hover.move(id, box),
    });
    this.openPanel(this.state.panel);
    this.stage.colourBy(this.state.colour);
    host.listen((message) => dispatch(this.handlers, message));
  }

  async start(): Promise<void> {
    this.say('Drawing …');
    this.host.post({ kind: 'ready' });
    await this.engine.start();
  }

  private readonly handlers: Handlers<ToPage> = {
    design: ({ uri, drawable }) => {
      if (uri !== this.state.uri) this.change({ uri });
      if (drawable === null) {
        if (this.drawable === undefined) this.say('There is no design here.');
        return;
      }
      this.drawable = drawable;
      this.descriptions.forget();
      this.engine.load(drawable);
      this.draw();
      this.listFindings(this.findingsAt);
    },
    cursor: ({ ids }) => this.follow(ids),
    show: ({ id }) => {
      if (this.drawable?.design.diagrams.some((one) => one.id === id)) this.chooseDiagram(id);
      else if (this.drawable?.design.workloads.some((one) => one.id === id)) this.redraw({ workload: id });
      else this.follow([id]);
    },
    description: ({ request, markdown }) => this.descriptions.answer(request, markdown),
  };

  private draw(): void {
    this.view = viewOf(this.state, this.drawable);
    this.engine.draw(this.view);
    this.showChoices();
  }

  private redraw(change: Partial<PageState>): void {
    this.change(change);
    this.draw();
  }

  /** Another diagram is another picture: it is shown whole, with the frames closed that it closes. */
  private chooseDiagram(diagram: string | undefined): void {
    for (const key of ['diagram', 'collapsed', 'place'] as const) this.forget(key);
    this.stage.isNext = true;
    this.redraw(diagram === undefined ? {} : { diagram });
  }

  private showChoices(): void {
    const { diagrams = [], workloads = [] } = this.drawable?.design ?? {};
    const { diagram, workload, scale } = this.view;
    const { colour, panel } = this.state;
    this.toolbar.show({ diagrams, diagram, workloads, workload, scale, colour, isPanelOpen: panel !== 'none' });
  }

  private paint(): void {
    const { picture } = this.stage;
    this.stage.colourBy(this.state.colour);
    const styles = new Set(picture?.arrows.map(({ style }) => style));
    this.legend.show(this.state.colour, picture?.summary !== undefined, styles);
  }

  private show(picture: Picture): void {
    this.stage.show(picture, this.state.place);
    this.say(picture.items.length === 0 ? 'Nothing to draw yet: the design has no components.' : '');
    this.figures.show(picture.summary);
    this.paint();
    this.mark();
    const { pending } = this;
    this.pending = undefined;
    if (pending !== undefined) this.follow(pending);
  }

  /** Something in a list was chosen: it is selected and brought into view. */
  private selectPart(id: string): void {
    const drawn = this.drawn([id]);
    this.choose(drawn);
    const item = this.stage.item(drawn[0] ?? '');
    if (item !== undefined) this.stage.viewport.reveal(item);
    this.host.post({ kind: 'reveal', id, isFocused: false });
  }

  /** The reader selects a part, and the editor goes to its text. */
  private select(id: string | undefined): void {
    this.choose(id === undefined ? [] : [id]);
    this.reveal(false);
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
    if (item !== undefined && item.shape !== 'frame') this.stage.viewport.reveal(item);
  }

  private choose(ids: readonly string[]): void {
    this.change({ selected: ids });
    this.mark();
  }

  private mark(): void {
    const { selected } = this.state;
    this.stage.select(selected);
    const [id] = selected;
    if (id === undefined) this.details.clear();
    else
      void this.described(id).then((content) => {
        if (this.state.selected[0] === id) this.details.show(content);
      });
  }

  private reveal(isFocused: boolean): void {
    const [id] = this.state.selected;
    if (id === undefined) return;
    const arrow = this.stage.picture?.arrows.find((one) => one.id === id);
    this.host.post({ kind: 'reveal', id: arrow?.about[0] ?? id, isFocused });
  }

  private async described(id: string): Promise<readonly HTMLElement[]> {
    const arrow = this.stage.picture?.arrows.find((one) => one.id === id);
    const { workload, scale } = this.view;
    const text = await this.descriptions.of(arrow === undefined ? [id] : arrow.about, {
      ...(workload === undefined ? {} : { workload }),
      scale,
    });
    if (text === undefined) return [];
    return markdown(text, (target) => this.followLink(target));
  }

  /** Links of the manual open in the editor. */
  private followLink(target: string): void {
    const word = /([^/]+?)(\.md)?(#.*)?$/u.exec(target)?.[1];
    if (word !== undefined) this.host.post({ kind: 'explain', word });
  }

  /** Lists all findings, or those of one part. */
  private listFindings(part: string | undefined): void {
    const all = this.drawable?.findings ?? [];
    const at = (finding: DrawableFinding) => part === undefined || this.drawn([finding.at]).includes(part);
    this.findingsAt = part;
    this.findings.show(all.filter(at), part === undefined ? undefined : (this.stage.item(part)?.label ?? part));
    this.tabs.badge('findings', all.length === 0 ? '' : String(all.length));
  }

  private openPanel(panel: PanelName | 'none'): void {
    this.tabs.show(panel === 'none' ? undefined : panel);
    this.figures.isVisible = panel === 'figures';
    this.change({ panel });
    this.showChoices();
  }

  private drawn(ids: readonly string[]): readonly string[] {
    const { picture } = this.stage;
    return picture === undefined ? [] : drawnIds(picture, ids);
  }

  private change(change: Partial<PageState>): void {
    this.state = { ...this.state, ...change };
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.host.saveState(this.state), PAUSE);
  }

  private forget(key: 'place' | 'diagram' | 'collapsed'): void {
    const { [key]: _, ...rest } = this.state;
    this.state = rest;
    this.change({});
  }

  private say(text: string): void {
    this.message.textContent = text;
    this.message.hidden = text === '';
  }
}
