import type { TokenScope } from '@askusnow/sdk';

export const SCOPE_WORDS: Record<TokenScope, string> = {
  'metrics:read': 'Clicks, views and questions, with month reports',
  'visibility:read': 'Placements and score',
  'coverage:read': 'Coverage',
};

export const messages = {
  heading: 'For programs: API tokens',
  what: 'A token lets a script read your numbers without this browser. It cannot change anything.',
  organizationDays: (days: number) =>
    `You sign in with your organization: your tokens work until ${days} days after your last sign-in.`,
  none: 'You have no API token.',
  noneOfAccount: 'This account has no API token.',
  make: 'Make a token',
  name: 'Name (what it is for)',
  forDays: (days: number) => `${days} days`,
  all: 'All',
  allOfAccount: 'All libraries of your account',
  reads: 'What it may read',
  once: 'The token is shown only once.',
  made: (name: string) => `Token made: ${name}. It is shown only once.`,
  secret: (name: string) => `Token for ${name}. Copy it now: it is shown only once.`,
  copy: 'Copy the token',
  neverUsed: 'never used',
  usedOn: (day: string) => `last used ${day}`,
  line: (reads: string, of: string, until: string, used: string) => `${reads}. ${of}. Works until ${until}; ${used}.`,
  end: 'End token',
  endSure: (name: string) => `End the token “${name}”? Scripts that use it stop working at once.`,
  ended: (name: string) => `Ended: ${name}.`,
};
