import { countedText } from './count-text.js';

export const messages = {
  search: 'Search',
  label: 'Search pages, libraries, guide, policies, contacts and people',
  close: 'Close',
  slash: 'The / key opens this search',
  pages: 'Pages',
  guide: 'Guide',
  policies: 'Policies',
  contacts: 'Contacts',
  people: 'People',
  allPolicies: 'All policies with these words',
  searching: 'Searching…',
  none: 'Nothing found. Try fewer words.',
  incomplete: 'Policies, contacts and people could not be searched.',
  found: (count: number): string => `${countedText(count, 'result')}`,
} as const;
