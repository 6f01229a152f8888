/** Reads `NAME.layout.json` beside a design: where the reader has put elements of its pictures. */
import { existsSync } from 'node:fs';
import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { Design, Diagram } from '../../analyzer/design/design.js';
import { farthestPin, pinsEnding } from '../../diagram/layout/pins-file.js';
import type { Point } from '../../diagram/layout/placed.js';
import { type JsonMember, type JsonNode, readJson } from '../../language/config/json.js';
import { lineMap } from '../../language/findings/line-map.js';
import { Failure } from '../failure.js';
import { readText } from './read-text.js';

/** The file that belongs to the design at `path`. */
export function pinsPath(path: string): string {
  return path.replace(/\.sysdesign$/, '') + pinsEnding;
}

/**
 * Places for the picture of a diagram, or of everything. Without a file there are none; a file that is wrong fails with
 * the place of the mistake, because a picture drawn without it would not be the one that was arranged.
 *
 * @param warn hears of diagrams that the design does not have
 */
export function readPins(
  path: string,
  design: Design,
  diagram: Diagram | undefined,
  warn: (warning: string) => void,
): ReadonlyMap<string, Point> {
  const file = pinsPath(path);
  if (file === path || !existsSync(file)) return new Map();
  const text = readText(file);
  const lines = lineMap(text);
  const fail = ({ offset, length }: { readonly offset: number; readonly length: number }, problem: string): Failure => {
    const { line, column } = lines.range(offset, length).start;
    return new Failure(
      `${file}:${line + 1}:${column + 1}: ${problem}.`,
      'Mend the file, or remove it to have everything arranged automatically.',
    );
  };
  const reading = readJson(text);
  if ('problem' in reading) throw fail(reading, reading.problem);
  const members = (node: JsonNode, what: string): readonly JsonMember[] => {
    if (node.value.kind === 'object') return node.value.members;
    throw fail(node, `${what} must be an object in braces`);
  };
  const nameOf = (member: JsonMember) => ({ offset: member.nameOffset, length: member.nameLength });
  const names = ['$schema', 'version', 'whole', 'diagrams'];
  const top = members(reading.root, 'the file');
  const version = top.find(({ name }) => name === 'version');
  if (version === undefined) throw fail(reading.root, 'it says no `version`; this program reads version 1');
  if (version.value.value.kind !== 'scalar' || version.value.value.value !== 1)
    throw fail(version.value, 'this program reads version 1');
  for (const member of top)
    if (!names.includes(member.name))
      throw fail(nameOf(member), `there is no setting \`${member.name}\`${hint(member.name, names)}`);
  const places = (node: JsonNode, what: string): Map<string, Point> =>
    new Map(members(node, what).map(({ name, value }) => [name, placeOf(name, value, members, fail, nameOf)]));
  const whole = top.find(({ name }) => name === 'whole');
  let chosen = whole === undefined ? new Map<string, Point>() : places(whole.value, '`whole`');
  if (diagram !== undefined) chosen = new Map();
  const diagrams = top.find(({ name }) => name === 'diagrams');
  for (const member of diagrams === undefined ? [] : members(diagrams.value, '`diagrams`')) {
    const found = places(member.value, `the diagram \`${member.name}\``);
    if (diagram !== undefined && (member.name === diagram.id || member.name === diagram.title)) chosen = found;
    const known = design.diagrams.flatMap(({ id, title }) => [id, title]);
    if (known.includes(member.name)) continue;
    const { line, column } = lines.range(member.nameOffset, member.nameLength).start;
    warn(`${file}:${line + 1}:${column + 1}: there is no diagram \`${member.name}\`${hint(member.name, known)}.`);
  }
  return chosen;
}

type Fail = (place: { readonly offset: number; readonly length: number }, problem: string) => Failure;

function placeOf(
  id: string,
  node: JsonNode,
  members: (node: JsonNode, what: string) => readonly JsonMember[],
  fail: Fail,
  nameOf: (member: JsonMember) => { readonly offset: number; readonly length: number },
): Point {
  const place: { x?: number; y?: number } = {};
  for (const member of members(node, `the place of \`${id}\``)) {
    if (member.name !== 'x' && member.name !== 'y') throw fail(nameOf(member), 'a place has `x` and `y` only');
    const value = member.value.value.kind === 'scalar' ? member.value.value.value : undefined;
    if (typeof value !== 'number' || !(value >= 0 && value <= farthestPin))
      throw fail(member.value, `\`${member.name}\` is a number from 0 to ${farthestPin}`);
    place[member.name] = value;
  }
  const { x, y } = place;
  if (x === undefined || y === undefined) throw fail(node, `the place of \`${id}\` needs \`x\` and \`y\``);
  return { x, y };
}

function hint(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? '' : `; did you mean \`${meant}\`?`;
}
