// In:    a page's parts, the snippet that should be on it.
// Out:   what every part of the examination needs; our elements and their attributes.
// Never: needs Node.
import type { ExpectedTag } from '@askusnow/sdk/contract';
import { resolve, SCRIPT_FILES } from './address.ts';
import type { Policy } from './policy.ts';
import type { PageElement, PageParts } from './read-page.ts';
import type { ReadablePage } from './report.ts';

export interface Context {
  page: ReadablePage;
  policies: readonly Policy[];
  expected: ExpectedTag;
  parts: PageParts;
  /** What relative addresses are relative to. */
  base: string;
}

/** Tags, and scripts, that are looked at one by one. */
export const MAX_EXAMINED = 50;
export const libraryOf = ({ attributes }: PageElement): string | null => attributes.get('library')?.trim() || null;

export const placementOf = ({ attributes }: PageElement): string | null => attributes.get('placement')?.trim() || null;

/** The address of a script, also where an optimizer has moved it to another attribute. */
export const sourceOf = ({ attributes }: PageElement): string | undefined =>
  [...attributes].find(([name, value]) => /^(?:data-.*)?src$/.test(name) && SCRIPT_FILES.test(value))?.[1];

const SCRIPT_NAME = new RegExp(`/${SCRIPT_FILES.source}$`);
export const isOurScript = (element: PageElement, { base }: Context): boolean =>
  element.name === 'script' && SCRIPT_NAME.test(resolve(sourceOf(element), base)?.pathname ?? '');
