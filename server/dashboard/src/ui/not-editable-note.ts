import { html, type TemplateResult } from 'lit';
import { readerMayChange } from './reader.js';

/** Why a reader who changes other things cannot change this; null for readers who change nothing: the app says so. */
export const notEditableNote = (words: string): TemplateResult | null =>
  readerMayChange() ? html`<p class="small soft">${words}</p>` : null;
