import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Header fields, unfolded, names in lower case, in the order of arrival. */
  headers: [string, string][];
  body: string;
}

/** What a server says to a command: null is yes, a number is its refusal. Never resolved: it hangs. */
type Answer = number | null | Promise<number | null>;

export interface MailServerOptions {
  /** Asked at RCPT TO. */
  onRecipient?: () => Answer;
  /** Asked when the whole of a mail has come. */
  onMail?: (mail: ReceivedMail) => Answer;
  server?: SMTPServerOptions;
}

const headersOf = (head: string): ReceivedMail['headers'] =>
  head
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);

const refusal = (code: number): Error =>
  Object.assign(new Error('not now, jane@harford.example'), { responseCode: code });

/** A real SMTP server. `mails` are those that it has accepted. */
export async function startMailServer({ server = {}, ...handlers }: MailServerOptions = {}) {
  const mails: ReceivedMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    ...server,
    onRcptTo(_address, _session, done) {
      void Promise.resolve(handlers.onRecipient?.() ?? null).then((code) =>
        code === null ? done() : done(refusal(code)),
      );
    },
    onData(stream, session, done) {
      const receive = async (): Promise<void> => {
        const raw = await text(stream);
        const end = raw.indexOf('\r\n\r\n');
        const { mailFrom, rcptTo } = session.envelope;
        const mail: ReceivedMail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          headers: headersOf(raw.slice(0, end)),
          body: raw.slice(end + 4),
        };
        const code = (await handlers.onMail?.(mail)) ?? null;
        if (code === null) mails.push(mail);
        if (code === null) done();
        else done(refusal(code));
      };
      // A client that is killed leaves half a mail.
      receive().catch(done);
    },
  });
  // A client that is killed leaves a broken connection.
  smtp.on('error', () => undefined);
  const listener = smtp.listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const { port } = listener.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    /** What it asks: a test may replace them. */
    handlers,
    header: (mail: ReceivedMail | undefined, name: string) =>
      mail?.headers.filter(([field]) => field === name).map(([, value]) => value) ?? [],
    close: () => new Promise<void>((resolve) => smtp.close(() => resolve())),
  };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;
