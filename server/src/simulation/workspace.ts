// In:    a signed-in connection for each role, an instant.
// Out:   what liaisons keep in their workspace in the simulation: follow-ups, numbers of questions, training, local information.
// Never: a person, or anything secret: roles and desks alone, in texts that say that they are samples.
import {
  acknowledgeAnnouncement,
  addContact,
  addScript,
  addTrainingSession,
  getAnnouncements,
  getFollowUps,
  getPolicyPages,
  getQuestions,
  openFollowUp,
  publishAnnouncement,
  saveCooperativeSamplePlan,
  savePolicyPage,
  saveQuestions,
  saveSurvey,
  stepFollowUp,
} from '@askusnow/sdk';
import type { TrainingTopic } from '@askusnow/sdk/contract';
import { addMonths } from '../platform/time/day-window.ts';
import { DAY_MS, toUtcDate } from '../platform/time/instants.ts';
import { monthOf } from '../visibility/metrics/month.ts';
import { poisson, randomOf } from './random.ts';
import type { Act, SignIn } from './people.ts';

/** Their people keep the workspace; the others' is empty, as it is at first. */
const LIBRARIES = ['harford', 'montgomery', 'kent'] as const;
/** Questions on an average day. */
const QUESTIONS: Readonly<Record<string, number>> = { harford: 9, montgomery: 14 };

/** From the best to the worst. */
const RATINGS = ['Great', 'Good', 'So-so', 'Bad'];

const dateIn = (nowMs: number, days: number): string => toUtcDate(nowMs + days * DAY_MS);

const SAMPLE_POLICIES = [
  'Sample text.\n\n- Anyone who lives, works or goes to school in the county may have a card.\n- Cards are free. Bring something with your name and address.\n- A lost card is replaced at any desk.',
  'Sample text.\n\n- Most items are lent for 21 days.\n- An item is renewed twice by itself, unless another patron waits for it.\n- Return items at any branch.',
];

/** The first two topics of the cooperative, by each library; `reviewDays`: when they are to be reviewed again. */
const writePolicies = (daysAgo: number, library: string, reviewDays: number): Act => ({
  daysAgo,
  async run(signIn, nowMs) {
    const liaison = await signIn('liaison', [library]);
    const { pages } = await getPolicyPages(liaison, library);
    for (const [index, text] of SAMPLE_POLICIES.entries()) {
      const { topic, revision } = pages[index]!;
      const reviewBy = dateIn(nowMs, reviewDays);
      await savePolicyPage(liaison, library, topic, {
        revision,
        text,
        owner: 'Circulation desk',
        isReviewed: true,
        reviewBy,
      });
    }
  },
});

const keepLocalFacts = (daysAgo: number, library: string): Act => ({
  daysAgo,
  async run(signIn) {
    const liaison = await signIn('liaison', [library]);
    const script = { topic: null, language: null, revision: 0 };
    await addScript(liaison, library, {
      ...script,
      name: 'Greeting (sample)',
      text: 'Hello, and thank you for asking. I am reading your question.',
    });
    await addScript(liaison, library, {
      ...script,
      name: 'Hand over to the library (sample)',
      text: 'Your own library can answer this. May I pass your question on? It answers within 72 hours.',
    });
    const contact = { page: null, revision: 0 };
    await addContact(liaison, library, {
      ...contact,
      name: 'Circulation desk',
      phone: '410-555-0101',
      email: null,
      note: 'Sample: cards, renewals, fines',
    });
    await addContact(liaison, library, {
      ...contact,
      name: 'Local history desk',
      phone: '410-555-0102',
      email: null,
      note: 'Sample: by appointment',
    });
  },
});

const train = (daysAgo: number, library: string, topic: TrainingTopic, headcount: number): Act => ({
  daysAgo,
  async run(signIn, nowMs) {
    const liaison = await signIn('liaison', [library]);
    await addTrainingSession(liaison, library, { date: dateIn(nowMs, -1), topic, headcount });
  },
});

