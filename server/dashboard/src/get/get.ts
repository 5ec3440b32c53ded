// The public page where a webmaster gets the tag works without this. With it, texts are copied by a button, and the preview
// is not counted.

import { showCopyButtons } from './copy-buttons.js';

// The tag counts nothing in a browser that asks for privacy: a preview is nobody's visit. It runs after this script.
Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });

showCopyButtons();

const forced = document.getElementById('forced-colours');
const query = matchMedia('(forced-colors: active)');
const off = forced?.textContent ?? '';
const show = (): void => {
  if (forced) forced.textContent = query.matches ? (forced.dataset['on'] ?? off) : off;
};
query.addEventListener('change', show);
show();
