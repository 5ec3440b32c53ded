import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { ROLES, SIGN_IN_WAYS } from './roles.js';
import { idSchema, instantSchema } from './vocabulary.js';

/** Who is signed in. Errors: 401 `signed-out`. */
export const sessionSchema = z
  .object({
    label: z.string().describe('How the invitation named the account: a function such as "Harford liaison".'),
    role: z.enum(ROLES),
    mayChange: z.boolean().describe('Whether it may change anything but itself; false for a viewer and a provider.'),
    cooperative: z.string().describe("The cooperative's name."),
    libraries: z
      .array(z.object({ id: idSchema, name: z.string() }))
      .describe('The libraries that this session may see, by name.'),
    worksFor: z
      .array(z.object({ id: idSchema, name: z.string() }))
      .describe('The libraries of the account, by name: whom its person asks. Those of a provider open nothing.'),
    queues: z
      .array(z.object({ id: idSchema, name: z.string() }))
      .describe('The queues at which a desk answers, by name; empty for other roles.'),
    sharedDesks: z
      .array(z.object({ id: idSchema, name: z.string() }))
      .describe('The desks that its libraries share with others, nearest tier first; all of them where it has none.'),
    endsAt: instantSchema.describe('When this browser is signed out if it is not used again. To the hour.'),
    endsAtLatest: instantSchema
      .nullable()
      .describe('When it is signed out however much it is used; null for a desk, which stays while it is used.'),
    signsInBy: z
      .enum(SIGN_IN_WAYS)
      .describe('`organization`: by OpenID Connect; the role follows what the organization says at each sign-in.'),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

/** The routes of a browser's own session. */
export const sessionApi = api('accounts', {
  get: endpoint('GET /v1/session', { access: 'own-account', summary: 'Who is signed in', reply: sessionSchema }),
  end: endpoint('POST /v1/session/end', { access: 'own-account', summary: 'Sign out' }),
});
