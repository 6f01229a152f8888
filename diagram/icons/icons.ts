/**
 * One icon per component kind: strokes on a 24 × 24 grid, no fill, drawn for this project.
 *
 * Path data only, so that the colour and the width of the stroke come from the stylesheet.
 */

export const icons = {
  client: 'M12 11.5a3.75 3.75 0 1 0 0-7.5a3.75 3.75 0 0 0 0 7.5zM4.5 20.5c.6-3.7 3.6-5.8 7.5-5.8s6.9 2.1 7.5 5.8',
  device:
    'M8 2.75h8a1.5 1.5 0 0 1 1.5 1.5v15.5a1.5 1.5 0 0 1-1.5 1.5H8a1.5 1.5 0 0 1-1.5-1.5V4.25A1.5 1.5 0 0 1 8 2.75zM10.75 18.25h2.5',
  cdn: 'M12 20.5a8.5 8.5 0 1 0 0-17a8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c2.6 2.4 3.8 5.2 3.8 8.5s-1.2 6.1-3.8 8.5M12 3.5C9.4 5.9 8.2 8.7 8.2 12s1.2 6.1 3.8 8.5',
  dns: 'M4.5 4h15v6h-15zM4.5 14h15v6h-15zM8 7h.01M8 17h.01M12 7h4M12 17h4',
  balancer: 'M9.5 3.5h5v5h-5zM3 16h5v5H3zM16 16h5v5h-5zM12 8.5V16M5.5 16v-3.5h13V16M9.5 16h5v5h-5z',
  gateway: 'M12 3l7.5 2.8v5.4c0 4.6-3 8-7.5 9.8c-4.5-1.8-7.5-5.2-7.5-9.8V5.8zM8.5 12h7M13 9.25L15.75 12L13 14.75',
  service: 'M12 2.75l8 4.6v9.3l-8 4.6l-8-4.6v-9.3zM4 7.35l8 4.65l8-4.65M12 12v9.25',
  cache: 'M13 2.75L5 13.5h6.25L10.5 21.25L19 10h-6.5z',
  queue: 'M3 7.5h18v9H3zM8.25 7.5v9M12.75 7.5v9M17.25 7.5v9',
  database:
    'M4.5 6c0-1.8 3.35-3 7.5-3s7.5 1.2 7.5 3s-3.35 3-7.5 3S4.5 7.8 4.5 6zM4.5 6v12c0 1.8 3.35 3 7.5 3s7.5-1.2 7.5-3V6M4.5 12c0 1.8 3.35 3 7.5 3s7.5-1.2 7.5-3',
  warehouse: 'M3 20.5V8.5L12 3.5l9 5v12M3 20.5h18M7.5 20.5v-4.5M12 20.5v-8.5M16.5 20.5v-6.5',
  bucket:
    'M4 6.5c0-1.5 3.6-2.75 8-2.75s8 1.25 8 2.75s-3.6 2.75-8 2.75s-8-1.25-8-2.75zM4 6.5l2 12c.2 1.3 2.7 2.25 6 2.25s5.8-.95 6-2.25l2-12',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13zM15.25 15.25L20.5 20.5',
  materialized_view: 'M3.5 4.5h17v15h-17zM3.5 9.5h17M9 9.5v10M3.5 14.5h17',
  coordinator:
    'M12 8.25a2.75 2.75 0 1 0 0-5.5a2.75 2.75 0 0 0 0 5.5zM5.5 20.5a2.75 2.75 0 1 0 0-5.5a2.75 2.75 0 0 0 0 5.5zM18.5 20.5a2.75 2.75 0 1 0 0-5.5a2.75 2.75 0 0 0 0 5.5zM10.75 8L6.9 15.25M13.25 8l3.85 7.25M8.25 17.75h7.5',
  monitor: 'M3 4.5h18v12H3zM8.5 20.5h7M12 16.5v4M6 11h2.75l1.75-3.5l2.75 6l1.75-2.5H18',
  external: 'M10 5H4.75v14.25H19V14M13.5 4h6.5v6.5M20 4l-9 9',
  other: 'M4.5 4.5h15v15h-15z',
} as const satisfies Record<string, string>;

/** A kind that has an icon of its own, or `other`. */
export type IconName = keyof typeof icons;

/** The icon of a component kind; `other` for a kind that has none. */
export function iconOf(kind: string): IconName {
  return Object.hasOwn(icons, kind) ? (kind as IconName) : 'other';
}
