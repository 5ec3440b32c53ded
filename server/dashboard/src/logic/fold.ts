/** How many of a list stand above its fold, of about `most`: a fold of one would hide no more than its own line. */
export const countAboveFold = (length: number, most: number): number => (length === most + 1 ? length : most);
