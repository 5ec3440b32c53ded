// Out:   the parts of a page as people read them, on the server's pages and in the dashboard.
import type { Landmark } from '@askusnow/sdk/contract';

/** After "the page's", and after "in the" but for `other`. */
export const LANDMARK_NAMES: Readonly<Record<Landmark, string>> = {
  header: 'header',
  nav: 'navigation',
  main: 'main content',
  aside: 'side column',
  footer: 'footer',
  other: 'other parts',
};
