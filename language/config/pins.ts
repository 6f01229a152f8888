/** Reads the text of `NAME.layout.json`, which lies beside `NAME.sysdesign`: where the reader has put elements of its pictures. */
import { nearest } from '../../analyzer/catalogue/nearest.js';
import { lineMap } from '../findings/line-map.js';
import { type JsonMember, type JsonNode, readJson } from './json.js';

/** Top left of an element inside its group, in px. */
export interface Pin {
  readonly x: number;
  readonly y: number;
}

/** Places of one picture, by the id of a component, a group or a region. */
export type PinsOfPicture = Readonly<Record<string, Pin>>;

/** What a file says. */
export interface Pins {
  readonly $schema?: string;
  readonly version: 1;
  /** In the picture of everything. */
  readonly whole?: PinsOfPicture;
  /** In the picture of each `diagram`, by its name or title. */
  readonly diagrams?: Readonly<Record<string, PinsOfPicture>>;
}

/** A file as it was read. */
export interface PinsReading {
  readonly pins: Pins;
  /** Names of diagrams with their places in the text; line and column count from 1. */
  readonly names: readonly { readonly name: string; readonly line: number; readonly column: number }[];
}

/** Why a file is not read; line and column count from 1. */
export interface PinsProblem {
  readonly problem: string;
  readonly line: number;
  readonly column: number;
}

/** Ending of the file that belongs to a design. */
export const pinsEnding = '.layout.json';

/** Farthest place from the top left of a group, in px; the schema says the same. */
export const farthestPin = 20_000;

const names = ['$schema', 'version', 'whole', 'diagrams'];

/** The file beside a design, by path; `undefined` for what is not named as a design is. */
export function pinsBeside(design: string): string | undefined {
  const stem = design.replace(/\.sysdesign$/u, '');
  return stem === design ? undefined : stem + pinsEnding;
}

/** What the text of a file says. The first mistake ends the reading: a picture without a part of the file would be another. */
export function readPins(text: string): PinsReading | PinsProblem {
  const reading = readJson(text);
  const lines = lineMap(text);
  const place = (offset: number, length: number) => {
    const { line, column } = lines.range(offset, length).start;
    return { line: line + 1, column: column + 1 };
  };
  try {
    if ('problem' in reading) throw new Mistake(reading.problem, reading.offset, reading.length);
    return pinsIn(reading.root, place);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { problem: error.message, ...place(error.offset, error.length) };
  }
}

class Mistake extends Error {
  constructor(
    problem: string,
    readonly offset: number,
    readonly length: number,
  ) {
    super(problem);
  }
}

function pinsIn(
  root: JsonNode,
  place: (offset: number, length: number) => { readonly line: number; readonly column: number },
): PinsReading {
  const top = membersOf(root, 'the file');
  const find = (wanted: string) => top.findLast(({ name }) => name === wanted)?.value;
  const version = find('version');
  if (version === undefined)
    throw new Mistake('it says no `version`; this program reads version 1', root.offset, root.length);
  if (version.value.kind !== 'scalar' || version.value.value !== 1)
    throw new Mistake('this program reads version 1', version.offset, version.length);
  for (const { name, nameOffset, nameLength } of top)
    if (!names.includes(name))
      throw new Mistake(`there is no setting \`${name}\`${hint(name, names)}`, nameOffset, nameLength);
  const [schema, whole, all] = [find('$schema'), find('whole'), find('diagrams')];
  const diagrams = all === undefined ? [] : membersOf(all, '`diagrams`');
  const schemaIs = schema?.value.kind === 'scalar' ? schema.value.value : undefined;
  return {
    pins: {
      ...(typeof schemaIs === 'string' ? { $schema: schemaIs } : {}),
      version: 1,
      ...(whole === undefined ? {} : { whole: placesIn(whole, '`whole`') }),
      ...(all === undefined
        ? {}
        : {
            diagrams: Object.fromEntries(
              diagrams.map(({ name, value }) => [name, placesIn(value, `the diagram \`${name}\``)]),
            ),
          }),
    },
    names: diagrams.map(({ name, nameOffset, nameLength }) => ({ name, ...place(nameOffset, nameLength) })),
  };
}

function membersOf({ value, offset, length }: JsonNode, what: string): readonly JsonMember[] {
  if (value.kind === 'object') return value.members;
  throw new Mistake(`${what} must be an object in braces`, offset, length);
}

function placesIn(node: JsonNode, what: string): PinsOfPicture {
  return Object.fromEntries(membersOf(node, what).map(({ name, value }) => [name, pinIn(name, value)]));
}

function pinIn(id: string, node: JsonNode): Pin {
  const place: { x?: number; y?: number } = {};
  for (const { name, nameOffset, nameLength, value: member } of membersOf(node, `the place of \`${id}\``)) {
    if (name !== 'x' && name !== 'y') throw new Mistake('a place has `x` and `y` only', nameOffset, nameLength);
    const value = member.value.kind === 'scalar' ? member.value.value : undefined;
    if (typeof value !== 'number' || !(value >= 0 && value <= farthestPin))
      throw new Mistake(`\`${name}\` is a number from 0 to ${farthestPin}`, member.offset, member.length);
    place[name] = value;
  }
  const { x, y } = place;
  if (x === undefined || y === undefined)
    throw new Mistake(`the place of \`${id}\` needs \`x\` and \`y\``, node.offset, node.length);
  return { x, y };
}

/** `; did you mean …?`, or nothing. */
export function hint(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? '' : `; did you mean \`${meant}\`?`;
}
