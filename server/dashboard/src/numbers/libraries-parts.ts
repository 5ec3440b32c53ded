import { messages } from '../i18n/readiness.js';
import type { PartLink } from '../ui/part-links.js';
import { homeHref, pageHref } from '../ui/route.js';

/** The parts of the page of all libraries: their numbers, and what each needs before it goes live. */
export const librariesParts = (isPartners: boolean): readonly PartLink[] => [
  { words: messages.numbers, href: homeHref(), isShown: !isPartners },
  { words: messages.partners, href: pageHref('partners'), isShown: isPartners },
];
