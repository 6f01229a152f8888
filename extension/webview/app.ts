/** The page: what it shows, and what follows from what. Parts of the page know nothing of one another. */
import type { Drawable } from '../../language/protocol.js';
import { Arranging } from './arranging.js';
import { followKeys } from './canvas/keyboard.js';
import { followPointer } from './canvas/pointer.js';
import { Stage } from './canvas/stage.js';
import { html } from './dom.js';
import { EngineClient } from './engine/client.js';
import type { Picture, View } from './engine/messages.js';
import type { Host } from './hosts/host.js';
import { Knowledge } from './knowledge.js';
import { Legend } from './parts/legend.js';
import { Minimap } from './parts/minimap.js';
import { Search } from './parts/search.js';
import { Toolbar } from './parts/toolbar.js';
import { zoomButtons } from './parts/zoom-buttons.js';
import { Player } from './player/player.js';
import { dispatch, type Handlers, type ToPage } from './protocol.js';
import { savePicture } from './saving.js';
import { Selection } from './selection.js';
import { SidePanel } from './side-panel.js';
import type { PageState } from './state.js';
import { Store } from './store.js';
import { viewOf } from './view-of.js';

export class App {
  private drawable: Drawable | undefined;
  private view: View = { scale: 1, collapsed: [], arrangement: 0 };
  private arrangement = 0;
  private readonly store: Store;
  private readonly engine: EngineClient;
  private readonly stage = new Stage((place) => {
    this.knowledge.card.hide();
    this.minimap.move(place);
    // What was fitted is fitted again, to whatever size the page has then.
    if (this.stage.viewport.hasMoved) this.store.change({ place });
    else this.store.forget('place');
  });
  private readonly minimap = new Minimap(() => this.stage.viewport);
  private readonly legend = new Legend();
  private readonly knowledge: Knowledge;
  private readonly selection: Selection;
  private readonly panel: SidePanel;
  private readonly toolbar: Toolbar;
  private readonly search: Search;
  private readonly player: Player;
  private readonly arranging: Arranging;
  private readonly message = html('p', { class: 'message', role: 'status' });

  constructor(
    private readonly host: Host,
    place: HTMLElement,
  ) {
    this.store = new Store(host);
    this.knowledge = new Knowledge(host, this.stage);
    this.selection = new Selection(this.stage, this.knowledge, this.store, host, (ids) =>
      this.toolbar.showPins(Object.keys(this.arranging.pins), ids),
    );
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
    this.panel = new SidePanel(this.store, this.selection, host, this.knowledge.details.element, {
      play: (id) => this.player.crashLeader(id),
      rank: () => this.engine.rank(this.view, (rows, isDone) => this.panel.figures.showRanking(rows, isDone)),
      point: (ids) => this.stage.point(this.selection.drawn(ids)),
      turned: () => this.showChoices(),
    });
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
        save: (format) => {
          const name = this.drawable?.design.name ?? '';
          void savePicture({ engine: this.engine, host, view: this.view, name }, format);
        },
        panel: () => this.panel.toggle(),
      },
      host.hasSource,
    );
    this.search = new Search(
      (id) => this.selection.goTo(id, true),
      (ids) => this.stage.point(ids.flatMap((id) => this.selection.drawn([id]))),
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
        this.panel.element,
        this.knowledge.card.element,
        this.arranging.remarks.element,
        this.message,
      ),
      this.player.element,
    );
    this.listenToReader();
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
      this.panel.review(drawable.findings);
    },
    cursor: ({ ids }) => this.selection.follow(ids),
    show: ({ id }) => {
      if (this.drawable?.design.diagrams.some((one) => one.id === id)) this.chooseDiagram(id);
      else if (this.drawable?.design.workloads.some((one) => one.id === id)) this.redraw({ workload: id });
      else if (!this.player.open(id)) this.selection.follow([id]);
    },
    places: (news) => this.arranging.hear(news),
    description: ({ request, markdown }) => this.knowledge.answer(request, markdown),
  };

  private listenToReader(): void {
    const findings = (id: string) => {
      this.selection.choose([id]);
      this.panel.listAt(id);
    };
    followPointer(this.stage, {
      clicked: (id) => this.selection.select(id),
      toggled: (id) => this.toggle(id),
      doubleClicked: (id) => {
        if (this.stage.item(id)?.shape === 'box') this.knowledge.reveal(id, true);
        else this.toggle(id);
      },
      badgeClicked: findings,
      over: (id, box) => this.knowledge.card.move(id, box),
    });
    followKeys(this.stage, {
      select: (id) => this.selection.select(id),
      open: (id) => this.knowledge.reveal(id, true),
      toggle: (id) => this.toggle(id),
      details: () => this.panel.open('details'),
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
    this.selection.choose([id]);
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
    this.toolbar.show({ ...choices, isPanelOpen: this.panel.isOpen });
  }

  private show(picture: Picture, view: View): void {
    this.arranging.drawn(picture, view);
    this.stage.show(picture, this.state.place);
    this.say(picture.items.length === 0 ? 'Nothing to draw yet: the design has no components.' : '');
    this.minimap.show(picture);
    this.player.drawn();
    this.panel.summarize(picture.summary);
    this.paint();
    this.selection.resume();
  }

  private paint(): void {
    const { picture } = this.stage;
    this.stage.colourBy(this.state.colour);
    const styles = new Set(picture?.arrows.map(({ style }) => style));
    this.legend.show(this.state.colour, picture?.summary !== undefined, styles);
  }

  private say(text: string): void {
    this.message.textContent = text;
    this.message.hidden = text === '';
  }
}
