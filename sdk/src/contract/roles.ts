/**
 * What an account may be: the coordinator sees every library, a liaison the given ones, a viewer reads what a liaison of
 * the given ones reads, and changes nothing, a desk the queues at which it answers: it sets the desk's status, and asks
 * for help. A provider sees its own account; its libraries say whom its person asks, and open nothing.
 */
export const ROLES = ['coordinator', 'liaison', 'viewer', 'provider', 'desk'] as const;
export type Role = (typeof ROLES)[number];

/** What an account of each role is for: at least one library (a provider may have none), at least one queue, or neither. */
export const ROLE_IS_FOR = {
  coordinator: null,
  liaison: 'libraries',
  viewer: 'libraries',
  provider: 'libraries',
  desk: 'queues',
} as const satisfies Record<Role, 'libraries' | 'queues' | null>;

/** Roles that a liaison may give to a person; a desk's account is made for a queue. */
export const COLLEAGUE_ROLES = ['viewer', 'provider'] as const satisfies Role[];
export type ColleagueRole = (typeof COLLEAGUE_ROLES)[number];
/** Most addresses in one request to invite colleagues: each of them is mailed while the person waits. */
export const COLLEAGUES_AT_ONCE = 20;

/** How an account signs in: by links that work once, or with its organization, by OpenID Connect. */
export const SIGN_IN_WAYS = ['link', 'organization'] as const;

/** What an API token may read: counts and months, placements and scores, answers by day. */
export const TOKEN_SCOPES = ['metrics:read', 'visibility:read', 'coverage:read'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];
/** Longest life of an API token. Units: days. */
export const TOKEN_MAX_DAYS = 365;
