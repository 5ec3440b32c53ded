// Types alone: see preact.d.ts beside it.
export {};
