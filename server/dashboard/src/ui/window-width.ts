// How wide the window is when a page begins, by the widths at which the styles change. Not asked again when a phone is
// turned: that would fold what somebody has opened.
const isWindow = (query: string): boolean => matchMedia(query).matches;

/** A phone: one column, short lists. */
export const isNarrow = (): boolean => isWindow('(max-width: 30rem)');

/** Room for filters and charts above a list without hiding it. */
export const isWide = (): boolean => isWindow('(min-width: 48rem)');

/** Room for a second column beside a page's list, as in `styles/page.ts`. */
export const hasSecondColumn = (): boolean => isWindow('(min-width: 75rem)');
