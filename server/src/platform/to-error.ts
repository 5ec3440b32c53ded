// In:    what was thrown.
// Out:   an Error.
// Never: a new one where it is one already: its stack and code are kept.

export const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
