/** JSON with positions: enough to say where in `sysdesign.json` something is wrong. */

export interface JsonNode {
  readonly offset: number;
  readonly length: number;
  readonly value:
    | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
    | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'scalar'; readonly value: string | number | boolean | null };
}

export interface JsonMember {
  readonly name: string;
  readonly nameOffset: number;
  readonly nameLength: number;
  readonly value: JsonNode;
}

export type JsonReading =
  | { readonly root: JsonNode }
  | { readonly problem: string; readonly offset: number; readonly length: number };

const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids control characters in strings, so they must be named.
  /\s*(?:("(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[^"\\\u0000-\u001f])*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([{}[\],:]))/uy;
const maximumDepth = 64;

interface Token {
  readonly text: string;
  readonly offset: number;
}

class JsonProblem extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly length: number,
  ) {
    super(message);
  }
}

/** Parses strict JSON. The first mistake ends the reading. */
export function readJson(text: string): JsonReading {
  try {
    const tokens = tokenize(text);
    const reader = { tokens, next: 0, end: text.length };
    const root = readNode(reader, 0);
    const rest = tokens[reader.next];
    if (rest !== undefined)
      return {
        problem: `\`${rest.text}\` stands behind the end of the value`,
        offset: rest.offset,
        length: rest.text.length,
      };
    return { root };
  } catch (error) {
    if (error instanceof JsonProblem) return { problem: error.message, offset: error.offset, length: error.length };
    throw error;
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (text.slice(at).trim() !== '') {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) {
      const offset = at + text.slice(at).search(/\S/u);
      throw new JsonProblem(`\`${text.charAt(offset)}\` cannot stand here in JSON`, offset, 1);
    }
    const word = match[0].trimStart();
    tokens.push({ text: word, offset: at + match[0].length - word.length });
    at += match[0].length;
  }
  return tokens;
}

interface Reader {
  readonly tokens: readonly Token[];
  next: number;
  readonly end: number;
}

function take(reader: Reader, expected: string): Token {
  const found = reader.tokens[reader.next];
  if (found === undefined) throw new JsonProblem(`${expected} is missing at the end`, Math.max(0, reader.end - 1), 1);
  reader.next++;
  return found;
}

function readNode(reader: Reader, depth: number): JsonNode {
  const first = take(reader, 'a value');
  if (depth > maximumDepth) throw new JsonProblem('this is nested too deeply', first.offset, first.text.length);
  if (first.text === '{') return readObject(reader, first, depth);
  if (first.text === '[') return readArray(reader, first, depth);
  if (/^[}\],:]$/u.test(first.text))
    throw new JsonProblem(`a value is expected before \`${first.text}\``, first.offset, 1);
  const value = JSON.parse(first.text) as string | number | boolean | null;
  return { offset: first.offset, length: first.text.length, value: { kind: 'scalar', value } };
}

function readObject(reader: Reader, open: Token, depth: number): JsonNode {
  const members: JsonMember[] = [];
  for (;;) {
    const name = take(reader, '`}`');
    if (name.text === '}' && members.length === 0) return node(open, name, { kind: 'object', members });
    if (!name.text.startsWith('"'))
      throw new JsonProblem('a name in double quotes is expected', name.offset, name.text.length);
    const colon = take(reader, '`:`');
    if (colon.text !== ':') throw new JsonProblem('`:` is expected after the name', colon.offset, colon.text.length);
    const value = readNode(reader, depth + 1);
    members.push({
      name: JSON.parse(name.text) as string,
      nameOffset: name.offset,
      nameLength: name.text.length,
      value,
    });
    const after = take(reader, '`}`');
    if (after.text === '}') return node(open, after, { kind: 'object', members });
    if (after.text !== ',') throw new JsonProblem('`,` or `}` is expected', after.offset, after.text.length);
  }
}

function readArray(reader: Reader, open: Token, depth: number): JsonNode {
  const items: JsonNode[] = [];
  const first = reader.tokens[reader.next];
  if (first?.text === ']') return node(open, take(reader, '`]`'), { kind: 'array', items });
  for (;;) {
    items.push(readNode(reader, depth + 1));
    const after = take(reader, '`]`');
    if (after.text === ']') return node(open, after, { kind: 'array', items });
    if (after.text !== ',') throw new JsonProblem('`,` or `]` is expected', after.offset, after.text.length);
  }
}

function node(open: Token, close: Token, value: JsonNode['value']): JsonNode {
  return { offset: open.offset, length: close.offset + close.text.length - open.offset, value };
}