/** The coordinator announces it, and one liaison acknowledges it. */
const announceSample = (daysAgo: number, text: string): Act => ({
  daysAgo,
  async run(signIn) {
    await publishAnnouncement(await signIn('coordinator'), { text });
    const liaison = await signIn('liaison', ['harford']);
    const [latest] = (await getAnnouncements(liaison)).announcements;
    await acknowledgeAnnouncement(liaison, latest!.id);
  },
});

/** The weeks that the plan asks for, at the libraries that count. */
const countQuestions = (daysAgo: number): Act => ({
  daysAgo,
  async run(signIn) {
    const coordinator = await signIn('coordinator');
    await saveCooperativeSamplePlan(coordinator, {
      plan: { kind: 'four-weeks', nth: 2, firstMonth: 7 },
      revision: 0,
    });
    for (const [library, mean] of Object.entries(QUESTIONS)) {
      const liaison = await signIn('liaison', [library]);
      const { weeks, today } = await getQuestions(liaison, library);
      const days = weeks
        .flatMap(({ missing }) => missing)
        .filter((date) => date < today)
        .map((date) => {
          const questions = poisson(randomOf('questions', library, date), mean);
          return { date, state: 'counted' as const, questions, revision: 0 };
        });
      if (days.length > 0) await saveQuestions(liaison, library, { source: 'typed', days });
    }
  },
});

/** What patrons of these libraries answered in each of the last three months that are over. */
const countAnswers = (daysAgo: number): Act => ({
  daysAgo,
  async run(signIn, nowMs) {
    for (const [library, mean] of Object.entries(QUESTIONS)) {
      const liaison = await signIn('liaison', [library]);
      const months = [1, 2, 3].map((ago) => {
        const month = addMonths(monthOf(toUtcDate(nowMs)), -ago);
        const random = randomOf('answers', library, month);
        const [chats, ...counts] = [30, 5.2, 1.8, 0.8, 0.3].map((days) => poisson(random, days * mean));
        const answers = RATINGS.map((answer, index) => ({ answer, count: counts[index]!, isGood: index < 2 }));
        return {
          month,
          chats: chats!,
          questions: [{ question: 'How was this chat?', isRating: true, answers }],
          revision: 0,
        };
      });
      await saveSurvey(liaison, library, { source: 'libanswers', months });
    }
  },
});

/** The coordinator hands three chats over to each library, which ends those of the time before. */
const followUp = (daysAgo: number): Act => ({
  daysAgo,
  async run(signIn: SignIn, nowMs) {
    const coordinator = await signIn('coordinator');
    for (const library of LIBRARIES) {
      const liaison = await signIn('liaison', [library]);
      const { followUps } = await getFollowUps(liaison, { library });
      for (const [index, { id, revision }] of followUps.entries())
        await stepFollowUp(liaison, id, {
          step: 'resolve',
          revision,
          resolution: index % 3 === 2 ? 'by-me' : 'answered',
        });
      for (const number of [1, 2, 3])
        await openFollowUp(coordinator, {
          library,
          reference: `sample-${Math.round(daysAgo)}-${number}`,
          dueOn: dateIn(nowMs, number),
        });
    }
  },
});

/** The last ones are within the last three days, so that the shortest simulation has some of each. */
export const WORKSPACE_ACTS: readonly Act[] = [
  writePolicies(70.2, 'kent', 50),
  announceSample(58.3, 'Sample: the chat system has a new version next week. Nothing changes for patrons.'),
  train(55.2, 'harford', 'new-providers', 6),
  followUp(44.3),
  train(41.2, 'montgomery', 'chat-skills', 9),
  followUp(40.4),
  train(20.2, 'kent', 'policies', 4),
  followUp(17.3),
  followUp(14.4),
  followUp(2.9),
  followUp(1.4),
  countQuestions(2.8),
  countAnswers(2.8),
  writePolicies(2.7, 'harford', 365),
  writePolicies(2.7, 'montgomery', 180),
  keepLocalFacts(2.6, 'harford'),
  keepLocalFacts(2.6, 'montgomery'),
  train(2.5, 'harford', 'refresher', 5),
  announceSample(2.4, 'Sample: the statewide desk looks for two more providers on Sunday evenings.'),
];
