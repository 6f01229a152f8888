/** URIs of the protocol and paths of workspaces: the same, but that paths are not percent-encoded. */
import { URI } from 'vscode-uri';

/** `file:///a/my%20design.sysdesign` → `file:///a/my design.sysdesign`, which imports can be resolved against. */
export function pathOf(uri: string): string {
  const { scheme, authority, path } = URI.parse(uri);
  // Documents that no file stands for, `untitled:Untitled-1`, have paths that begin nowhere.
  return `${scheme}://${authority}${path.startsWith('/') ? '' : '/'}${path}`;
}

/** The way back. */
export function uriOf(path: string): string {
  const [, scheme = 'file', authority = '', rest = path] = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/iu.exec(path) ?? [];
  // Neighbours of a file in the outermost folder come with two slashes.
  return URI.from({ scheme, authority, path: rest.replace(/^\/+/u, '/') }).toString();
}
