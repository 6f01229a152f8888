import type { PinsFile } from '../../../diagram/layout/pins-file.js';
import type { Drawable } from '../../../language/protocol.js';
import type { ToPage, ToPanel } from '../protocol.js';
import type { Host } from './host.js';

/** What a page without an editor carries in a script element of JSON, id `sysdesign-design`. */
export interface Embedded {
  readonly drawable: Drawable;
  /** What is known of each id under each workload, as Markdown; by the id of the workload, `''` where there is none. */
  readonly descriptions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Places that were chosen by hand. */
  readonly places?: PinsFile;
  /** As the page saves it: what is shown at first. */
  readonly state?: object;
}

/** A page that holds all it shows; its engine stands in a script element of plain text, id `sysdesign-engine`. */
export function embeddedHost(): Host {
  const { drawable, descriptions = {}, places, state } = JSON.parse(textOf('sysdesign-design')) as Embedded;
  let tell: (message: ToPage) => void = () => undefined;
  return {
    hasSource: false,
    post(message: ToPanel) {
      if (message.kind === 'ready') {
        if (places !== undefined) tell({ kind: 'places', request: 0, places });
        tell({ kind: 'design', uri: '', drawable });
      }
      if (message.kind !== 'describe') return;
      const { workload = drawable.estimate?.workload ?? '', scale } = message;
      // Figures of another load would be wrong.
      const of = scale === 1 && Object.hasOwn(descriptions, workload) ? descriptions[workload] : undefined;
      const known = message.ids.flatMap((id) => (of !== undefined && Object.hasOwn(of, id) ? (of[id] ?? []) : []));
      const markdown = known.length === 0 ? null : known.join('\n\n');
      tell({ kind: 'description', request: message.request, markdown });
    },
    save({ name, data }) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([data]));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    },
    // Answers come later, as they do from an editor.
    listen(listener) {
      tell = (message) => queueMicrotask(() => listener(message));
    },
    readState: () => state,
    saveState: () => undefined,
    engineScript: async () => textOf('sysdesign-engine'),
    simulationScript: async () => textOf('sysdesign-simulation'),
  };
}

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}
