/** Outlines as operators of PDF: `m` moves, `l` draws a line, `c` a cubic curve, `h` closes. */
import { num } from '../svg/xml.js';

/** How far from a corner the control points of a quarter circle lie, as a share of its radius (error below 0.03 %). */
const quarter = 0.5522847498;

/** Operators of path data of SVG: all its commands, absolute and relative. */
export function pathOperators(data: string): string {
  const words = data.match(/[a-zA-Z]|[-+]?(?:\d*\.\d+|\d+\.?)(?:e[-+]?\d+)?/gi) ?? [];
  const out: string[] = [];
  let [x, y, startX, startY, controlX, controlY] = [0, 0, 0, 0, 0, 0];
  let command = '';
  let previous = '';
  let at = 0;
  const next = (): number => Number(words[at++] ?? 0);
  const lineTo = (): void => void out.push(`${num(x)} ${num(y)} l`);
  const curve = (ax: number, ay: number, bx: number, by: number, toX: number, toY: number): void => {
    out.push(`${num(ax)} ${num(ay)} ${num(bx)} ${num(by)} ${num(toX)} ${num(toY)} c`);
    [x, y] = [toX, toY];
  };
  const quadratic = (cx: number, cy: number, toX: number, toY: number): void => {
    const third = (from: number, to: number): number => from + ((to - from) * 2) / 3;
    curve(third(x, cx), third(y, cy), third(toX, cx), third(toY, cy), toX, toY);
    [controlX, controlY] = [cx, cy];
  };
  while (at < words.length) {
    if (/[a-z]/i.test(words[at] ?? '')) command = words[at++] ?? '';
    // Numbers after a move are lines.
    else if (command === 'M') command = 'L';
    else if (command === 'm') command = 'l';
    const isRelative = command === command.toLowerCase();
    const [fromX, fromY] = isRelative ? [x, y] : [0, 0];
    const kind = command.toUpperCase();
    const before = at;
    switch (kind) {
      case 'M':
        [x, y] = [fromX + next(), fromY + next()];
        [startX, startY] = [x, y];
        out.push(`${num(x)} ${num(y)} m`);
        break;
      case 'L':
        [x, y] = [fromX + next(), fromY + next()];
        lineTo();
        break;
      case 'H':
        x = fromX + next();
        lineTo();
        break;
      case 'V':
        y = fromY + next();
        lineTo();
        break;
      case 'C':
      case 'S': {
        const isSmooth = kind === 'S';
        const mirrored = previous === 'C' || previous === 'S' ? [2 * x - controlX, 2 * y - controlY] : [x, y];
        const [ax = x, ay = y] = isSmooth ? mirrored : [fromX + next(), fromY + next()];
        const [bx, by] = [fromX + next(), fromY + next()];
        curve(ax, ay, bx, by, fromX + next(), fromY + next());
        [controlX, controlY] = [bx, by];
        break;
      }
      case 'Q':
        quadratic(fromX + next(), fromY + next(), fromX + next(), fromY + next());
        break;
      case 'T': {
        const isAfter = previous === 'Q' || previous === 'T';
        const [cx, cy] = isAfter ? [2 * x - controlX, 2 * y - controlY] : [x, y];
        quadratic(cx, cy, fromX + next(), fromY + next());
        break;
      }
      case 'A': {
        const arc = { rx: next(), ry: next(), turn: next(), isLarge: next() !== 0, isSweep: next() !== 0 };
        for (const [ax, ay, bx, by, toX, toY] of arcCurves(x, y, arc, fromX + next(), fromY + next()))
          curve(ax, ay, bx, by, toX, toY);
        break;
      }
      case 'Z':
        out.push('h');
        [x, y] = [startX, startY];
        break;
      default:
        return out.join(' ');
    }
    previous = kind;
    // A letter that takes no numbers must not be repeated for what follows it.
    if (at === before && kind !== 'Z') break;
    if (kind === 'Z') command = 'L';
  }
  return out.join(' ');
}

