/** Opens one design with its imports and its configuration, and reviews it. */

import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { check, type Report } from '../../language/check.js';
import { type Config, emptyConfig, readConfig } from '../../language/config/config.js';
import { knownRules } from '../../language/config/known-rules.js';
import { byPlace, type PositionedFinding } from '../../language/findings/positioned.js';
import type { Override } from '../../language/lower/override.js';
import { normalize } from '../../language/workspace/path.js';
import type { FileCache, Read } from '../../language/workspace/workspace.js';
import { readText } from './read-text.js';
import { configName, readerOf, rootOf } from './workspace.js';

/** A design that was read, and all that the review says. */
export interface OpenDesign {
  /** As the user named it. */
  readonly name: string;
  readonly report: Report;
  /** By file and place; those of the configuration file included. */
  readonly findings: readonly PositionedFinding[];
  /** Lines of a file of the design or of its configuration. */
  lines(uri: string): readonly string[] | undefined;
  /** The same review with other texts in the place of some files'. */
  again(texts: ReadonlyMap<string, string>): Report;
  /** Every file that was read or looked for, the configuration included; absolute. */
  readonly paths: ReadonlySet<string>;
  /** Whether all of them still say the same. */
  isCurrent(): boolean;
}

export interface OpenOptions {
  /** A configuration file instead of the workspace's own. */
  readonly config?: string | undefined;
  /** Replace clauses. */
  readonly overrides?: readonly Override[];
  /** What was parsed by earlier calls; designs opened with it before are then no longer good. */
  readonly cache?: FileCache;
}

/** Reads and reviews the design at `path`. */
export function openDesign(path: string, { config, overrides, cache }: OpenOptions = {}): OpenDesign {
  const file = resolve(path);
  // A missing or unreadable entry is wrong usage, not a finding.
  const text = readText(file, path);
  const root = rootOf(file);
  const configFile = config === undefined ? join(root, configName) : resolve(config);
  const settings = configuration(configFile, config);
  const entry = normalize(file);
  const read = readerOf(root);
  const heard = new Map<string, ReturnType<Read>>([[entry, text]]);
  const reading: Read = (wanted) => {
    if (!heard.has(wanted)) heard.set(wanted, read(wanted));
    return heard.get(wanted);
  };
  const again = (changed: ReadonlyMap<string, string>): Report =>
    check(
      entry,
      (wanted) => changed.get(wanted) ?? reading(wanted),
      normalize(root),
      settings.config,
      changed.size === 0 ? cache : undefined,
      overrides,
    );
  const report = again(new Map());
  const texts = new Map([...report.workspace.files].map(([uri, { text: source }]) => [uri, source]));
  texts.set(settings.uri, settings.text);
  const split = new Map<string, readonly string[]>();
  return {
    name: path,
    report,
    findings: [...settings.findings, ...report.findings].sort(byPlace),
    again,
    paths: new Set([...heard.keys(), configFile]),
    isCurrent: () =>
      [...heard].every(([wanted, said]) => same(wanted === entry ? readText(file, path) : read(wanted), said)) &&
      (existsSync(configFile) ? readText(configFile) : '') === settings.text,
    lines(uri) {
      const known = split.get(uri) ?? texts.get(uri)?.split(/\r\n|\n|\r/);
      if (known !== undefined) split.set(uri, known);
      return known;
    },
  };
}

/** A path as the user would write it: from the current folder when it lies in it or beside it, absolute otherwise. */
export function displayPath(uri: string): string {
  const way = relative('', uri);
  return way === '' || way.startsWith(join('..', '..')) ? uri : normalize(way);
}

function same(one: ReturnType<Read>, other: ReturnType<Read>): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return one.unreadable === other.unreadable;
}

interface Configuration {
  readonly uri: string;
  readonly text: string;
  readonly config: Config;
  readonly findings: readonly PositionedFinding[];
}

function configuration(path: string, asked: string | undefined): Configuration {
  const uri = normalize(path);
  if (asked === undefined && !existsSync(path)) return { uri, text: '', config: emptyConfig, findings: [] };
  const text = readText(path, asked ?? displayPath(path));
  return { uri, text, ...readConfig(text, uri, knownRules()) };
}
