// The Monday and the monthly mail: their job, their notices, and a mail server that is down for a day.
import assert from 'node:assert/strict';
import { HOUR_MS, MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import type { MailServer, ReceivedMail } from '../peers/mail-server.ts';
import { eventually } from '../waiting.ts';
import type { TestApp } from './app.ts';
import type { ManualClock } from './clock.ts';

/** A look comes every 15 minutes. On a slow machine it takes hundreds of polls, in which the clock must not go on for an hour. */
const MAX_SECONDS = 1_200;

/** Waits until the job of the Monday and monthly mails has looked at that time. `hasFailed`: a look has failed by then. */
export async function lookAtSummaries(app: TestApp, clock: ManualClock, iso: string, hasFailed = false): Promise<void> {
  clock.set(iso);
  let seconds = 0;
  await eventually(async () => {
    if ((seconds += 1) <= MAX_SECONDS) clock.advance(1_000);
    const row = await app.database.db
      .selectFrom('job')
      .select(['last_run_at', 'failures'])
      .where('name', '=', 'summaries')
      .executeTakeFirst();
    if (row === undefined || row.last_run_at.getTime() < Date.parse(iso)) return undefined;
    assert.equal(Number(row.failures) > 0, hasFailed);
    return true;
  });
}

/** The keys of the notices of a kind. */
export const queuedKeys = async (
  { database }: Pick<TestApp, 'database'>,
  kind: 'weekly-summary' | 'monthly-report',
): Promise<string[]> =>
  (await database.db.selectFrom('notice').select('key').where('kind', '=', kind).orderBy('key').execute()).map(
    ({ key }) => key,
  );

/** The link that ends such a mail. */
export const unsubscribeLink = (mail: Pick<MailServer, 'header'>, received: ReceivedMail): URL =>
  new URL(/<(.*)>/.exec(mail.header(received, 'list-unsubscribe')[0]!)![1]!);

/** The mail server is down before `queue` and for a day after it. Returns the first mail once it works again. */
export async function mailAfterADayDown(
  { mail, clock }: { mail: MailServer; clock: ManualClock },
  queue: () => Promise<void>,
): Promise<ReceivedMail> {
  let answer: number | null = 451;
  let tries = 0;
  mail.handlers.onMail = () => {
    tries += 1;
    return answer;
  };
  await queue();
  for (let hour = 1; hour <= 26; hour++) {
    const before = tries;
    clock.advance(HOUR_MS);
    if (hour <= 2) await eventually(async () => (clock.advance(MINUTE_MS), tries > before ? true : undefined));
  }
  assert.deepEqual(mail.mails, []);
  answer = null;
  const [received] = await eventually(
    async () => (clock.advance(HOUR_MS), mail.mails.length > 0 ? mail.mails : undefined),
  );
  return received!;
}
