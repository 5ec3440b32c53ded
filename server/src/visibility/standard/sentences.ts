// Out:   the names of page kinds in a sentence, and the one next step for each result.
// Never: a step that the liaison or the webmaster cannot take.
import type { Landmark, PageKind } from '@askusnow/sdk/contract';
import type { PageTrait } from './default-rules.ts';
import { LANDMARK_NAMES } from './landmark-names.ts';

/** After "no": singular, without an article. */
export const KIND_NAMES: Record<PageKind, string> = {
  home: 'home page',
  section: 'site section',
  'catalog-results': 'catalog results page',
  'no-results': '“no results” page',
  record: 'record page',
  databases: 'list of databases',
  guides: 'research guide',
  contact: 'contact page',
  'young-adult': 'young adult page',
  'readers-advisory': 'readers’ advisory page',
  barrier: 'error or sign-in page',
  other: 'page of another kind',
};

/** "header or navigation", "footer and header" */
export const landmarkNames = (landmarks: Iterable<Landmark>, joint: 'and' | 'or' = 'or'): string =>
  [...landmarks].map((landmark) => LANDMARK_NAMES[landmark]).join(` ${joint} `);

export const STEPS = {
  nameThePage: (kind: string): string =>
    `Ask the coordinator to add the ${kind} to the key pages, or say that there is none.`,
  addTag: (page: string): string => `Ask the webmaster to paste the tag on “${page}”.`,
  putBack: (name: string): string => `Ask the webmaster to put the tag with the name “${name}” back.`,
  moveUp: (page: string): string =>
    `Ask the webmaster to move the tag on “${page}” up, so that it shows without scrolling.`,
  moveTo: (page: string, landmarks: readonly Landmark[]): string =>
    `Ask the webmaster to move the tag on “${page}” into the page’s ${landmarkNames(landmarks)}.`,
  template: 'Ask the webmaster to put the tag into the header of the site’s template.',
  nameTag: (name: string): string => `Ask the webmaster to paste the tag with the name “${name}”.`,
  phone: 'Open the site on a phone and check that its small layout shows the tag.',
  wait: 'Wait until more visits are counted.',
  waitForPlace: 'Wait until a newer tag reports where it stands.',
  readPages: 'Check a key page, under Key pages.',
  nameAddress: (page: string | undefined): string =>
    `Give the coordinator the whole address of ${page === undefined ? 'a key page' : `“${page}”`}, so that a check can read it.`,
  state: 'Mark it as done, or say that it is not.',
  doAndState: 'Do it, and mark it as done.',
  report: 'Send this sentence to the coordinator.',
  traits: {
    'one-click': 'Ask the webmaster to take the menu away from before the chat link.',
    'text-link': 'Ask the webmaster to put a text link beside the graphic.',
    'own-entry-point': 'Ask the webmaster to use this library’s own tag.',
    'plain-words': 'Ask the webmaster for a plain phrase, such as “Ask a librarian”.',
    'who-answers': 'Ask the webmaster to add one line beside the tag: who answers, and when.',
  } satisfies Record<PageTrait, string>,
};
