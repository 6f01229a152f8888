/**
 * The files of a design: an entry and what it imports.
 *
 * `language/workspace` follows imports through a `read` function given from outside; it touches no file system itself.
 * Every problem is a finding at the import that has it, and the rest of the design stays usable.
 */
import type { CstNode } from 'langium';
import { isSlip, nearest } from '../../analyzer/catalogue/nearest.js';
import type { LocatedFinding, Span, TextFix } from '../findings/positioned.js';
import type * as ast from '../generated/ast.js';
import { propertyNode } from '../link/property.js';
import { isInside, normalize, resolvePath } from './path.js';
import { type SourceFile, sourceFile } from './source-file.js';

/** Text of a file, `undefined` when there is none, or why a file that is there cannot be read: `is not a text file`. */
export type Read = (path: string) => string | Unreadable | undefined;

/** A file that is there and is no text. */
export interface Unreadable {
  /** The end of a sentence that begins with the file's name. */
  readonly unreadable: string;
}

/**
 * Parsed files by path, kept between loads; a file whose text is unchanged is not parsed again, and of one that has changed
 * only what is new. Reports about the earlier text are then no longer good.
 */
export type FileCache = Map<string, SourceFile>;

/** One `import` and the file it means; no target when it could not be loaded. */
export interface ImportEdge {
  readonly node: ast.Import;
  readonly target?: SourceFile;
}

/** A text file other than a design, such as measurements. */
export type Resource = { readonly text: string } | { readonly problem: string };

export interface Workspace {
  readonly entry: SourceFile;
  /** By normalised path; the entry first, then in the order of imports. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly imports: ReadonlyMap<SourceFile, readonly ImportEdge[]>;
  readonly findings: readonly LocatedFinding[];
  /** Reads a file named in a design, relative to the design file that names it. */
  resource(from: SourceFile, path: string): Resource;
}

/** Files a design may consist of. */
export const maximumFiles = 500;

/** Loads the entry and all it imports. A missing entry is an empty file with a finding. Never throws. */
export function load(entry: string, read: Read, root: string, cache: FileCache = new Map()): Workspace {
  const findings: LocatedFinding[] = [];
  const files = new Map<string, SourceFile>();
  const imports = new Map<SourceFile, readonly ImportEdge[]>();
  const stack: string[] = [];

  const open = (path: string, text: string): SourceFile => {
    const known = cache.get(path);
    const file = known?.text === text ? known : sourceFile(path, text, known);
    cache.set(path, file);
    files.set(path, file);
    stack.push(path);
    const nodes = file.parsed.model.items.filter((item): item is ast.Import => item.$type === 'Import');
    imports.set(
      file,
      nodes.map((node) => follow(file, node)),
    );
    stack.pop();
    return file;
  };

  const follow = (file: SourceFile, node: ast.Import): ImportEdge => {
    const written: string | undefined = node.path;
    if (written === undefined || written === '') return { node };
    const problem = (message: string, help?: string, meant?: string): ImportEdge => {
      const at = propertyNode(node.$cstNode, 'path') ?? node.$cstNode;
      const suggestion = meant === undefined ? undefined : `"${meant}"`;
      findings.push(importFinding(file, at, message, help, suggestion));
      return { node };
    };
    const path = resolvePath(file.uri, written);
    if (!isInside(root, path))
      return problem(`\`${written}\` lies outside the folder of this project; only files inside it can be imported.`);
    const cycle = stack.indexOf(path);
    if (cycle >= 0) {
      const names = [...stack.slice(cycle), path].map((one) => relativeTo(root, one));
      return problem(
        `This import closes a cycle: ${names.join(' imports ')}.`,
        'Move what both files need into a third one.',
      );
    }
    const loaded = files.get(path);
    if (loaded !== undefined) return { node, target: loaded };
    if (files.size >= maximumFiles)
      return problem(`A design may consist of at most ${maximumFiles} files; this import is not followed.`);
    const text = read(path);
    if (text === undefined) {
      const meant = withEnding(written, path, file, read);
      const hint = meant === undefined ? '.' : `; did you mean \`${meant}\`?`;
      return problem(`There is no file \`${written}\`${hint}`, undefined, meant);
    }
    if (typeof text !== 'string') return problem(`\`${written}\` ${text.unreadable}.`);
    return { node, target: open(path, text) };
  };

  const path = normalize(entry);
  const text = read(path);
  const file = open(path, typeof text === 'string' ? text : '');
  if (typeof text !== 'string') {
    const problem = text === undefined ? `There is no file \`${path}\`.` : `\`${path}\` ${text.unreadable}.`;
    findings.push(importFinding(file, undefined, problem));
  }
  for (const one of files.values()) findings.push(...syntaxFindings(one), ...unknownNames(one, imports.get(one) ?? []));
  return { entry: file, files, imports, findings, resource: (from, name) => readResource(from, name, read, root) };
}

