// Out:   stories of sessions, accounts, tokens, recipients and help requests.
import type { AssistanceList, AssistanceRequest, NewRecipient } from '@askusnow/sdk/contract';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { AHEAD, type Right, type Stories } from './story.ts';
import type { World } from './world.ts';

/** A new liaison of cecil, by number; invited, never signed in. */
async function invited({ make, coordinator, next }: World): Promise<{ account: number }> {
  const label = `Liaison ${next()}`;
  const body = { role: 'liaison', label, libraries: ['cecil'] };
  const made = await make<{ account: { id: number } }>(coordinator, 'POST', 'accounts', body);
  return { account: made.account.id };
}
/** Invited by the coordinator, whose invitations have the largest quota. */
const ofColleague = async ({ make, coordinator, next }: World): Promise<Right> => {
  const body = { role: 'provider', emails: [`colleague-${next()}@library.example`] };
  type Made = { invited: [{ colleague: { id: number } }] };
  const { invited } = await make<Made>(coordinator, 'POST', 'libraries/harford/colleagues', body);
  return { params: { account: invited[0].colleague.id }, as: coordinator };
};
const ofAccount = async (world: World): Promise<Right> => ({ params: await invited(world), as: world.coordinator });

const numberOf = async ({ make }: World, cookie: string): Promise<number> =>
  (await make<{ account: { number: number } }>(cookie, 'GET', 'session/data')).account.number;

/** An account that may be signed out, or end. */
const anew = async ({ enter }: World): Promise<{ as: string }> => ({ as: await enter('viewer', ['cecil']) });

async function token({ make, next }: World, as: string): Promise<number> {
  const body = { name: `Token ${next()}`, scopes: ['metrics:read'], libraries: [], days: 1 };
  return (await make<{ token: { id: number } }>(as, 'POST', 'tokens', body)).token.id;
}

const recipient = { tier: 'local', library: 'harford', channel: 'email', kinds: ['assistance-opened'] };

/** By hand, at an hour of its own, since a queue has one request for a time. */
function opening({ next }: World, queue: string) {
  const startMs = Date.parse(AHEAD) + next() * HOUR_MS;
  const [start, end] = [startMs, startMs + HOUR_MS].map((ms) => new Date(ms).toISOString());
  return { queue, reason: 'by-hand', gap: { start, end }, note: 'Nobody can come.' };
}

/** A desk asks once at a time, and a request without an end takes half a day. */
async function closeEndless({ make, coordinator }: World): Promise<void> {
  const { requests } = await make<AssistanceList>(coordinator, 'GET', 'libraries/harford/assistance');
  for (const { id, revision, reason, gap, overAt } of requests)
    if ((reason === 'swamped' || gap?.end === null) && overAt === null)
      await make(coordinator, 'POST', `assistance/${id}/steps`, { step: 'closed', revision });
}

