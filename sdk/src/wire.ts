/** How anyone's doors are knocked at: neither cookies nor the page's address go along. */
export const PRIVATELY = { credentials: 'omit', referrerPolicy: 'no-referrer' } as const;
