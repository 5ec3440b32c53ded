// Types alone: see svelte.d.ts beside it.
export {};
