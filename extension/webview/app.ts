/** The page: what it shows, and what follows from what. Parts of the page know nothing of one another. */

import type { Drawable } from '../../language/protocol.js';
import { Stage } from './canvas/stage.js';
import { html } from './dom.js';
import { EngineClient } from './engine/client.js';
import type { View } from './engine/messages.js';
import type { Host } from './hosts/host.js';
import { dispatch, type Handlers, type ToPage } from './protocol.js';
import { type PageState, readState } from './state.js';

/** Milliseconds after a change of the viewport until it is saved. */
const PAUSE = 200;

export class App {
  private state: PageState;
  private drawable: Drawable | undefined;
  private saving: ReturnType<typeof setTimeout> | undefined;
  private readonly engine: EngineClient;
  private readonly stage = new Stage((place) => this.change({ place }));
  private readonly message = html('p', { class: 'message', role: 'status' });

  constructor(
    private readonly host: Host,
    place: HTMLElement,
  ) {
    this.state = readState(host.readState());
    place.append(html('main', { class: 'middle' }, this.stage.element), this.message);
    this.engine = new EngineClient(
      () => host.engineScript(),
      (picture) => {
        this.stage.show(picture, this.state.place);
        this.say(picture.items.length === 0 ? 'Nothing to draw yet: the design has no components.' : '');
      },
      (message) => host.post({ kind: 'failed', message }),
    );
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
      this.engine.load(drawable);
      this.draw();
    },
    cursor: ({ ids }) => this.stage.select(ids),
    show: () => undefined,
    description: () => undefined,
  };

  private draw(): void {
    this.engine.draw(this.view());
  }

  /** What to draw; a choice that the design has no longer counts as none. */
  private view(): View {
    const { state, drawable } = this;
    const workloads = drawable?.design.workloads.map(({ id }) => id) ?? [];
    const workload = workloads.find((id) => id === state.workload) ?? drawable?.estimate?.workload ?? workloads[0];
    const diagrams = drawable?.design.diagrams ?? [];
    const diagram = diagrams.find(({ id }) => id === state.diagram);
    return {
      ...(diagram === undefined ? {} : { diagram: diagram.id }),
      ...(workload === undefined ? {} : { workload }),
      scale: state.scale,
      collapsed: state.collapsed ?? diagram?.collapse.map(({ to }) => to) ?? [],
    };
  }

  private change(change: Partial<PageState>): void {
    this.state = { ...this.state, ...change };
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.host.saveState(this.state), PAUSE);
  }

  private say(text: string): void {
    this.message.textContent = text;
    this.message.hidden = text === '';
  }
}
