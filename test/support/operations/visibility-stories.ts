// Out:   stories of events, placements, the visibility standard, hand-overs and campaigns.
import type {
  LibraryScore,
  PlacementList,
  ProposedAddressList,
  StoredCooperative,
  StoredDesk,
  StoredLibrary,
} from '@askusnow/sdk/contract';
import { BROWSERS } from '../../../server/src/simulation/traffic.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { aBatch } from '../data/event-batch.ts';
import { removeAll, type Stories } from './story.ts';
import type { World } from './world.ts';

const SITE = 'https://www.library.example';
/** A word of a path that is no other's. */
const letters = (number: number): string => String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!);
const RULE = 'vendor-databases';

const reported = (world: World, placement = 'header') => ({
  body: JSON.stringify(aBatch({ at: world.clock.now(), placement })),
  headers: { origin: SITE, 'content-type': 'text/plain', 'user-agent': BROWSERS.desktop },
});

async function statedRevision({ make, liaison }: World): Promise<number> {
  const { rules } = await make<LibraryScore>(liaison, 'GET', 'libraries/harford/score');
  return rules.find(({ rule }) => rule === RULE)?.statement?.revision ?? 0;
}

const campaign = async (world: World): Promise<number> => {
  const { make, liaison, next } = world;
  await removeAll(world, 'libraries/harford/campaigns', 'campaigns');
  const body = { name: `Summer ${'abcdefghij'[next() % 10]}`, from: '2026-11-02', to: '2026-11-20' };
  return (await make<{ id: number }>(liaison, 'POST', 'libraries/harford/campaigns', body)).id;
};

const HAND_OVERS = 'libraries/harford/hand-overs';
const handOver = async (world: World) => {
  await removeAll(world, HAND_OVERS, 'handOvers');
  const body = { page: `${SITE}/contact` };
  return world.make<{ handOver: { id: number }; link: string }>(world.liaison, 'POST', HAND_OVERS, body);
};
const token = async (world: World) => ({ token: (await handOver(world)).link.split('/').at(-1)! });

const standardOf = ({ make, coordinator }: World) => make<{ revision: number }>(coordinator, 'GET', 'standard');
const standard = {
  disabled: ['who-answers'],
  weights: { 'home-tag': 2 },
  rules: [{ id: 'kids', title: 'In the header', weight: 1, kind: 'placement', placement: 'no-results' }],
};

const library = ({ make, coordinator }: World, id: string) =>
  make<StoredLibrary>(coordinator, 'GET', `libraries/${id}/registration`);
const desk = ({ make, coordinator }: World) => make<StoredDesk>(coordinator, 'GET', 'queues/harford/registration');
/** One that is added for a story that ends it: others need theirs. */
const addedLibrary = async (world: World): Promise<StoredLibrary> => {
  const { registration } = await library(world, 'harford');
  const id = `ends-${world.next()}`;
  const body = { registration: { ...registration, name: id, origins: [], keyPages: [] }, revision: 0 };
  return world.make<StoredLibrary>(world.coordinator, 'PUT', `libraries/${id}/registration`, body);
};

/** One that waits: only so many may. */
const proposed = async (world: World): Promise<{ address: number }> => {
  const { make, liaison, coordinator, next } = world;
  const path = 'libraries/harford/proposed-addresses';
  const { addresses } = await make<ProposedAddressList>(coordinator, 'GET', 'proposed-addresses');
  for (const { id } of addresses)
    await make(coordinator, 'PUT', `proposed-addresses/${id}/answer`, { state: 'declined' });
  const body = { address: `https://site-${next()}.library.example` };
  return { address: (await make<{ id: number }>(liaison, 'POST', path, body)).id };
};

