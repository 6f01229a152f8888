/** Opens one design with its imports and its configuration, and reviews it. */

import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { check, type Report } from '../../language/check.js';
import { type Config, emptyConfig, readConfig } from '../../language/config/config.js';
import { knownRules } from '../../language/config/known-rules.js';
import { byPlace, type PositionedFinding } from '../../language/findings/positioned.js';
import type { Override } from '../../language/lower/override.js';
import { normalize } from '../../language/workspace/path.js';
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
}

/** Reads and reviews the design at `path`. `config` names a configuration file instead of the workspace's own; `overrides` replace clauses. */
export function openDesign(path: string, config?: string, overrides: readonly Override[] = []): OpenDesign {
  const file = resolve(path);
  // A missing or unreadable entry is wrong usage, not a finding.
  const text = readText(file, path);
  const root = rootOf(file);
  const settings = configuration(config === undefined ? join(root, configName) : resolve(config), config);
  const entry = normalize(file);
  const read = readerOf(root);
  const again = (changed: ReadonlyMap<string, string>): Report =>
    check(
      entry,
      (wanted) => changed.get(wanted) ?? (wanted === entry ? text : read(wanted)),
      normalize(root),
      settings.config,
      undefined,
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
