// Out:   the change channel of what libraries write for those who answer for them: pages that show it read again.

export const WORKSPACE = 'workspace';
