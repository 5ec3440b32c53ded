// In:    a thrown value.
// Out:   an Error.
// Never: wraps an Error: its stack and code are kept.

export const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