type Curve = readonly [number, number, number, number, number, number];

interface Arc {
  readonly rx: number;
  readonly ry: number;
  /** In degrees. */
  readonly turn: number;
  readonly isLarge: boolean;
  readonly isSweep: boolean;
}

/** An elliptic arc as cubic curves of at most a quarter each (SVG 2, appendix B.2.4: from ends to centre). */
function* arcCurves(x1: number, y1: number, arc: Arc, x2: number, y2: number): Generator<Curve> {
  let { rx, ry } = { rx: Math.abs(arc.rx), ry: Math.abs(arc.ry) };
  if (rx === 0 || ry === 0 || (x1 === x2 && y1 === y2)) return yield [x1, y1, x2, y2, x2, y2];
  const [sin, cos] = [Math.sin((arc.turn * Math.PI) / 180), Math.cos((arc.turn * Math.PI) / 180)];
  const [dx, dy] = [(x1 - x2) / 2, (y1 - y2) / 2];
  const [px, py] = [cos * dx + sin * dy, cos * dy - sin * dx];
  const tooSmall = Math.sqrt(Math.max(1, (px / rx) ** 2 + (py / ry) ** 2));
  rx *= tooSmall;
  ry *= tooSmall;
  const square = (rx * ry) ** 2 / ((rx * py) ** 2 + (ry * px) ** 2) - 1;
  const side = Math.sqrt(Math.max(0, square)) * (arc.isLarge === arc.isSweep ? -1 : 1);
  const [mx, my] = [(side * rx * py) / ry, (-side * ry * px) / rx];
  const [cx, cy] = [cos * mx - sin * my + (x1 + x2) / 2, sin * mx + cos * my + (y1 + y2) / 2];
  const start = Math.atan2((py - my) / ry, (px - mx) / rx);
  let sweep = Math.atan2((-py - my) / ry, (-px - mx) / rx) - start;
  if (arc.isSweep && sweep < 0) sweep += 2 * Math.PI;
  if (!arc.isSweep && sweep > 0) sweep -= 2 * Math.PI;
  const count = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
  const step = sweep / count;
  const reach = (4 / 3) * Math.tan(step / 4);
  const place = (u: number, v: number): readonly [number, number] => [
    cx + cos * rx * u - sin * ry * v,
    cy + sin * rx * u + cos * ry * v,
  ];
  for (let i = 0; i < count; i++) {
    const [a, b] = [start + i * step, start + (i + 1) * step];
    const one = place(Math.cos(a) - reach * Math.sin(a), Math.sin(a) + reach * Math.cos(a));
    const two = place(Math.cos(b) + reach * Math.sin(b), Math.sin(b) - reach * Math.cos(b));
    const to = i === count - 1 ? ([x2, y2] as const) : place(Math.cos(b), Math.sin(b));
    yield [...one, ...two, ...to];
  }
}

/** A rectangle with round corners of radius `r`. */
export function rectOperators(x: number, y: number, width: number, height: number, r: number): string {
  const radius = Math.max(0, Math.min(r, width / 2, height / 2));
  if (radius === 0) return `${num(x)} ${num(y)} ${num(width)} ${num(height)} re`;
  const [right, bottom, k] = [x + width, y + height, radius * (1 - quarter)];
  const p = (...numbers: number[]): string => numbers.map(num).join(' ');
  return [
    `${p(x + radius, y)} m ${p(right - radius, y)} l`,
    `${p(right - k, y, right, y + k, right, y + radius)} c ${p(right, bottom - radius)} l`,
    `${p(right, bottom - k, right - k, bottom, right - radius, bottom)} c ${p(x + radius, bottom)} l`,
    `${p(x + k, bottom, x, bottom - k, x, bottom - radius)} c ${p(x, y + radius)} l`,
    `${p(x, y + k, x + k, y, x + radius, y)} c h`,
  ].join(' ');
}
