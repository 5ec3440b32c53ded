import type { ShownState } from './dist/gallery/states.js';
import type { LanguageSource } from './make-languages.mjs';

/** What is used of the element in custom-elements.json. */
export interface ManifestElement {
  tagName: string;
  attributes: { name: string; description: string; type: { text: string } }[];
}
export interface Manifest {
  modules: { declarations: (ManifestElement & { customElement?: boolean })[] }[];
}

export function elementOf(manifest: Manifest): ManifestElement;
export function variantsOf(element: ManifestElement): string[];
/** The whole page; states and languages by name. */
export function galleryPage(shown: {
  element: ManifestElement;
  states: Record<string, ShownState>;
  languages: Record<string, LanguageSource>;
}): string;
/** Writes demo/index.html. */
export function makeGallery(): Promise<void>;
