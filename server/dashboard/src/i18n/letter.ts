import type { PlacementList, TagSnippet } from '@askusnow/sdk';

/** A draft in the reader's own mail program: nothing is sent by this page. */
const draft = (subject: string, lines: string[]): string =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines.join('\r\n'))}`;

/** Asks the library's webmaster to paste the tag, or to look after it. */
export function webmasterLetter(list: PlacementList, { tag, styleRule }: TagSnippet): string {
  return draft(`Please add the "Ask a librarian" button: ${list.name}`, [
    'Hello,',
    '',
    'please paste this into the template of our pages, where the "Ask a librarian" link should be:',
    '',
    ...tag.split('\n'),
    '',
    // Short: mail programs cut long drafts off.
    `If your site blocks inline styles, leave out style="…", and add this to its style sheet:`,
    '',
    styleRule,
    '',
    'The link inside it works even where script does not. It keeps nothing about a visitor: no cookie, no address.',
    `It is counted on: ${list.origins.join(', ') || '(no site is registered yet)'}`,
    ...(list.keyPages.pages.length === 0
      ? []
      : ['', 'It matters most on these pages:', ...list.keyPages.pages.map((page) => `- ${page.name}`)]),
    '',
    'Thank you!',
  ]);
}

/** Asks the coordinator to register a site. */
export function coordinatorLetter(list: PlacementList): string {
  return draft(`Please register a site for ${list.name}`, [
    'Hello,',
    '',
    `the button of ${list.name} is shown on a site that is not registered, so its views are not counted.`,
    `Registered now: ${list.origins.join(', ') || 'none'}`,
    'Please add: https://',
    '',
    'Thank you!',
  ]);
}
