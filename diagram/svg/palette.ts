/** Every colour of the pictures, light and dark, and what is written on what. No other file names a colour. */

/** What a colour is for. */
export type ColorName = keyof typeof light;

export type Palette = Readonly<Record<ColorName, string>>;

const light = {
  canvas: '#ffffff',
  text: '#101828',
  muted: '#4f5d73',
  card: '#ffffff',
  'card-line': '#cbd3df',
  'group-0': '#f6f8fb',
  'group-1': '#edf1f7',
  'group-2': '#e4eaf2',
  'group-line': '#c9d2df',
  'group-text': '#3f4d63',
  line: '#66758c',
  'line-replication': '#0f766e',
  'line-view': '#7c3aad',
  'label-text': '#3f4d63',
  'tint-people': '#eceff4',
  'ink-people': '#475569',
  'tint-edge': '#e4effd',
  'ink-edge': '#1d5fc4',
  'tint-compute': '#ebeafd',
  'ink-compute': '#4840c8',
  'tint-cache': '#fcefdd',
  'ink-cache': '#a04a08',
  'tint-queue': '#fae8f4',
  'ink-queue': '#a3216f',
  'tint-data': '#dff3ef',
  'ink-data': '#0b6b62',
  'tint-other': '#eceff4',
  'ink-other': '#55627a',
  'load-track': '#e3e8ef',
  'load-low': '#0d9a75',
  'load-medium': '#d19a00',
  'load-high': '#e06c00',
  'load-critical': '#cc2b1d',
  'error-pill': '#c5281c',
  'error-text': '#ffffff',
  'warning-pill': '#f7c04a',
  'warning-text': '#3d2a00',
  'info-pill': '#1d5fc4',
  'info-text': '#ffffff',
} as const;

const dark: Palette = {
  canvas: '#0e131b',
  text: '#e8edf4',
  muted: '#a3b0c2',
  card: '#1d2531',
  'card-line': '#3a4658',
  'group-0': '#131a24',
  'group-1': '#18202c',
  'group-2': '#1d2634',
  'group-line': '#313d4f',
  'group-text': '#b9c4d4',
  line: '#8796ab',
  'line-replication': '#3fb6a5',
  'line-view': '#bb8be0',
  'label-text': '#b9c4d4',
  'tint-people': '#2b3544',
  'ink-people': '#b6c2d2',
  'tint-edge': '#1b3355',
  'ink-edge': '#86b5fa',
  'tint-compute': '#2b2b58',
  'ink-compute': '#aeaaf9',
  'tint-cache': '#452c12',
  'ink-cache': '#f3b36b',
  'tint-queue': '#45203a',
  'ink-queue': '#f29bd0',
  'tint-data': '#123d39',
  'ink-data': '#6fd3c5',
  'tint-other': '#2b3544',
  'ink-other': '#a9b6c8',
  'load-track': '#323d4d',
  'load-low': '#2fbf95',
  'load-medium': '#e8b931',
  'load-high': '#f58b2c',
  'load-critical': '#f2604f',
  'error-pill': '#f2705f',
  'error-text': '#2a0502',
  'warning-pill': '#f2bc48',
  'warning-text': '#2e2000',
  'info-pill': '#7db0f8',
  'info-text': '#061a36',
};

export const palettes: { readonly light: Palette; readonly dark: Palette } = { light, dark };

/** Which text stands on which ground; each pair reaches a contrast of 4.5 in both palettes (WCAG 2.2, 1.4.3). */
export const textOnGround: readonly (readonly [text: ColorName, ground: ColorName])[] = [
  ['text', 'canvas'],
  ['muted', 'canvas'],
  ['text', 'card'],
  ['muted', 'card'],
  ['group-text', 'group-0'],
  ['group-text', 'group-1'],
  ['group-text', 'group-2'],
  ['label-text', 'canvas'],
  ['label-text', 'group-0'],
  ['label-text', 'group-1'],
  ['label-text', 'group-2'],
  ['error-text', 'error-pill'],
  ['warning-text', 'warning-pill'],
  ['info-text', 'info-pill'],
];

/** Marks that carry meaning without being text; each pair reaches 3 in both palettes (WCAG 2.2, 1.4.11). */
export const markOnGround: readonly (readonly [mark: ColorName, ground: ColorName])[] = [
  ['line', 'canvas'],
  ['line', 'group-0'],
  ['line', 'group-1'],
  ['line', 'group-2'],
  ['line-replication', 'group-1'],
  ['line-view', 'group-1'],
  ['ink-people', 'tint-people'],
  ['ink-edge', 'tint-edge'],
  ['ink-compute', 'tint-compute'],
  ['ink-cache', 'tint-cache'],
  ['ink-queue', 'tint-queue'],
  ['ink-data', 'tint-data'],
  ['ink-other', 'tint-other'],
];

/** Groups of component kinds that share a tint. */
export type Family = 'people' | 'edge' | 'compute' | 'cache' | 'queue' | 'data' | 'other';

const families: Readonly<Record<string, Family>> = {
  client: 'people',
  device: 'people',
  cdn: 'edge',
  dns: 'edge',
  balancer: 'edge',
  gateway: 'edge',
  service: 'compute',
  coordinator: 'compute',
  cache: 'cache',
  queue: 'queue',
  database: 'data',
  warehouse: 'data',
  bucket: 'data',
  search: 'data',
  materialized_view: 'data',
};

/** The tint of a component kind; `other` for a kind that has none of its own. */
export function familyOf(kind: string): Family {
  return Object.hasOwn(families, kind) ? (families[kind] ?? 'other') : 'other';
}

export type LoadStep = 'low' | 'medium' | 'high' | 'critical';

/** From which utilization on a load has a colour; the number beside the bar says the same without colour. */
export const loadSteps: readonly { readonly from: number; readonly step: LoadStep }[] = [
  { from: 0, step: 'low' },
  { from: 0.6, step: 'medium' },
  { from: 0.75, step: 'high' },
  { from: 0.9, step: 'critical' },
];

/** The step of a utilization; an unknown one counts as low. */
export function loadStepOf(utilization: number): LoadStep {
  return loadSteps.findLast(({ from }) => utilization >= from)?.step ?? 'low';
}