/** The path with the usual ending, when that is a file. */
function withEnding(written: string, path: string, from: SourceFile, read: Read): string | undefined {
  const whole = `${written}.sysdesign`;
  return !path.endsWith('.sysdesign') && read(resolvePath(from.uri, whole)) !== undefined ? whole : undefined;
}

function readResource(from: SourceFile, name: string, read: Read, root: string): Resource {
  const path = resolvePath(from.uri, name);
  if (!isInside(root, path)) return { problem: `\`${name}\` lies outside the folder of this project` };
  const text = read(path);
  if (text === undefined) return { problem: `there is no file \`${name}\`` };
  return typeof text === 'string' ? { text } : { problem: `\`${name}\` ${text.unreadable}` };
}

function syntaxFindings(file: SourceFile): LocatedFinding[] {
  return file.parsed.errors.map(({ kind, message, offset, length, suggestion }) => {
    const span = { uri: file.uri, offset, length };
    const written = file.text.slice(offset, offset + length);
    // Anything but a word out of place is another notation of what is suggested.
    const isSafe = kind !== 'unexpected' || isSlip(written, suggestion ?? '');
    const textFixes = changes(span, suggestion, isSafe);
    return { rule: 'syntax', severity: 'error', at: '', message, related: [], fixes: [], span, ...textFixes };
  });
}

function unknownNames(file: SourceFile, edges: readonly ImportEdge[]): LocatedFinding[] {
  const findings: LocatedFinding[] = [];
  for (const { node, target } of edges) {
    if (target === undefined) continue;
    for (const name of node.names) {
      const original: string | undefined = name.original;
      if (original === undefined || target.declarations.byName.has(original)) continue;
      const meant = nearest(original, target.declarations.byName.keys());
      const hint = meant === undefined ? '.' : `; did you mean \`${meant}\`?`;
      const at = propertyNode(name.$cstNode, 'original');
      findings.push(importFinding(file, at, `\`${node.path}\` declares no \`${original}\`${hint}`, undefined, meant));
    }
  }
  return findings;
}

function importFinding(
  file: SourceFile,
  node: CstNode | undefined,
  message: string,
  help?: string,
  suggestion?: string,
): LocatedFinding {
  const span = { uri: file.uri, offset: node?.offset ?? 0, length: node?.length ?? 0 };
  return {
    rule: 'import',
    severity: 'error',
    at: '',
    message,
    related: [],
    fixes: [],
    ...(help === undefined ? {} : { help }),
    ...changes(span, suggestion),
    span,
  };
}

/** The fix that writes another text in a place; nothing without one. */
function changes(span: Span, text: string | undefined, isSafe = false): { readonly textFixes?: readonly TextFix[] } {
  if (text === undefined) return {};
  const title = `Change to ${text.startsWith('"') ? text : `\`${text}\``}`;
  return { textFixes: [{ title, edits: [{ ...span, text }], ...(isSafe ? { isSafe } : {}) }] };
}

function relativeTo(root: string, path: string): string {
  const folder = normalize(root);
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
