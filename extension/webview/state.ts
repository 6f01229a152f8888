/** What of the page survives that it is loaded anew. */

import type { View as Place } from './canvas/viewport.js';
import { type Measure, measures } from './engine/messages.js';

export interface PageState {
  /** The design that is shown. */
  readonly uri: string;
  /** Which part of the picture is on the screen; missing: all of it. */
  readonly place?: Place;
  /** Chosen diagram; missing: everything. */
  readonly diagram?: string;
  /** Chosen workload; missing: that of the settings. */
  readonly workload?: string;
  /** Times the whole workload. */
  readonly scale: number;
  /** What boxes are coloured by. */
  readonly colour: Measure;
  /** Closed frames; missing: those that the diagram closes. */
  readonly collapsed?: readonly string[];
  /** Ids of what is selected, as drawn. */
  readonly selected: readonly string[];
  /** What the panel at the side shows; missing: nothing was chosen yet. */
  readonly panel?: PanelName | 'none';
}

export const panelNames = ['answers', 'details', 'findings', 'figures'] as const;
export type PanelName = (typeof panelNames)[number];

export const firstState: PageState = { uri: '', scale: 1, colour: 'load', selected: [] };

/** A state that was saved, perhaps by another version of the page: what is not understood is as at first. */
export function readState(saved: unknown): PageState {
  if (typeof saved !== 'object' || saved === null) return firstState;
  const { uri, place, diagram, workload, scale, colour, collapsed, selected, panel } = saved as Record<string, unknown>;
  const { scale: zoom, dx, dy } = (place ?? {}) as Record<string, unknown>;
  return {
    uri: isText(uri) ? uri : '',
    ...(isNumber(zoom) && isNumber(dx) && isNumber(dy) && zoom > 0 ? { place: { scale: zoom, dx, dy } } : {}),
    ...(isText(diagram) ? { diagram } : {}),
    ...(isText(workload) ? { workload } : {}),
    scale: isNumber(scale) && scale > 0 ? scale : 1,
    colour: measures.find((one) => one === colour) ?? 'load',
    ...(Array.isArray(collapsed) ? { collapsed: collapsed.filter(isText) } : {}),
    selected: Array.isArray(selected) ? selected.filter(isText) : [],
    ...(isPanel(panel) ? { panel } : {}),
  };
}

const isPanel = (value: unknown): value is PanelName | 'none' =>
  value === 'none' || panelNames.some((name) => name === value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
