// Out:   the sentences of the page that a webmaster opens by a link.

export const messages = {
  title: 'One page needs the chat button',
  asks: (name: string) => `${name} asks you to put its chat button on this page:`,
  noAccount: 'You need no account. Opening this page changes nothing. The library sees your notes here.',
  until: (day: string) => `The link works until ${day}.`,
  paste: '1. Paste this',
  pasteTag: 'Tag',
  pasteNote:
    'It keeps its own room, so nothing on the page moves. The link inside works before the script runs, and without it. Nothing about a visitor is stored.',
  takeOut: 'Take out the chat that it replaces',
  takeOutNote:
    'The page was read with another chat. Once the tag is in its place, remove these elements with all that is inside. The lines are those of the page’s source, as the browser shows it; in a template, search for the same element.',
  strict: 'My site refuses inline styles',
  strictTag: 'Tag without inline style',
  styleLine: 'Line for the style sheet',
  policy: 'If your site has a content security policy',
  policyNote: 'Add these to the directives that it has:',
  pin: 'My site pins scripts by their hash',
  pinNote: 'Script with its hash, in place of the first line',
  pinMeaning:
    'It stays at this version until you change it. All of its code is in this one file, and it loads no other code.',
  noScripts: 'My site strips scripts',
  frame: 'Frame',
  badge: 'Picture with link',
  link: 'Link',
  how: (platform: string) => `2. How: ${platform}`,
  code: 'Code for the file',
  tagManager: 'Script for a tag manager',
  howElsewhere: 'Another system? All recipes are on',
  getPage: 'Get the tag',
  check: '3. See that it works',
  checkNote:
    'Open your page once. This page says so when the tag has been seen there, and a check reads your page and names what is wrong.',
  needsScript: 'This part needs JavaScript. The library sees the tag without it, too.',
  print: 'To keep this, print it, or',
  mail: 'send it by mail',
  mailSubject: (name: string) => `The chat button of ${name}`,
  ended: 'This link has ended',
  endedText: 'The library has withdrawn it, or its time is over. Ask the library for a new one.',
} as const;
