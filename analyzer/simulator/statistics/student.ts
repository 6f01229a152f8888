/**
 * The t for which a variable of Student's law with so many degrees of freedom lies within ±t with the given probability.
 *
 * Inverts the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4 by bisection. `Infinity` without a degree of freedom.
 */
export function studentQuantile(confidence: number, degrees: number): number {
  if (!(degrees >= 1)) return Infinity;
  let [low, high] = [0, 1];
  while (within(high, degrees) < confidence && high < 1e9) high *= 2;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (within(middle, degrees) < confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|T| < t). */
function within(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const square = Math.cos(angle) ** 2;
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= (square * (k - 1)) / k;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
