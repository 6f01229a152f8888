/** The documents of an editor, their files, and one analysis per document and version. */

import { check } from '../check.js';
import { type Config, emptyConfig, readConfig } from '../config/config.js';
import { knownRules } from '../config/known-rules.js';
import type { Snapshot } from '../features/snapshot.js';
import type { PositionedFinding } from '../findings/positioned.js';
import { defaultSettings, type Settings } from '../protocol.js';
import { folderOf, isInside, resolvePath } from '../workspace/path.js';
import type { SourceFile } from '../workspace/source-file.js';
import { sourceFile } from '../workspace/source-file.js';
import type { FileCache, Unreadable } from '../workspace/workspace.js';
import { pathOf, uriOf } from './address.js';
import type { FileSource } from './file-source.js';

/** Name of the configuration file. */
export const configName = 'sysdesign.json';

/** A document that the editor has open. */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** A text as it was when it was asked for. */
type Answer = string | Unreadable | undefined;

interface Kept {
  readonly snapshot: Snapshot;
  /** Of the document; it rises with each edit, and an undo may bring the same text back. */
  readonly version: { now: number };
  /** Everything that was read for it; when one answer has changed, so may the analysis. */
  readonly asked: ReadonlyMap<string, Answer>;
}

/** Files beyond this are not indexed. */
const MOST_FILES = 2000;

/**
 * Analyses documents when asked, and keeps each result until a text it was made from changes.
 *
 * Open documents outrank the files on disk. Paths are those of `pathOf`.
 */
export class Project {
  settings: Settings = defaultSettings;
  /** URI of the folder of the docs. */
  manual: string | undefined;
  /** The client has the command `sysdesign.showMe`. */
  clientShows = false;
  private readonly open = new Map<string, OpenDocument>();
  private readonly parsed: FileCache = new Map();
  private readonly kept = new Map<string, Kept>();
  private readonly configs = new Map<
    string,
    { readonly text: Answer; readonly reading: ReturnType<typeof readConfig> }
  >();
  private folders: readonly string[] = [];
  private listed: ReadonlySet<string> = new Set();

  constructor(private readonly files: FileSource) {}

  /** Opens or changes a document. */
  set(document: OpenDocument): void {
    this.open.set(pathOf(document.uri), document);
  }

  close(uri: string): void {
    this.open.delete(pathOf(uri));
  }

  isOpen(uri: string): boolean {
    return this.open.has(pathOf(uri));
  }

  openDocuments(): readonly OpenDocument[] {
    return [...this.open.values()];
  }

  /** Sets the open folders and finds their designs. */
  async setFolders(uris: readonly string[]): Promise<void> {
    // The outermost folder of a virtual file system ends with a slash, others do not.
    this.folders = uris.map((uri) => pathOf(uri).replace(/\/+$/u, ''));
    const found = await Promise.all(this.folders.map((folder) => this.files.list(folder)));
    this.listed = new Set(found.flat().slice(0, MOST_FILES));
  }

  /** A file appeared, changed, or is gone. */
  touched(uri: string, isGone: boolean): void {
    const path = pathOf(uri);
    this.files.forget(path);
    const listed = new Set(this.listed);
    if (isGone) listed.delete(path);
    else if (path.endsWith('.sysdesign')) listed.add(path);
    this.listed = listed;
  }

  /** The analysis of a document or file as entry. */
  snapshot(uri: string): Snapshot | undefined {
    const path = pathOf(uri);
    const text = this.read(path);
    return typeof text === 'string' ? this.analysed(path, uri, text) : undefined;
  }

  /** The last analysis of a document, perhaps of an earlier text. */
  latest(uri: string): Snapshot | undefined {
    return this.kept.get(pathOf(uri))?.snapshot;
  }

  /** The same for a text that stands for a document: a fence of the Markdown file at `shown`. */
  snapshotOf(document: OpenDocument, shown = document.uri): Snapshot {
    return this.analysed(pathOf(document.uri), shown, document.text, document.version);
  }

  /** Open designs and the designs of the open folders, each as an entry. */
  paths(): readonly string[] {
    return [...new Set([...this.open.keys(), ...this.listed])];
  }

  /** Parsed files of the open folders, but for one. */
  sources(except?: string): readonly SourceFile[] {
    return this.paths().flatMap((path) => {
      if (path === except) return [];
      const file = this.source(path);
      return file === undefined ? [] : [file];
    });
  }

