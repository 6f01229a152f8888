/**
 * The page of the preview in Chromium, under the content policy that an editor gives it.
 *
 * An editor stands beside it that answers as the language server would and keeps what the page saves, also the file of
 * places.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { isBare, type PinsFile, pinsText, withPlaces } from '../../diagram/layout/pins-file.js';
import { pageHtml } from '../../extension/webview/page-html.js';
import type { Tagged, ToPage, ToPanel } from '../../extension/webview/protocol.js';
import { readPins } from '../../language/config/pins.js';
import { drawable } from '../../language/features/drawable.js';
import { described } from '../../language/features/hover/described.js';
import { idsAt, placeOf } from '../../language/features/places.js';
import { offsetAt, positionAt, type Snapshot } from '../../language/features/snapshot.js';
import { snapshotOf } from '../language/features/marked.js';
import { root } from '../root.js';
import { Browser } from '../vscode/page.js';

/** How the body of a page says which kind of theme the editor has. */
export type Theme = 'vscode-light' | 'vscode-dark' | 'vscode-high-contrast' | 'vscode-high-contrast-light';

/** Colours of the editor by name, without their prefix. */
type Colours = Readonly<Record<string, string>>;

/** Of a window, in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Files of the bundles by the paths they are served at. */
const files: Readonly<Record<string, string>> = {
  '/preview.js': 'text/javascript',
  '/preview-engine.js': 'text/javascript',
  '/preview-simulation.js': 'text/javascript',
  '/preview.css': 'text/css',
};

/** A browser and a server of pages; one for a file of tests. */
export class Bench {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
  ) {}

  static async start(): Promise<Bench> {
    const { chromium } = (await import(join(root, 'scripts/vscode-host.mjs'))) as { chromium(): string };
    const server = createServer(({ url = '/' }, answer) => {
      const { pathname } = new URL(url, 'http://localhost');
      const type = files[pathname];
      if (type !== undefined) {
        answer.setHeader('content-type', type).end(readFileSync(join(root, 'dist', pathname)));
        return;
      }
      const { port } = server.address() as AddressInfo;
      const source = `http://localhost:${port}`;
      const workers = { engine: 'preview-engine.js', simulation: 'preview-simulation.js' };
      const parts = { script: 'preview.js', style: 'preview.css', ...workers, source, nonce: 'once' };
      answer.setHeader('content-type', 'text/html').end(pageHtml(parts));
    });
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
    return new Bench(await Browser.start(chromium()), server);
  }

  async stop(): Promise<void> {
    await this.browser.stop();
    this.server.close();
  }

  /** Opens the page of a design and waits until it is drawn. */
  async open(text: string, theme: Theme = 'vscode-light', colours: Colours = {}, size?: Size): Promise<Opened> {
    const { port } = this.server.address() as AddressInfo;
    const page = await this.browser.page();
    if (size !== undefined) await page.setViewportSize(size);
    const opened = new Opened(page, `http://localhost:${port}/`, theme, colours);
    await opened.load(text);
    return opened;
  }
}

/** One page with its editor. */
export class Opened {
  /** What the page said, in order. */
  readonly said: ToPanel[] = [];
  /** What the content policy forbade, and errors of scripts. */
  readonly problems: string[] = [];
  /** The text of `main.layout.json`; missing: there is none. */
  beside: string | undefined;
  private snapshot: Snapshot | undefined;
  private known: PinsFile = { version: 1 };
  private request = 0;

  constructor(
    readonly page: Page,
    private readonly address: string,
    private readonly theme: Theme,
    private readonly colours: Colours,
  ) {}

