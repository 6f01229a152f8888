/** Factors on the command line: `2x`, `2` and `150%`. */
import { InvalidArgumentError } from 'commander';

/** The factor as a number; refuses what is no positive number. */
export function factor(text: string): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)(x|%)?$/i.exec(text.trim());
  const value = Number(match?.[1]) / (match?.[2] === '%' ? 100 : 1);
  if (!(value > 0 && Number.isFinite(value)))
    throw new InvalidArgumentError("It must be a positive factor such as '2x' or '150%'.");
  return value;
}
