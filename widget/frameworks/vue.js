// Types alone: see vue.d.ts beside it.
export {};
