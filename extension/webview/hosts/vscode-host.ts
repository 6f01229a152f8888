import type { ToPage, ToPanel } from '../protocol.js';
import type { Host } from './host.js';

/** What VS Code gives to the pages of its panels. */
interface VsCodeApi {
  postMessage(message: ToPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare global {
  interface Window {
    acquireVsCodeApi?: () => VsCodeApi;
  }
}

/** The editor around the page; `undefined` where there is none. */
export function vscodeHost(): Host | undefined {
  const api = window.acquireVsCodeApi?.();
  if (api === undefined) return undefined;
  return {
    hasSource: true,
    post: (message) => api.postMessage(message),
    save: (file) => api.postMessage({ kind: 'save', ...file }),
    listen: (listener) =>
      window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
        listener(data);
      }),
    readState: () => api.getState(),
    saveState: (state) => api.setState(state),
    engineScript: () => scriptAt(document.body.dataset.engine),
    simulationScript: () => scriptAt(document.body.dataset.simulation),
  };
}

async function scriptAt(address = ''): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} cannot be read: ${answer.status} ${answer.statusText}`);
  return answer.text();
}
