/** The node above, out of a shadow tree too. */
export const nodeAbove = (node: Node): Node | null => node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;

/**
 * The language of the words around an element: its own `lang`, else that of the nearest ancestor in its tree or in the
 * trees around it, else English.
 * Not `navigator.language`: that is the reader's, and a Spanish page stays Spanish for everybody.
 */
export function languageOf(element: Element): string {
  for (let node: Node | null = element; node; node = nodeAbove(node)) {
    const lang = node instanceof Element && node.getAttribute('lang');
    if (lang) return lang;
  }
  return 'en';
}

/** Has `observer` told of every `lang` around `element` that changes, as they do when a translator has been at work. */
export function observeLanguage(element: Element, observer: MutationObserver): void {
  for (let node: Node | null = element; node; node = nodeAbove(node)) {
    // Once per tree, where it ends: at the document, and at each shadow root on the way there.
    if (!node.parentNode) observer.observe(node, { subtree: true, attributeFilter: ['lang'] });
  }
}
