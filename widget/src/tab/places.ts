/** A corner at the bottom, and how far above it. Units: CSS pixels. */
export interface Place {
  side: 'end' | 'start';
  raised: number;
}

/** A box on the screen. Units: CSS pixels. */
export type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;

/** Between the tab and what it gets out of the way of. Units: CSS pixels. */
const GAP = 8;
/** How many things may lie one above another. */
const MAX_STEPS = 4;

/** Whether two boxes share any of the screen. */
export const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/**
 * The first place that is free: the end's corner, above what lies there, then the other corner likewise. Pure.
 * In:    where the tab stands in the end's corner; the window's size; the box of something at a place that may not be covered.
 * Out:   the place; undefined: none is free in the lower two thirds of the window.
 */
export function findPlace(
  home: Box,
  { width, height }: { width: number; height: number },
  obstacleAt: (box: Box) => Box | undefined,
): Place | undefined {
  const tall = home.bottom - home.top;
  // So large a tab would hide what a person came for.
  if (tall > height / 3) return undefined;
  for (const side of ['end', 'start'] as const) {
    const [left, right] = side === 'end' ? [home.left, home.right] : [width - home.right, width - home.left];
    let raised = 0;
    for (let step = 0; step < MAX_STEPS; step++) {
      const bottom = home.bottom - raised;
      if (bottom - tall < height / 3) break;
      const obstacle = obstacleAt({ left, right, top: bottom - tall, bottom });
      if (!obstacle) return { side, raised };
      raised = Math.ceil(home.bottom - obstacle.top + GAP);
    }
  }
  return undefined;
}
