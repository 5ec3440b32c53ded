// Out:   the sentences of the public page where a webmaster gets the tag.
import type { TagVariant } from '@askusnow/sdk/contract';
import type { PastedForm } from '../../visibility/snippets/recipes.ts';

const variants: Record<TagVariant, string> = {
  card: 'Card, 300 × 84 px',
  button: 'Button, 280 × 44 px',
  link: 'Link in a line of text',
  tab: 'Floating tab',
};

const pasted: Record<PastedForm, string> = {
  tag: 'Tag',
  strictTag: 'Tag without inline style',
  tagManager: 'Script for a tag manager',
  frame: 'Frame',
  badge: 'Picture with link',
  link: 'Link',
};

export const getMessages = {
  title: 'Get the tag',
  intro: 'Choose your library and copy its tag: the lines that put the chat button on a page.',
  library: 'Library',
  chooseLibrary: 'Choose …',
  unknownLibrary: 'This cooperative has no such library. Choose one that it has.',
  notLiveYet: (name: string) => `${name} (not live yet)`,
  isNotLive: (name: string) =>
    `${name} is not live yet: its tag works and is counted, but no list for patrons names the library.`,
  branch: 'Branch',
  noBranch: 'The whole library',
  branchHint: 'The button is counted for the branch, too, and a card shows its phone while nobody can chat.',
  size: 'Size',
  sizeHint: 'Each shows if chat is open, the card in most detail. A tab floats in a corner of the window.',
  variants,
  placement: 'Where it stands',
  placementHint:
    'Your own name for the place: small letters, digits and hyphens. The liaison sees it beside the numbers.',
  more: 'Name, words, language and color',
  label: 'Words of the link',
  language: 'Language of the status',
  pageLanguage: 'The language of the page',
  background: 'Color',
  backgroundHint:
    'The text on it is black or white, whichever is easier to read. A link in text has the color of your page.',
  show: 'Show the tag',
  preview: 'Preview',
  previewExample: (name: string) => `Example: ${name}`,
  previewIsLive: 'This is the real tag with the status of this moment. Visits to this page are not counted.',
  looks: { light: 'Light page', dark: 'Dark page' },
  widths: { desktop: 'wide', phone: 'phone (320 px)' },
  previewOf: (look: string, width: string) => `Preview: ${look}, ${width}`,
  tabIsNotPlaced:
    'A floating tab alone does not count as a placed tag for the rules that ask for one: they count tags in the page itself. Use it beside such a tag.',
  forcedColours:
    'Forced colors (Windows contrast themes): a page cannot switch them on. Turn one on and look here again. The tag keeps its border, its mark and its words.',
  forcedColoursOn: 'Forced colors are on now: this is what patrons with a contrast theme see.',
  paste: 'Paste this',
  pasteWhere:
    'Put it where every page has it, such as the header. The link inside works before the script runs, and without it.',
  pasteTabWhere:
    'Put it after the footer, last on the page: it takes no room there. Elsewhere it lies over what follows it until it floats. The link inside works before the script runs, and without it.',
  tagFor: (name: string) => `Tag for ${name}`,
  white: 'White',
  black: 'Black',
  contrast: (text: string, ratio: number) =>
    `${text} text on this colour has a contrast of ${ratio}:1. At least 4.5:1 is needed; the tag chooses the text so that it always has it.`,
  strict: 'My site refuses inline styles',
  styleLine: 'Line for your style sheet',
  onPaper: 'On paper',
  qrLeads: 'The QR code leads to who can answer at that moment:',
  openPoster: 'Open a page to print',
  qrAlone: 'QR code alone (SVG)',
  codeOf: 'Code for the file',
  pasted,
  recipes: 'How it gets into your site',
  recipesIntro:
    'The button works at once. Views and clicks are counted after your cooperative has registered the site’s address.',
  noRecipe: 'Another platform',
  noRecipeYet: (platforms: readonly string[]) =>
    `No recipe yet for ${new Intl.ListFormat('en').format(platforms)}: ask your vendor’s support.`,
  askVendor: 'Sentence to send, with the tag below it',
  vendorSentence: (server: string) =>
    `Please put the two lines below, unchanged, into the header of every page of our site, and if its content security policy limits scripts or connections, allow ${server} in script-src and connect-src.`,
  others: 'Wherever HTML can be pasted, the tag works; else a frame, a picture or a link does.',
} as const;
