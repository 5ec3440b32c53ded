// In:    a mail to one address.
// Out:   the mail, accepted by the configured SMTP server, or why not.
// Never: a second address in a mail, a subject that injects a header, or the server's own text in our errors: it may
//        quote addresses.
import { createTransport } from 'nodemailer';
import { messages } from './messages.ts';

export interface MailOptions {
  /** `smtps:` uses TLS from the start; `smtp:` uses STARTTLS if the server offers it, and `?requireTLS=true` requires it. */
  smtpUrl: string;
  from: string;
  /** Max time for one mail, including name resolution and TLS. Units: ms. */
  withinMs: number;
}

export interface Mail {
  to: string;
  /** Who gets the replies; null or absent: nobody reads them. */
  replyTo?: string | null;
  /** One line of plain text. */
  subject: string;
  /** Plain text. */
  text: string;
  /** The same in HTML; absent: plain text alone. */
  html?: string | null | undefined;
  /** RFC 8058: a POST to it ends these mails; absent: they cannot be ended so. */
  unsubscribe?: string | undefined;
  atMs: number;
  /** The part of its Message-ID before the `@`: the same for each attempt. */
  id: string;
  /** The part of its List-Id before the domain; absent: the mail is of no list. */
  list?: string;
}

/** `failed` is the reason, without an address or the server's text. `again: 'never'`: refused permanently. */
export type MailOutcome = 'sent' | { failed: string; again?: 'never' };

export type SendMail = (mail: Mail) => Promise<MailOutcome>;

interface SmtpError {
  code?: unknown;
  /** The system's or the TLS library's code. */
  originalCode?: unknown;
  command?: unknown;
  responseCode?: unknown;
}

/** A subject is one line: line breaks and other control characters become spaces. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Source: https://nodejs.org/api/tls.html, "X509 certificate error codes". */
const CERTIFICATE_CODES = /CERT|_SIGNATURE$|^ERR_(?:SSL|TLS)_/;

/** Only a refusal of this recipient or this message is permanent; anything else may be fixed within the day. */
export function toOutcome({ code, originalCode, command, responseCode }: SmtpError): MailOutcome {
  if (code === 'EABORT' || code === 'ETIMEDOUT') return { failed: messages.mailTimeout };
  if (code === 'EAUTH') return { failed: messages.mailSignIn };
  if (code === 'ETLS' || (typeof originalCode === 'string' && CERTIFICATE_CODES.test(originalCode)))
    return { failed: messages.mailTls };
  if (typeof responseCode !== 'number') return { failed: messages.mailUnreachable };
  if (responseCode < 500) return { failed: messages.mailLater(responseCode) };
  if (typeof command === 'string' && /^(?:RCPT TO|DATA)/.test(command)) {
    return { failed: messages.mailRefused(responseCode), again: 'never' };
  }
  return { failed: messages.mailRefusesUs(responseCode) };
}

export function createMailer({ smtpUrl, from, withinMs }: MailOptions): SendMail {
  const transport = createTransport({ url: smtpUrl, disableFileAccess: true, disableUrlAccess: true });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return async ({ to, replyTo, subject, text, html, unsubscribe, atMs, id, list }) => {
    try {
      await transport.sendMail({
        // Objects, because a string would be parsed as a list of addresses.
        from: { name: '', address: from },
        to: { name: '', address: to },
        ...(replyTo ? { replyTo: { name: '', address: replyTo } } : {}),
        envelope: { from, to: [{ name: '', address: to }] },
        subject: oneLine(subject),
        text,
        ...(html ? { html } : {}),
        date: new Date(atMs),
        messageId: `<${id}@${domain}>`,
        headers: {
          // RFC 3834 §5: no automatic replies.
          'Auto-Submitted': 'auto-generated',
          ...(list === undefined ? {} : { 'List-Id': `<${list}.${domain}>` }),
          ...(unsubscribe === undefined
            ? {}
            : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
        },
        signal: AbortSignal.timeout(withinMs),
      });
      return 'sent';
    } catch (error) {
      return toOutcome(error as SmtpError);
    }
  };
}
