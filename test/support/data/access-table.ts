// Who may use a route of harford's, by the kind of access that it names.
import type { Access } from '@askusnow/sdk/contract';

/** Who asks. */
export const ROLES = {
  'signed out': null,
  'the liaison of harford': ['liaison', ['harford']],
  'the liaison of cecil': ['liaison', ['cecil']],
  'the viewer of harford': ['viewer', ['harford']],
  'the viewer of cecil': ['viewer', ['cecil']],
  'a provider': ['provider', []],
  'the desk of harford': ['desk', ['harford-desk']],
  'the desk of cecil': ['desk', ['cecil-desk']],
  'the coordinator': ['coordinator', []],
} as const;
export type Who = keyof typeof ROLES;

/** Reads · changes: what each gets at a route of harford's; `open` is anything but 401, 403 and 404. */
export type Outcome = 401 | 403 | 404 | 'open';
export const WHO = Object.keys(ROLES) as Who[];

const EVERYBODY: readonly Outcome[] = [401, 'open', 'open', 'open', 'open', 'open', 'open', 'open', 'open'];
const OF_LIBRARY: { read: readonly Outcome[]; change: readonly Outcome[] } = {
  read: [401, 'open', 404, 'open', 404, 403, 404, 404, 'open'],
  change: [401, 'open', 404, 403, 404, 403, 404, 404, 'open'],
};

/** In the order of {@link ROLES}, reading and, where a route with that access changes something, changing. */
export const EXPECTED: Record<Exclude<Access, 'anyone' | 'registered-origin' | 'bearer'>, typeof OF_LIBRARY> = {
  // out, liaison, other liaison, viewer, other viewer, provider, desk, other desk, coordinator
  'own-account': { read: EVERYBODY, change: EVERYBODY },
  'any-account': { read: EVERYBODY, change: [401, 'open', 'open', 403, 403, 'open', 'open', 'open', 'open'] },
  'any-person': {
    read: [401, 'open', 'open', 'open', 'open', 'open', 403, 403, 'open'],
    change: [401, 'open', 'open', 403, 403, 'open', 403, 403, 'open'],
  },
  'signed-in': {
    read: [401, 'open', 'open', 'open', 'open', 403, 'open', 'open', 'open'],
    change: [401, 'open', 'open', 403, 403, 403, 'open', 'open', 'open'],
  },
  staff: {
    read: [401, 'open', 'open', 'open', 'open', 403, 403, 403, 'open'],
    change: [401, 'open', 'open', 403, 403, 403, 403, 403, 'open'],
  },
  'own-desk': {
    read: [401, 'open', 404, 'open', 404, 403, 'open', 404, 'open'],
    change: [401, 'open', 404, 403, 404, 403, 'open', 404, 'open'],
  },
  'attended-desk': {
    read: [401, 'open', 404, 'open', 404, 403, 'open', 404, 'open'],
    change: [401, 'open', 404, 403, 404, 403, 'open', 404, 'open'],
  },
  'own-library': OF_LIBRARY,
  'own-queue': OF_LIBRARY,
  'editable-queue': OF_LIBRARY,
  coordinator: {
    read: [401, 403, 403, 403, 403, 403, 403, 403, 'open'],
    change: [401, 403, 403, 403, 403, 403, 403, 403, 'open'],
  },
};

/** What is for these is of every library. */
export const OF_ALL: readonly Access[] = ['any-account', 'any-person'];
