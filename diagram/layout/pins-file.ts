/** The shape of `NAME.layout.json`, which lies beside `NAME.sysdesign`: what the reader has put where. */

/** Top left of an element inside its group, in px. */
export interface PinnedPlace {
  /** @minimum 0 @maximum 20000 */
  readonly x: number;
  /** @minimum 0 @maximum 20000 */
  readonly y: number;
}

/** Places by the id of a component, a group or a region. */
export type PinnedPlaces = Readonly<Record<string, PinnedPlace>>;

/** The file as written. */
export interface PinsFile {
  /** Address of the JSON schema, for editors. */
  readonly $schema?: string;
  /** Version of this shape. */
  readonly version: 1;
  /** Places in the picture of everything. */
  readonly whole?: PinnedPlaces;
  /** Places in the picture of each `diagram`, by its name or title. */
  readonly diagrams?: Readonly<Record<string, PinnedPlaces>>;
}

/** What identifies a picture: a `diagram`; missing, that of everything. */
export type PinnedPicture = { readonly id: string; readonly title: string } | undefined;

/** Places to write, by id; `null` forgets one. */
export type PlaceChanges = Readonly<Record<string, PinnedPlace | null>>;

/** The places of one picture; of two entries for a diagram, by its name and by its title, the last one counts. */
export function placesOf({ whole = {}, diagrams = {} }: PinsFile, picture: PinnedPicture): PinnedPlaces {
  if (picture === undefined) return whole;
  return Object.entries(diagrams).findLast(([name]) => isOf(name, picture))?.[1] ?? {};
}

/** The file with some places of one picture changed, in the order of their names. Everything else in it stays; a picture without places is left out. */
export function withPlaces(file: PinsFile, picture: PinnedPicture, changes: PlaceChanges): PinsFile {
  const places = Object.fromEntries(
    sorted({ ...placesOf(file, picture), ...changes }).flatMap(([id, place]) =>
      place === null ? [] : [[id, place] as const],
    ),
  );
  const isEmpty = Object.keys(places).length === 0;
  const { whole, diagrams, ...rest } = file;
  if (picture === undefined)
    return { ...rest, ...(isEmpty ? {} : { whole: places }), ...(diagrams === undefined ? {} : { diagrams }) };
  const entries = Object.entries(diagrams ?? {});
  const name = entries.findLast(([one]) => isOf(one, picture))?.[0] ?? picture.title;
  const others = entries.filter(([one]) => one !== name && !(isEmpty && isOf(one, picture)));
  const all = isEmpty ? others : [...others, [name, places] as const];
  return {
    ...rest,
    ...(whole === undefined ? {} : { whole }),
    ...(all.length === 0 ? {} : { diagrams: Object.fromEntries(all) }),
  };
}

/** Whether a file says nothing that would be missed. */
export function isBare({ $schema, whole = {}, diagrams = {} }: PinsFile): boolean {
  return $schema === undefined && Object.keys(whole).length === 0 && Object.keys(diagrams).length === 0;
}

/** The text of a file: names in order, a line for each place, so that a moved element changes one line. */
export function pinsText({ $schema, whole, diagrams }: PinsFile): string {
  const parts = ['  "version": 1'];
  if ($schema !== undefined) parts.unshift(`  "$schema": ${JSON.stringify($schema)}`);
  if (whole !== undefined) parts.push(`  "whole": ${placesText(whole, '  ')}`);
  if (diagrams !== undefined) {
    const each = sorted(diagrams).map(([name, places]) => `    ${JSON.stringify(name)}: ${placesText(places, '    ')}`);
    parts.push(each.length === 0 ? '  "diagrams": {}' : `  "diagrams": {\n${each.join(',\n')}\n  }`);
  }
  return `{\n${parts.join(',\n')}\n}\n`;
}

function placesText(places: PinnedPlaces, indent: string): string {
  const lines = sorted(places).map(([id, { x, y }]) => `${indent}  ${JSON.stringify(id)}: { "x": ${x}, "y": ${y} }`);
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}

/** By the code of their letters, which is the same in every country. */
function sorted<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

const isOf = (name: string, picture: { readonly id: string; readonly title: string }) =>
  name === picture.id || name === picture.title;
