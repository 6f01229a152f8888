/**
 * The files of a design: an entry and what it imports.
 *
 * `language/workspace` follows imports through a `read` function given from outside; it touches no file system itself.
 * Every problem is a finding at the import that has it, and the rest of the design stays usable.
 */
import type { CstNode } from 'langium';
import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { LocatedFinding } from '../findings/positioned.js';
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
    const problem = (message: string, help?: string): ImportEdge => {
      findings.push(importFinding(file, propertyNode(node.$cstNode, 'path') ?? node.$cstNode, message, help));
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
    if (text === undefined) return problem(missingFile(written, path, file, read));
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

function missingFile(written: string, path: string, from: SourceFile, read: Read): string {
  const withEnding = `${written}.sysdesign`;
  const meant =
    !path.endsWith('.sysdesign') && read(resolvePath(from.uri, withEnding)) !== undefined ? withEnding : undefined;
  return `There is no file \`${written}\`${meant === undefined ? '.' : `; did you mean \`${meant}\`?`}`;
}

function readResource(from: SourceFile, name: string, read: Read, root: string): Resource {
  const path = resolvePath(from.uri, name);
  if (!isInside(root, path)) return { problem: `\`${name}\` lies outside the folder of this project` };
  const text = read(path);
  if (text === undefined) return { problem: `there is no file \`${name}\`` };
  return typeof text === 'string' ? { text } : { problem: `\`${name}\` ${text.unreadable}` };
}

function syntaxFindings(file: SourceFile): LocatedFinding[] {
  return file.parsed.errors.map((error) => ({
    rule: 'syntax',
    severity: 'error',
    at: '',
    message: error.message,
    related: [],
    fixes: [],
    span: { uri: file.uri, offset: error.offset, length: error.length },
  }));
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
      findings.push(importFinding(file, at, `\`${node.path}\` declares no \`${original}\`${hint}`));
    }
  }
  return findings;
}

function importFinding(file: SourceFile, node: CstNode | undefined, message: string, help?: string): LocatedFinding {
  return {
    rule: 'import',
    severity: 'error',
    at: '',
    message,
    related: [],
    fixes: [],
    ...(help === undefined ? {} : { help }),
    span: { uri: file.uri, offset: node?.offset ?? 0, length: node?.length ?? 0 },
  };
}

function relativeTo(root: string, path: string): string {
  const folder = normalize(root);
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
