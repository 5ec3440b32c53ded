// Types alone: see react.d.ts beside it.
export {};
