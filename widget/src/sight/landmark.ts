import type { Landmark } from '@askusnow/sdk';
import { nodeAbove } from '../page-language.js';

const BY_ROLE: Record<string, Landmark> = {
  banner: 'header',
  navigation: 'nav',
  main: 'main',
  complementary: 'aside',
  contentinfo: 'footer',
};
const BY_NAME: Record<string, Landmark> = {
  header: 'header',
  nav: 'nav',
  main: 'main',
  aside: 'aside',
  footer: 'footer',
};
/** The header and footer of a part of the page are no landmarks. Source: HTML-AAM, `header` and `footer`. */
const PARTS = /^(article|aside|main|nav|section)$/;

/** The elements around a node, the nearest first, through the hosts of shadow trees. */
export function elementsAround(node: Node): Element[] {
  const found: Element[] = [];
  for (let above = nodeAbove(node); above; above = nodeAbove(above)) if (above instanceof Element) found.push(above);
  return found;
}

/** The nearest landmark around an element, by role or by name. */
export function landmarkOf(element: Element): Landmark {
  const around = elementsAround(element);
  for (const [index, { localName, attributes }] of around.entries()) {
    const role = attributes.getNamedItem('role')?.value.trim().toLowerCase().split(' ')[0];
    if (role) {
      if (BY_ROLE[role]) return BY_ROLE[role];
      continue;
    }
    const landmark = BY_NAME[localName];
    const isOfPart =
      /^(header|footer)$/.test(localName) && around.slice(index + 1).some((outer) => PARTS.test(outer.localName));
    if (landmark && !isOfPart) return landmark;
  }
  return 'other';
}
