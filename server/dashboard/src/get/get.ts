// The public page where a webmaster gets the tag works without this. With it, texts are copied by a button, and the preview
// is not counted.

import { showCopyButtons } from './copy-buttons.js';
import { followForm } from './follow-form.js';

// The tag counts nothing in a browser that asks for privacy: a preview is nobody's visit. It runs after this script.
Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });

showCopyButtons();

const query = matchMedia('(forced-colors: active)');
const show = (): void => {
  const forced = document.getElementById('forced-colours');
  if (!forced) return;
  forced.dataset['off'] ??= forced.textContent;
  forced.textContent = (query.matches ? forced.dataset['on'] : forced.dataset['off']) ?? '';
};
query.addEventListener('change', show);
show();
followForm(show);
