// A server with a real mail server: mails about accounts, and the buttons of the pages that their links open.
import type { Kysely } from 'kysely';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { startMailServer, type MailServer, type MailServerOptions, type ReceivedMail } from '../peers/mail-server.ts';
import { eventually } from '../waiting.ts';
import { startApp, type StartOptions, type TestApp } from './app.ts';
import { TWO_LIBRARIES } from './two-libraries.ts';

/** An account's address, as an earlier version stored it: unconfirmed. */
export const storeEmail = (db: Kysely<Tables>, label: string, email: string | null): Promise<unknown> =>
  db
    .updateTable('account')
    .set((row) => ({ email, email_confirmed: false, revision: row('revision', '+', 1) }))
    .where('label', '=', label)
    .where('ended_at', 'is', null)
    .execute();

/** As a browser sends a form of this server. */
export const pressForm = (
  server: Pick<TestApp, 'url' | 'config'>,
  path: string,
  fields: Record<string, string> = {},
  headers = {},
): Promise<Response> =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { origin: server.config.publicUrl, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
  });

/** A long line travels as quoted-printable. */
export const mailText = ({ body }: ReceivedMail): string => body.replaceAll('=\r\n', '').replaceAll('=3D', '=');

/** The path of the link in it. */
export const linkOf = (mail: ReceivedMail): string =>
  /\/(?:sign-in|email|recipients)\/[\w-]{43}/.exec(mailText(mail))![0];

/** Somebody at a new recipient's address opens the link in the mail to it, and answers. */
export async function answerRecipientLink(
  server: Pick<TestApp, 'url' | 'config'>,
  { mails }: Pick<MailServer, 'mails'>,
  address: string,
  answer: 'yes' | 'no' = 'yes',
): Promise<Response> {
  const mail = await eventually(() =>
    mails.findLast(({ to, body }) => to[0] === address && /\/recipients\//.test(body)),
  );
  return pressForm(server, linkOf(mail), { answer });
}

/** The environment of a server that sends its mails to this mail server. */
export const mailEnvironment = ({ mail }: { mail: { url: string } }): Record<string, string> => ({
  SMTP_URL: mail.url,
  MAIL_FROM: 'askusnow@state.example',
});

export async function startWithMail(options: Pick<StartOptions, 'engine' | 'clock'>, mailOptions?: MailServerOptions) {
  const mail = await startMailServer(mailOptions);
  const environment = mailEnvironment({ mail });
  const server = await startApp({ ...options, cooperative: TWO_LIBRARIES, environment });
  const to = (address: string): ReceivedMail[] => mail.mails.filter(({ to: [one] }) => one === address);
  return {
    server,
    mail,
    to,
    /** The newest of at least `count` mails to an address. */
    mailed: async (address: string, count = 1): Promise<ReceivedMail> => {
      await eventually(() => to(address).length >= count);
      return to(address).at(-1)!;
    },
    async close() {
      await server.close();
      await mail.close();
    },
  };
}
