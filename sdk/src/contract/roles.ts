/**
 * What an account may be: the coordinator sees every library, a liaison the given ones, a viewer reads what a liaison of
 * the given ones reads, and changes nothing, a desk the queues at which it answers: it sets the desk's status, and asks
 * for help. A provider sees its own account.
 */
export const ROLES = ['coordinator', 'liaison', 'viewer', 'provider', 'desk'] as const;
export type Role = (typeof ROLES)[number];

/** What an account of each role is for: at least one library, at least one queue, or neither. */
export const ROLE_IS_FOR = {
  coordinator: null,
  liaison: 'libraries',
  viewer: 'libraries',
  provider: null,
  desk: 'queues',
} as const satisfies Record<Role, 'libraries' | 'queues' | null>;

/** How an account signs in: by links that work once, or with its organization, by OpenID Connect. */
export const SIGN_IN_WAYS = ['link', 'organization'] as const;

/** What an API token may read: counts and months, placements and scores, answers by day. */
export const TOKEN_SCOPES = ['metrics:read', 'visibility:read', 'coverage:read'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];
/** Longest life of an API token. Units: days. */
export const TOKEN_MAX_DAYS = 365;