export const visibilityStories: Stories = {
  'PUT /v1/registration': async ({ make, coordinator }) => {
    const { registration, revision } = await make<StoredCooperative>(coordinator, 'GET', 'registration');
    return { as: coordinator, body: { registration, revision } };
  },
  ...Object.fromEntries(
    ['POST /v1/registrations/preview', 'PUT /v1/registrations'].map((operation) => [
      operation,
      async (world: World) => {
        const { registration } = await library(world, 'harford');
        const id = `new-${world.next()}`;
        const added = { id, registration: { ...registration, name: id, origins: [], keyPages: [] } };
        return { as: world.coordinator, body: { desks: [], libraries: [added] } };
      },
    ]),
  ),
  'PUT /v1/libraries/{library}/registration': async (world) => {
    const { registration, revision } = await library(world, 'harford');
    return { as: world.coordinator, body: { registration, revision } };
  },
  'DELETE /v1/libraries/{library}/registration': async (world) => {
    const { id, revision } = await addedLibrary(world);
    return { as: world.coordinator, params: { library: id }, query: { revision: String(revision) } };
  },
  'POST /v1/libraries/{library}/registration/undo': async (world) => {
    const { id, revision } = await addedLibrary(world);
    return { as: world.coordinator, params: { library: id }, body: { revision } };
  },
  'POST /v1/libraries/{library}/registration/preview': async (world) => {
    const { registration } = await library(world, 'harford');
    return { as: world.coordinator, body: { registration } };
  },
  'POST /v1/presence-sources/try': ({ coordinator }) => {
    const presence = { kind: 'libanswers', host: 'presence.invalid', scheme: 'https', widget: '7' };
    return { as: coordinator, body: { registration: { presence } } };
  },
  'POST /v1/registration/undo': async ({ make, coordinator, next }) => {
    const { registration, revision } = await make<StoredCooperative>(coordinator, 'GET', 'registration');
    const body = { registration: { ...registration, name: `Renamed ${next()}` }, revision };
    const saved = await make<StoredCooperative>(coordinator, 'PUT', 'registration', body);
    return { as: coordinator, body: { revision: saved.revision } };
  },
  'DELETE /v1/queues/{queue}/registration': async (world) => {
    const id = `desk-${world.next()}`;
    const body = { registration: { name: id, tier: 'local', zone: 'UTC' }, revision: 0 };
    const { revision } = await world.make<StoredDesk>(world.coordinator, 'PUT', `queues/${id}/registration`, body);
    return { as: world.coordinator, params: { queue: id }, query: { revision: String(revision) } };
  },
  'POST /v1/queues/{queue}/registration/undo': async (world) => {
    const { make, coordinator, next } = world;
    const { id, registration, revision } = await desk(world);
    const body = { registration: { ...registration, note: `Note ${next()}` }, revision };
    const saved = await make<StoredDesk>(coordinator, 'PUT', `queues/${id}/registration`, body);
    return { as: coordinator, params: { queue: id }, body: { revision: saved.revision } };
  },
  'PUT /v1/queues/{queue}/registration': async (world) => {
    const { id, registration, revision } = await desk(world);
    return { as: world.coordinator, params: { queue: id }, body: { registration, revision } };
  },
  'GET /v1/libraries/{library}/branches/{branch}': () => ({ params: { branch: 'bel-air' } }),
  'POST /v1/libraries/{library}/proposed-addresses': async (world) => {
    await proposed(world);
    return { body: { address: `${SITE}/${letters(world.next())}`, kind: 'contact', name: '' } };
  },
  'DELETE /v1/libraries/{library}/proposed-addresses/{address}': async (world) => ({ params: await proposed(world) }),
  'POST /v1/libraries/{library}/proposed-addresses/{address}/acknowledgement': async (world) => {
    const params = await proposed(world);
    await world.make(world.coordinator, 'PUT', `proposed-addresses/${params.address}/answer`, { state: 'declined' });
    return { params };
  },
  'PUT /v1/proposed-addresses/{address}/answer': async (world) => ({
    as: world.coordinator,
    params: await proposed(world),
    body: { state: 'declined', reason: 'It is run by others.' },
  }),
  'POST /v1/events': (world) => reported(world),
  'PUT /v1/libraries/{library}/placements/{placement}/retirement': async (world) => {
    const { app, make, liaison } = world;
    const { body, headers } = reported(world);
    await fetch(`${app.url}/v1/events`, { method: 'POST', headers, body });
    const { placements } = await make<PlacementList>(liaison, 'GET', 'libraries/harford/placements');
    return { params: { placement: placements[0]!.id }, body: { retired: true } };
  },
  'POST /v1/libraries/{library}/page-checks': ({ clock }) => {
    // A page is examined once a minute.
    clock.advance(MINUTE_MS);
    return { body: { origin: SITE, path: '/' } };
  },
  'POST /v1/libraries/{library}/campaigns': async (world) => {
    await removeAll(world, 'libraries/harford/campaigns', 'campaigns');
    const body = { name: 'Summer reading', from: '2026-11-02', to: '2026-11-20', note: 'Posters' };
    return { body };
  },
  'DELETE /v1/libraries/{library}/campaigns/{campaign}': async (world) => ({
    params: { campaign: await campaign(world) },
  }),
  'POST /v1/libraries/{library}/campaigns/{campaign}/link': async (world) => ({
    params: { campaign: await campaign(world) },
  }),
  'DELETE /v1/libraries/{library}/campaigns/{campaign}/link': async (world) => {
    const id = await campaign(world);
    await world.make(world.liaison, 'POST', `libraries/harford/campaigns/${id}/link`, {});
    return { params: { campaign: id } };
  },
  'POST /v1/libraries/{library}/hand-overs': async (world) => {
    await removeAll(world, HAND_OVERS, 'handOvers');
    const how = { placement: 'header', variant: 'card', platform: 'wordpress', days: 7, note: 'Please' };
    return { body: { page: `${SITE}/contact`, ...how } };
  },
  'POST /v1/libraries/{library}/hand-overs/{work}/notes': async (world) => ({
    params: { work: (await handOver(world)).handOver.id },
  }),
  'DELETE /v1/libraries/{library}/hand-overs/{work}': async (world) => ({
    params: { work: (await handOver(world)).handOver.id },
  }),
  'GET /v1/hand-overs/{token}': async (world) => ({ params: await token(world) }),
  'POST /v1/hand-overs/{token}/checks': async (world) => ({ params: await token(world) }),
  'POST /v1/hand-overs/{token}/notes': async (world) => ({ params: await token(world) }),
  'PUT /v1/standard': async (world) => ({
    as: world.coordinator,
    body: { standard, revision: (await standardOf(world)).revision },
  }),
  'POST /v1/standard/preview': ({ coordinator }) => ({ as: coordinator, body: { standard } }),
  'PUT /v1/libraries/{library}/statements/{rule}': async (world) => ({
    params: { rule: RULE },
    body: { verdict: 'met', date: '2026-11-20', revision: await statedRevision(world) },
  }),
  'DELETE /v1/libraries/{library}/statements/{rule}': async (world) => {
    const body = { verdict: 'met', date: '2026-11-19', revision: await statedRevision(world) };
    await world.make(world.liaison, 'PUT', `libraries/harford/statements/${RULE}`, body);
    return { params: { rule: RULE }, query: { revision: String(await statedRevision(world)) } };
  },
  'GET /v1/libraries/{library}/before-after': () => ({ query: { date: '2026-11-10' } }),
};