export const accountStories: Stories = {
  'POST /v1/session/end': anew,
  'POST /v1/sessions/end': anew,
  'DELETE /v1/session/data': anew,
  'DELETE /v1/sessions/{session}': async (world) => {
    const { as } = await anew(world);
    const { sessions } = await world.make<{ sessions: { id: number }[] }>(as, 'GET', 'sessions');
    return { as, params: { session: sessions[0]!.id } };
  },
  'PUT /v1/session/email': async (world) => ({
    ...(await anew(world)),
    body: { email: `person-${world.next()}@library.example`, revision: 1 },
  }),
  'DELETE /v1/tokens/{token}': async (world) => ({
    as: world.liaison,
    params: { token: await token(world, world.liaison) },
  }),
  'GET /v1/accounts/{account}/tokens': ofAccount,
  'DELETE /v1/accounts/{account}/tokens/{token}': async (world) => {
    const params = { account: await numberOf(world, world.liaison), token: await token(world, world.liaison) };
    return { as: world.coordinator, params };
  },
  'POST /v1/accounts': ({ coordinator, next }) => ({
    as: coordinator,
    body: {
      role: 'liaison',
      label: `Liaison ${next()}`,
      email: `liaison-${next()}@library.example`,
      libraries: ['cecil'],
      queues: [],
    },
  }),
  'POST /v1/accounts/{account}/invitations': ofAccount,
  'DELETE /v1/accounts/{account}/invitations': ofAccount,
  'POST /v1/accounts/{account}/sessions/end': ofAccount,
  'DELETE /v1/accounts/{account}': ofAccount,
  'GET /v1/accounts/{account}/audit': ofAccount,
  'GET /v1/accounts/{account}/data': ofAccount,
  'DELETE /v1/accounts/{account}/data': ofAccount,
  'PUT /v1/accounts/{account}/role': async (world) => {
    const params = await invited(world);
    const body = { role: 'viewer', label: `Viewer ${world.next()}`, libraries: ['harford'], revision: 1 };
    return { as: world.coordinator, params, body };
  },
  'POST /v1/libraries/{library}/colleagues': ({ next }) => ({
    body: { role: 'viewer', emails: [`colleague-${next()}@library.example`] },
  }),
  'POST /v1/queues/{queue}/desk-accounts': (world) => ({ as: world.coordinator }),
  'POST /v1/colleagues/{account}/invitations': ofColleague,
  'DELETE /v1/colleagues/{account}': ofColleague,
  'POST /v1/recipients': ({ next }) => ({ body: { ...recipient, address: `desk-${next()}@library.example` } }),
  'PUT /v1/recipients/{recipient}/kinds': async ({ make, liaison, next }) => {
    const body = { ...recipient, address: `desk-${next()}@library.example` };
    const made = await make<NewRecipient>(liaison, 'POST', 'recipients', body);
    const { id, revision } = made.recipient;
    return { params: { recipient: id }, body: { kinds: ['monthly-report'], revision } };
  },
  'POST /v1/recipients/{recipient}/link': async ({ make, liaison, next }) => {
    const body = { ...recipient, address: `desk-${next()}@library.example` };
    const made = await make<{ recipient: { id: number } }>(liaison, 'POST', 'recipients', body);
    return { params: { recipient: made.recipient.id } };
  },
  'POST /v1/recipients/{recipient}/test': async ({ make, liaison, next }) => {
    const body = { ...recipient, channel: 'slack', name: 'Desk', address: `https://hooks.invalid/${next()}` };
    const made = await make<{ recipient: { id: number } }>(liaison, 'POST', 'recipients', body);
    return { params: { recipient: made.recipient.id } };
  },
  'DELETE /v1/recipients/{recipient}': async ({ make, liaison, next }) => {
    const body = { ...recipient, address: `desk-${next()}@library.example` };
    const made = await make<{ recipient: { id: number } }>(liaison, 'POST', 'recipients', body);
    return { params: { recipient: made.recipient.id } };
  },
  'GET /v1/notices/{token}': async ({ make, liaison }) => {
    const body = { ...recipient, channel: 'atom', address: null };
    const { feed } = await make<{ feed: string }>(liaison, 'POST', 'recipients', body);
    return { params: { token: feed.split('/').at(-1)! } };
  },
  'POST /v1/libraries/{library}/assistance': (world) => ({ body: opening(world, 'harford') }),
  'POST /v1/assistance': (world) => ({ as: world.coordinator, body: opening(world, 'statewide') }),
  'POST /v1/libraries/{library}/assistance/preview': (world) => ({ body: opening(world, 'harford') }),
  'POST /v1/assistance/preview': (world) => ({ as: world.coordinator, body: opening(world, 'statewide') }),
  'POST /v1/assistance/{request}/steps': async (world) => {
    const { make, liaison } = world;
    await closeEndless(world);
    const asked = opening(world, 'harford');
    const { id, revision } = await make<AssistanceRequest>(liaison, 'POST', 'libraries/harford/assistance', asked);
    const body = { step: 'taken', revision, taker: { library: 'harford' }, note: 'Ours.' };
    return { params: { request: id }, body };
  },
  'POST /v1/queues/{queue}/swamped': async (world) => {
    await closeEndless(world);
    return { body: { note: 'Ten chats at once' } };
  },
};
