/** POSIX-like path arithmetic on plain strings; an optional `scheme://authority` in front stays as it is. */

const schemed = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(.*)$/iu;

function split(path: string): { readonly prefix: string; readonly rest: string } {
  const match = schemed.exec(path);
  return { prefix: match?.[1] ?? '', rest: match?.[2] ?? path };
}

/** Removes `.`, resolves `..` and doubled slashes; `..` above an absolute root stays at the root. */
export function normalize(path: string): string {
  const { prefix, rest } = split(path.replaceAll('\\', '/'));
  const absolute = rest.startsWith('/');
  const parts: string[] = [];
  for (const part of rest.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push(part);
  }
  const joined = parts.join('/');
  return prefix + (absolute ? `/${joined}` : joined || '.');
}

/** `path` as seen from the folder of `from`; absolute paths stay. */
export function resolvePath(from: string, path: string): string {
  if (path.startsWith('/')) return normalize(split(from).prefix + path);
  if (schemed.test(path)) return normalize(path);
  return normalize(`${folderOf(from)}/${path}`);
}

/** The folder a file lies in; `.` for a bare name. */
export function folderOf(path: string): string {
  const { prefix, rest } = split(path);
  const slash = rest.lastIndexOf('/');
  if (slash < 0) return prefix === '' ? '.' : prefix;
  return prefix + (slash === 0 ? '/' : rest.slice(0, slash));
}

/** File name without its folder and last extension: `a/chat.sysdesign` is `chat`. */
export function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** Whether `path` is inside the folder `root` (both normalised first). Relative paths are inside `.` unless they climb out. */
export function isInside(root: string, path: string): boolean {
  const folder = normalize(root);
  const file = normalize(path);
  if (folder === '.') return !file.startsWith('../') && file !== '..' && !file.startsWith('/') && !schemed.test(file);
  return file.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/**
 * How a file names another in its folder or elsewhere: `./parts.sysdesign`, `../shared/parts.sysdesign`. Both normalised
 * and of one scheme and authority; otherwise the whole address.
 */
export function relativePath(from: string, to: string): string {
  const [source, target] = [split(from), split(to)];
  if (source.prefix !== target.prefix) return to;
  const folders = folderOf(source.rest)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const parts = target.rest.split('/').filter((part) => part !== '' && part !== '.');
  let same = 0;
  while (same < folders.length && same < parts.length - 1 && folders[same] === parts[same]) same++;
  const up = folders.length - same;
  return [...(up === 0 ? ['.'] : Array<string>(up).fill('..')), ...parts.slice(same)].join('/');
}