  async load(text: string): Promise<void> {
    const { page } = this;
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      if (/Content Security Policy/u.test(message.text())) this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(error.stack ?? error.message));
    await page.exposeFunction('sayToEditor', (message: ToPanel) => this.hear(message));
    await page.addInitScript(
      ([theme, colours]) => {
        const say = (window as unknown as { sayToEditor(message: unknown): void }).sayToEditor;
        const editor = () => ({
          postMessage: (message: unknown) => say(message),
          getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
          setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
        });
        Object.assign(window, { acquireVsCodeApi: editor });
        addEventListener('DOMContentLoaded', () => {
          document.body.classList.add(theme);
          for (const [name, colour] of Object.entries(colours))
            document.documentElement.style.setProperty(`--vscode-${name}`, colour);
        });
      },
      [this.theme, this.colours] as const,
    );
    await this.set(text);
    await page.goto(this.address);
    await this.node('*').first().waitFor();
  }

  /** Loads the page anew, as an editor does with a panel that was hidden. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.node('*').first().waitFor();
  }

  /** The text of the design becomes another. */
  async edit(text: string): Promise<void> {
    await this.set(text);
    await this.tell({ kind: 'design', uri: 'file:///designs/main.sysdesign', drawable: this.drawable() });
  }

  /** The file of places becomes another; without a text it is removed. */
  async place(text: string | undefined): Promise<void> {
    this.beside = text;
    await this.tellPlaces(this.request);
  }

  /** A message from the editor. */
  async tell(message: ToPage): Promise<void> {
    await this.page.evaluate((told) => window.postMessage(told, '*'), message);
  }

  /** The cursor of the editor goes to the first place of some words. */
  async cursorTo(words: string): Promise<void> {
    const { snapshot } = this;
    if (snapshot === undefined) return;
    const { file } = snapshot;
    const offset = file.text.indexOf(words);
    if (offset < 0) throw new Error(`the text has no ${words}`);
    await this.tell({ kind: 'cursor', ids: idsAt(snapshot, snapshot.address(file.uri), positionAt(file, offset)) });
  }

  /** The last message of a kind that is as wanted; it may be on its way. */
  async heard<Kind extends ToPanel['kind']>(
    kind: Kind,
    isWanted: (message: Tagged<ToPanel, Kind>) => boolean = () => true,
  ): Promise<Tagged<ToPanel, Kind>> {
    for (let left = 100; left > 0; left--) {
      const last = this.said.findLast((one): one is Tagged<ToPanel, Kind> => one.kind === kind);
      if (last !== undefined && isWanted(last)) return last;
      await this.page.waitForTimeout(50);
    }
    throw new Error(`the last message of kind ${kind} is not as wanted: ${JSON.stringify(this.said.slice(-5))}`);
  }

  /** Waits until the text that the page last went to is as wanted. */
  async revealed(wanted: RegExp): Promise<void> {
    await this.heard('reveal', ({ id }) => {
      const { snapshot } = this;
      const place = snapshot === undefined ? undefined : placeOf(snapshot, id);
      if (place === undefined || snapshot === undefined) return false;
      const { start, end } = place.range;
      return wanted.test(snapshot.file.text.slice(offsetAt(snapshot.file, start), offsetAt(snapshot.file, end)));
    });
  }

  /** A box by its id; `*` is any. */
  node(id: string): Locator {
    return this.page.locator(id === '*' ? '.sd-node' : `.sd-node[data-id="${id}"]`);
  }

  private async set(text: string): Promise<void> {
    this.snapshot = (await snapshotOf(text)).snapshot;
  }

  private drawable() {
    return this.snapshot === undefined ? null : drawable(this.snapshot);
  }

  private hear(message: ToPanel): void {
    this.said.push(message);
    if (message.kind === 'failed') this.problems.push(message.message);
    if (message.kind === 'describe' && this.snapshot !== undefined) {
      const { request, ids, ...wanted } = message;
      const markdown = described(this.snapshot, ids, wanted) ?? null;
      void this.tell({ kind: 'description', request, markdown });
    }
    if (message.kind === 'place') this.write(message);
    if (message.kind !== 'ready') return;
    this.request = 0;
    void this.begin();
  }

  /** Places come first, and a design that is being analysed much later. */
  private async begin(): Promise<void> {
    await this.tellPlaces(this.request);
    if (this.beside !== undefined) await this.page.waitForTimeout(300);
    await this.tell({ kind: 'design', uri: 'file:///designs/main.sysdesign', drawable: this.drawable() });
  }

  /** As the editor does: what cannot be read stays as it is. */
  private write({ request, diagram, changes }: Tagged<ToPanel, 'place'>): void {
    this.request = request;
    const reading = this.reading();
    if ('pins' in reading) {
      const places = withPlaces(reading.pins, diagram, changes);
      this.beside = isBare(places) ? undefined : pinsText(places);
    }
    void this.tellPlaces(request);
  }

  private async tellPlaces(request: number): Promise<void> {
    const reading = this.reading();
    if ('pins' in reading) this.known = reading.pins;
    const places = this.known;
    const told = { kind: 'places', request, places } as const;
    if ('pins' in reading) await this.tell(told);
    else
      await this.tell({ ...told, problem: `main.layout.json:${reading.line}:${reading.column}: ${reading.problem}.` });
  }

  private reading() {
    return this.beside === undefined ? { pins: { version: 1 } as const } : readPins(this.beside);
  }
}
