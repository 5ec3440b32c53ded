/** Shows the copy buttons of a page that the server wrote: they need a script. */
export function showCopyButtons(): void {
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
}
