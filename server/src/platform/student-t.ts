// In:    degrees of freedom.
// Out:   the two-sided 95 % point of Student's t.

/** Two-sided 95 % points of Student's t, for 1 to 10 degrees of freedom. */
const T_POINTS = [12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139];
/** Two-sided 95 % point of the normal distribution. */
const Z = 1.959963984540054;

/** A fraction counts as the degree below, none as one. Source above 10: Cornish-Fisher (Abramowitz & Stegun 26.7.5), to three terms. */
export function tPoint(freedom: number): number {
  const degrees = Math.floor(freedom) || 1;
  const known = T_POINTS[degrees - 1];
  if (known !== undefined) return known;
  const [z3, z5, z7] = [Z ** 3, Z ** 5, Z ** 7];
  return (
    Z +
    (z3 + Z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * degrees ** 3)
  );
}
