// Out:   the change channel of numbers and placements: pages that show them read again.

export const COUNTS = 'counts';
