/** "www.library.example/branches/…": what differs from page to page is left out. */
export const patternText = (pattern: string): string => pattern.replace(/:(?:id|slug)\b/g, '…');
