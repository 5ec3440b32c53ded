// Out:   stories of the workspace: meetings, training, follow-ups, questions, reports, policy pages and what a library keeps.
import { sql } from 'kysely';
import type {
  Contact,
  FollowUp,
  LibraryServed,
  Meeting,
  PolicyPages,
  Proposal,
  Training,
} from '@askusnow/sdk/contract';
import { AHEAD, removeAll, type Stories } from './story.ts';
import type { World } from './world.ts';

const COMMENT = 'libraries/harford/report?month=2026-10';
const TOPIC = 'library-cards';

const meetingBody = ({ next }: World) => ({
  date: '2026-12-10',
  time: '10:00',
  zone: 'America/New_York',
  place: `Room ${next()}`,
});
const meeting = (world: World) => world.make<Meeting>(world.coordinator, 'POST', 'meetings', meetingBody(world));
const proposal = ({ make, liaison, next }: World) =>
  make<Proposal>(liaison, 'POST', 'proposals', { title: `Topic ${next()}`, detail: '', library: 'harford' });

const training = { date: '2026-11-20', topic: 'new-providers', name: 'First shift', headcount: 4 };

const reference = ({ next }: World): string => `chat-${next()}`;
const followUp = (world: World) =>
  world.make<FollowUp>(world.liaison, 'POST', 'follow-ups', { library: 'harford', reference: reference(world) });
const alertBody = ({ next }: World) => ({ text: `The printer is broken ${next()}.`, until: AHEAD, revision: 0 });
const alert = async (world: World) => {
  await removeAll(world, 'libraries/harford/alerts', 'alerts');
  return world.make<{ id: number; revision: number }>(
    world.liaison,
    'POST',
    'libraries/harford/alerts',
    alertBody(world),
  );
};

const scriptBody = ({ next }: World) => ({
  name: `Greeting ${next()}`,
  text: 'Welcome.',
  topic: 'Greetings',
  language: 'en',
  revision: 0,
});
/** Of a library or, at `scripts`, of the cooperative. */
const script = async (world: World, path: string) => {
  if (path !== 'scripts') await removeAll(world, path, 'scripts');
  return world.make<{ id: number; revision: number }>(world.coordinator, 'POST', path, scriptBody(world));
};

const contactBody = ({ next }: World) => ({
  name: `Desk ${next()}`,
  phone: '410-555-0101',
  email: 'desk@library.example',
  page: 'https://www.library.example/help',
  note: 'Mornings',
  revision: 0,
});
/** Whoever writes and reads has a confirmed address, and none of the week's mails is written yet. */
const messageBody = async ({ app, next }: World) => {
  const { db } = app.database;
  await db
    .updateTable('account')
    .set({ email: sql<string>`concat('person-', id, '@library.example')`, email_confirmed: true })
    .where('role', 'in', ['liaison', 'coordinator'])
    .where('ended_at', 'is', null)
    .execute();
  await db.deleteFrom('quota_use').where('quota', '=', 'liaison-messages').execute();
  return { body: { subject: `Closing early ${next()}`, text: 'Who closes early on Friday?' } };
};

const contact = async (world: World): Promise<Contact> => {
  await removeAll(world, 'libraries/harford/contacts', 'contacts');
  return world.make(world.liaison, 'POST', 'libraries/harford/contacts', contactBody(world));
};

const sealed = async ({ make, liaison }: World): Promise<number> => {
  const { fields } = await make<{ fields: { field: string; revision: number }[] }>(
    liaison,
    'GET',
    'libraries/harford/sealed',
  );
  return fields.find(({ field }) => field === 'card')?.revision ?? 0;
};
const seal = async (world: World): Promise<number> => {
  const body = { label: 'Test card', value: '2 1234', revision: await sealed(world) };
  await world.make(world.liaison, 'PUT', 'libraries/harford/sealed/card', body);
  return sealed(world);
};

const planRevision = async ({ make, coordinator }: World, path: string): Promise<number> =>
  (await make<{ revision: number }>(coordinator, 'GET', path)).revision;
const plan = { kind: 'one-week', nth: 1, firstMonth: 7 };

const pageOf = async ({ make, liaison }: World) => {
  const { pages } = await make<PolicyPages>(liaison, 'GET', 'libraries/harford/policies');
  return pages.find(({ topic }) => topic === TOPIC)!;
};
const pageBody = async (world: World) => ({
  revision: (await pageOf(world)).revision,
  text: `Cards are free ${world.next()}.`,
  owner: 'Front desk',
  isReviewed: true,
  reviewBy: '2027-06-01',
});
const PAGE = { topic: TOPIC };
const savePage = async (world: World): Promise<string> => {
  const body = await pageBody(world);
  await world.make(world.liaison, 'PUT', `libraries/harford/policies/${TOPIC}`, body);
  return body.text;
};
const report = async (world: World) => ({ paragraph: await savePage(world), note: `It is wrong ${world.next()}.` });

