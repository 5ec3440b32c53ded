/** The parent node, across shadow roots. */
export const nodeAbove = (node: Node): Node | null => node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;

/**
 * The language of the text around an element: its own `lang`, or `xml:lang`, which XHTML 1.1 has alone; else that of the nearest ancestor in its tree or in the
 * trees around it, else English.
 * Not `navigator.language`: that is the reader's, and a Spanish page stays Spanish for everybody.
 */
export function languageOf(element: Element): string {
  for (let node: Node | null = element; node; node = nodeAbove(node)) {
    const of = (name: string) => (node as Partial<Element>).getAttribute?.(name);
    const lang = of('lang') || of('xml:lang');
    if (lang) return lang;
  }
  return 'en';
}

/** Observes each `lang` attribute around `element`: translators change them. */
export function observeLanguage(element: Element, observer: MutationObserver): void {
  for (let node: Node | null = element; node; node = nodeAbove(node)) {
    // Once per tree, where it ends: at the document, and at each shadow root on the way there.
    if (!node.parentNode) observer.observe(node, { subtree: true, attributeFilter: ['lang'] });
  }
}
