/** The same quantity in another unit: `1000 ms` is `1 s`. */
import { CstUtils, type LeafCstNode } from 'langium';
import { standardQuantity } from '../../format/standard-quantity.js';
import { partsOfQuantity } from '../../syntax/quantity-token.js';
import { readQuantity } from '../../units/quantity.js';
import { bitRateUnits, multipliers, perUnits, sizeUnits, timeUnits } from '../../units/unit.js';
import type { ActionFamily } from '../code-action/action.js';

const kind = 'refactor.rewrite';

/** Units that stand for each other; of two spellings of one the usual. */
const families: readonly (readonly string[])[] = [
  Object.keys(timeUnits).filter((unit) => !/[µμ]/u.test(unit)),
  Object.keys(sizeUnits),
  [...Object.keys(bitRateUnits), ...Object.keys(sizeUnits).map((unit) => `${unit}/s`)],
  ['', ...Object.keys(multipliers)],
  Object.keys(perUnits).flatMap((per) => ['', ...Object.keys(multipliers)].map((unit) => `${unit}/${per}`)),
];

/** As many as help. */
const most = 3;

export const unit: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot, from, to }) {
    const { file } = snapshot;
    const root = file.parsed.model.$cstNode;
    if (root === undefined) return;
    const leaf = [from, from - 1].map((at) => CstUtils.findLeafNodeAtOffset(root, at)).find(isQuantity);
    if (leaf === undefined || to > leaf.end) return;
    for (const text of spellings(leaf.text)) {
      const edits = [{ uri: file.uri, offset: leaf.offset, length: leaf.length, text }];
      yield { title: `Write \`${leaf.text}\` as \`${text}\``, kind, change: { edits } };
    }
  },
};

function isQuantity(leaf: LeafCstNode | undefined): leaf is LeafCstNode {
  return leaf?.tokenType.name === 'QUANTITY';
}

/** Exactly the same amount with other units, the shortest numbers first. */
export function spellings(text: string): readonly string[] {
  const reading = readQuantity(text);
  const { unit: written } = partsOfQuantity(text);
  const family = families.find((units) => units.includes(written.replaceAll(/\s+/gu, '')));
  if ('problem' in reading || family === undefined) return [];
  const { value, dimension } = reading.quantity;
  // A bare number up to 1 may be a share, and a small count is plainest as it is.
  if (value <= 0 || (dimension === 'count' && value < 1000)) return [];
  return family
    .filter((other) => other !== written)
    .flatMap((other) => {
      const one = readQuantity(`1${other}`);
      if ('problem' in one) return [];
      const digits = String(Number((value / one.quantity.value).toPrecision(12)));
      const made = readQuantity(`${digits}${other}`);
      const isSame = !('problem' in made) && made.quantity.value === value && made.quantity.dimension === dimension;
      return isSame && digits.length <= 7 && !digits.includes('e')
        ? [{ digits, text: standardQuantity(`${digits}${other}`) }]
        : [];
    })
    .sort((a, b) => cost(a.digits) - cost(b.digits))
    .slice(0, most)
    .map((one) => one.text);
}

/** Numbers from 1 to 999 without a fraction read best. */
function cost(digits: string): number {
  const number = Number(digits);
  return digits.length + (digits.includes('.') ? 3 : 0) + (number < 1 ? 2 : 0);
}