export const workspaceStories: Stories = {
  'GET /v1/libraries/{library}/report.txt': () => ({ query: { month: '2026-10' } }),
  'PUT /v1/libraries/{library}/comments/{month}': async ({ make, liaison, next }) => {
    const { comment } = await make<{ comment: { revision: number } }>(liaison, 'GET', COMMENT);
    return { params: { month: '2026-10' }, body: { text: `Busy ${next()}.`, revision: comment.revision } };
  },
  'PUT /v1/libraries/{library}/questions': async (world) => {
    const date = `2026-11-${String(10 + (world.next() % 10))}`;
    const path = `libraries/harford/questions/${date}`;
    const { entries } = await world.make<{ entries: { revision: number }[] }>(world.liaison, 'GET', path);
    const revision = Math.max(0, ...entries.map((each) => each.revision));
    const counts = {
      questions: 3 + revision,
      levels: [3 + revision, 0, 0, 0, 0, 0],
      pages: [{ page: '/', questions: 3 }],
    };
    return { body: { source: 'typed', days: [{ date, state: 'counted', ...counts, revision }] } };
  },
  'PUT /v1/libraries/{library}/questions/plan': async ({ make, liaison }) => {
    const { plan: view } = await make<{ plan: { revision: number } }>(liaison, 'GET', 'libraries/harford/questions');
    return { body: { plan, revision: view.revision } };
  },
  'PUT /v1/libraries/{library}/survey': async ({ make, liaison, next }) => {
    const { months } = await make<{ months: { month: string; revision: number }[] }>(
      liaison,
      'GET',
      'libraries/harford/survey',
    );
    const revision = months.find(({ month }) => month === '2026-10')?.revision ?? 0;
    const answers = [
      { answer: 'Good', count: 20 + (next() % 9), isGood: true },
      { answer: 'Bad', count: 7, isGood: false },
    ];
    const rating = { question: 'How was this chat?', isRating: true, answers };
    return { body: { source: 'libanswers', months: [{ month: '2026-10', chats: 90, questions: [rating], revision }] } };
  },
  'PUT /v1/questions/plan': async (world) => ({
    as: world.coordinator,
    body: { plan, revision: await planRevision(world, 'questions/plan') },
  }),
  'POST /v1/meetings': (world) => ({ as: world.coordinator, body: meetingBody(world) }),
  'PUT /v1/meetings/{meeting}': async (world) => {
    const { id, revision } = await meeting(world);
    return { as: world.coordinator, params: { meeting: id }, body: { ...meetingBody(world), revision } };
  },
  'DELETE /v1/meetings/{meeting}': async (world) => {
    const { id, revision } = await meeting(world);
    return { as: world.coordinator, params: { meeting: id }, query: { revision: String(revision) } };
  },
  'GET /v1/meetings/{meeting}/agenda.md': async (world) => ({
    as: world.coordinator,
    params: { meeting: (await meeting(world)).id },
  }),
  'PUT /v1/proposals/{proposal}': async (world) => {
    const { id, revision } = await proposal(world);
    return { params: { proposal: id }, body: { title: `Topic ${world.next()}`, detail: 'More', revision } };
  },
  'PUT /v1/proposals/{proposal}/state': async (world) => {
    const { id, revision } = await proposal(world);
    const body = { state: 'on-agenda', meeting: (await meeting(world)).id, revision };
    return { as: world.coordinator, params: { proposal: id }, body };
  },
  'POST /v1/libraries/{library}/training': () => ({ body: training }),
  'POST /v1/libraries/{library}/served': () => ({ body: { says: 'two-weeks', date: '2026-11-01' } }),
  'DELETE /v1/libraries/{library}/served/{served}': async ({ make, liaison }) => {
    const body = { says: 'six-months' };
    const { statements } = await make<LibraryServed>(liaison, 'POST', 'libraries/harford/served', body);
    return { params: { served: statements[0]!.id } };
  },
  'GET /v1/served': ({ coordinator }) => ({ as: coordinator }),
  'DELETE /v1/libraries/{library}/training/{training}': async ({ make, liaison, next }) => {
    const body = { ...training, name: `Session ${next()}` };
    const { sessions } = await make<Training>(liaison, 'POST', 'libraries/harford/training', body);
    return { params: { training: sessions.find(({ name }) => name === body.name)!.id } };
  },
  'POST /v1/follow-ups': (world) => ({
    body: { library: 'harford', reference: reference(world), dueOn: '2026-11-27' },
  }),
  'POST /v1/follow-ups/lists': (world) => ({
    body: { library: 'harford', text: `${reference(world)}\n${reference(world)}` },
  }),
  'POST /v1/follow-ups/{followup}/steps': async (world) => {
    const { id, revision } = await followUp(world);
    return { params: { followup: id }, body: { step: 'hand-over', revision, library: 'cecil' } };
  },
  'POST /v1/libraries/{library}/alerts': async (world) => {
    await removeAll(world, 'libraries/harford/alerts', 'alerts');
    return { body: alertBody(world) };
  },
  'PUT /v1/libraries/{library}/alerts/{alert}': async (world) => {
    const { id, revision } = await alert(world);
    return { params: { alert: id }, body: { ...alertBody(world), revision } };
  },
  'DELETE /v1/libraries/{library}/alerts/{alert}': async (world) => {
    const { id, revision } = await alert(world);
    return { params: { alert: id }, query: { revision: String(revision) } };
  },
  'PUT /v1/libraries/{library}/sealed/{field}': async (world) => ({
    body: { label: 'Test card', value: '2 1234', revision: await sealed(world) },
  }),
  'DELETE /v1/libraries/{library}/sealed/{field}': async (world) => ({
    query: { revision: String(await seal(world)) },
  }),
  'POST /v1/libraries/{library}/sealed/{field}/reveal': async (world) => {
    await seal(world);
    return {};
  },
  'POST /v1/libraries/{library}/scripts': async (world) => {
    await removeAll(world, 'libraries/harford/scripts', 'scripts');
    return { body: scriptBody(world) };
  },
  'PUT /v1/libraries/{library}/scripts/{script}': async (world) => {
    const { id, revision } = await script(world, 'libraries/harford/scripts');
    return { params: { script: id }, body: { ...scriptBody(world), revision } };
  },
  'DELETE /v1/libraries/{library}/scripts/{script}': async (world) => {
    const { id, revision } = await script(world, 'libraries/harford/scripts');
    return { params: { script: id }, query: { revision: String(revision) } };
  },
  'POST /v1/scripts': (world) => ({ as: world.coordinator, body: scriptBody(world) }),
  'PUT /v1/scripts/{script}': async (world) => {
    const { id, revision } = await script(world, 'scripts');
    return { as: world.coordinator, params: { script: id }, body: { ...scriptBody(world), revision } };
  },
  'DELETE /v1/scripts/{script}': async (world) => {
    const { id, revision } = await script(world, 'scripts');
    return { as: world.coordinator, params: { script: id }, query: { revision: String(revision) } };
  },
  'POST /v1/libraries/{library}/contacts': async (world) => {
    await removeAll(world, 'libraries/harford/contacts', 'contacts');
    return { body: contactBody(world) };
  },
  'PUT /v1/libraries/{library}/contacts/{contact}': async (world) => {
    const { id, revision } = await contact(world);
    return { params: { contact: id }, body: { ...contactBody(world), revision } };
  },
  'DELETE /v1/libraries/{library}/contacts/{contact}': async (world) => {
    const { id, revision } = await contact(world);
    return { params: { contact: id }, query: { revision: String(revision) } };
  },
  'POST /v1/libraries/{library}/contacts/{contact}/verified': async (world) => {
    const { id, revision } = await contact(world);
    return { params: { contact: id }, body: { revision } };
  },
  'POST /v1/libraries/{library}/contacts/{contact}/check': async (world) => ({
    params: { contact: (await contact(world)).id },
    body: { to: 'contact' },
  }),
  'PUT /v1/session/directory': () => ({
    body: { showEmail: true, phone: '410-555-0100', showPhone: true, getsMessages: true },
  }),
  'POST /v1/liaison-messages': messageBody,
  'POST /v1/liaison-messages/preview': messageBody,
  'PUT /v1/libraries/{library}/policies/{topic}': async (world) => ({ params: PAGE, body: await pageBody(world) }),
  'GET /v1/libraries/{library}/policies/{topic}/history': () => ({ params: PAGE }),
  'POST /v1/libraries/{library}/policies/preview': () => ({
    body: { text: '# Library cards\n\nCards are free.' },
  }),
  'POST /v1/libraries/{library}/policies/import': async (world) => ({
    body: {
      text: `# Library cards\n\nCards are free ${world.next()}.`,
      revisions: [{ topic: TOPIC, revision: (await pageOf(world)).revision }],
    },
  }),
  'POST /v1/libraries/{library}/policies/{topic}/reports': async (world) => ({
    params: PAGE,
    body: await report(world),
  }),
  'PUT /v1/libraries/{library}/policies/{topic}/reports/{report}/answer': async (world) => {
    await world.make(world.liaison, 'POST', `libraries/harford/policies/${TOPIC}/reports`, await report(world));
    const { reports } = await pageOf(world);
    return { params: { ...PAGE, report: reports.at(-1)!.id }, body: { answer: 'corrected' } };
  },
  'GET /v1/policies': () => ({ query: { q: 'cards' } }),
  'GET /v1/contacts': () => ({ query: { q: 'circulation' } }),
};