  /** Paths of designs that import a file, near or far. */
  importers(path: string): readonly string[] {
    const direct = new Map<string, string[]>();
    for (const file of this.sources()) {
      for (const item of file.parsed.model.items) {
        if (item.$type !== 'Import' || item.path === undefined) continue;
        const target = resolvePath(file.uri, item.path);
        direct.set(target, [...(direct.get(target) ?? []), file.uri]);
      }
    }
    const found = new Set<string>();
    const waiting = [path];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const importer of direct.get(next) ?? []) {
        if (importer === path || found.has(importer)) continue;
        found.add(importer);
        waiting.push(importer);
      }
    }
    return [...found];
  }

  /** Findings of the configuration file that applies to a document. */
  configFindings(path: string): readonly PositionedFinding[] {
    return this.configuration(this.rootOf(path)).findings;
  }

  private source(path: string): SourceFile | undefined {
    const text = this.read(path);
    if (typeof text !== 'string') return undefined;
    const known = this.parsed.get(path);
    if (known?.text === text) return known;
    const file = sourceFile(path, text, known);
    this.parsed.set(path, file);
    return file;
  }

  private read(path: string): Answer {
    return this.open.get(path)?.text ?? this.files.read(path);
  }

  private analysed(path: string, uri: string, text: string, version = this.open.get(path)?.version ?? 0): Snapshot {
    const known = this.kept.get(path);
    if (known?.snapshot.file.text === text && this.isFresh(known)) {
      known.version.now = version;
      return known.snapshot;
    }
    const asked = new Map<string, Answer>();
    const root = this.rootOf(path);
    const read = (wanted: string): Answer => {
      const answer = wanted === path ? text : this.read(wanted);
      if (wanted !== path) asked.set(wanted, answer);
      return answer;
    };
    const configPath = `${root}/${configName}`;
    const configText = this.read(configPath);
    asked.set(configPath, configText);
    const config: Config = this.configuration(root).config;
    const report = check(path, read, root, config, this.parsed);
    const numbered = { now: version };
    const snapshot: Snapshot = {
      uri,
      get version() {
        return numbered.now;
      },
      isFence: pathOf(uri) !== path,
      settings: this.settings,
      manual: this.manual,
      clientShows: this.clientShows,
      file: report.workspace.entry,
      report,
      config: { path: configPath, text: typeof configText === 'string' ? configText : undefined },
      document: (one) => {
        const document = one === path ? { uri, version: numbered.now } : this.open.get(one);
        return { uri: document?.uri ?? this.addressOf(one), version: document?.version ?? null };
      },
      again: (texts) =>
        check(path, (wanted) => texts.get(wanted) ?? read(wanted), root, config, others(this.parsed, texts)),
      family: (of = path) => [
        ...(of === path ? [snapshot] : this.byPath(of)),
        ...this.importers(of).flatMap((importer) => this.byPath(importer)),
      ],
      address: (of) => (of === path ? uri : this.addressOf(of)),
      all: () => this.sources(),
      others: () => this.sources(path),
    };
    this.kept.set(path, { snapshot, version: numbered, asked });
    return snapshot;
  }

  /** Snapshot of a file by its path. */
  byPath(path: string): readonly Snapshot[] {
    const text = this.read(path);
    return typeof text === 'string' ? [this.analysed(path, this.addressOf(path), text)] : [];
  }

  /** URI of a path as the client writes it. */
  addressOf(path: string): string {
    return this.open.get(path)?.uri ?? uriOf(path);
  }

  private isFresh({ snapshot, asked }: Kept): boolean {
    if (snapshot.settings !== this.settings) return false;
    for (const [file, answer] of asked) if (!same(this.read(file), answer)) return false;
    // The tree of a text that has changed in between is used up, even when that text is back.
    for (const [file, source] of snapshot.report.workspace.files) if (this.parsed.get(file) !== source) return false;
    return true;
  }

  /** The nearest folder upwards with a configuration, inside the open folder; else that folder, or the file's own. */
  private rootOf(path: string): string {
    const own = folderOf(path);
    const outer = this.folders.filter((folder) => isInside(folder, path)).sort((a, b) => b.length - a.length)[0];
    for (let folder = own; ; folder = folderOf(folder)) {
      if (typeof this.read(`${folder}/${configName}`) === 'string') return folder;
      if (folder === outer || folderOf(folder) === folder || (outer !== undefined && !isInside(outer, folder))) break;
      if (outer === undefined) break;
    }
    return outer ?? own;
  }

  private configuration(root: string): ReturnType<typeof readConfig> {
    const path = `${root}/${configName}`;
    const text = this.read(path);
    const known = this.configs.get(path);
    if (known !== undefined && same(known.text, text)) return known.reading;
    const reading =
      typeof text === 'string' ? readConfig(text, path, knownRules()) : { config: emptyConfig, findings: [] };
    this.configs.set(path, { text, reading });
    return reading;
  }
}

/** Parsed files whose text stays: parsing a changed text would use up the tree of the text that is in force. */
function others(parsed: FileCache, texts: ReadonlyMap<string, string>): FileCache {
  return new Map([...parsed].filter(([path]) => !texts.has(path)));
}

function same(one: Answer, other: Answer): boolean {
  return one === other || (typeof one === 'object' && typeof other === 'object' && one.unreadable === other.unreadable);
}
