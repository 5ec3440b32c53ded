// The public page where a webmaster gets the tag works without this. With it, texts are copied by a button, and the preview
// is not counted.

// The tag counts nothing in a browser that asks for privacy: a preview is nobody's visit. It runs after this script.
Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  button.hidden = false;
  const copy = button.textContent;
  button.addEventListener('click', () => {
    const field = document.getElementById(button.dataset['copy'] ?? '') as HTMLTextAreaElement;
    field.select();
    void navigator.clipboard?.writeText(field.value).then(() => {
      // Announced, since the button has the focus.
      button.textContent = button.dataset['copied'] ?? copy;
      setTimeout(() => (button.textContent = copy), 3000);
    });
  });
}

const forced = document.getElementById('forced-colours');
const query = matchMedia('(forced-colors: active)');
const off = forced?.textContent ?? '';
const show = (): void => {
  if (forced) forced.textContent = query.matches ? (forced.dataset['on'] ?? off) : off;
};
query.addEventListener('change', show);
show();
