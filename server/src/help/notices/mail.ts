// In:    a delivery to a mail address.
// Out:   one mail to that address through the deployment's SMTP server, or why not.
// Never: a second address in a mail, a line of a subject that becomes a header, or the server's words in ours:
//        they quote addresses.
import { createTransport } from 'nodemailer';
import { toDeliveryId, type Delivery, type Outcome } from './notice.ts';

export interface MailOptions {
  /** `smtps:` is TLS from the start; `smtp:` is STARTTLS where the server offers it, `?requireTLS=true` insists. */
  smtpUrl: string;
  from: string;
  /** Longest time for one mail, names and TLS included. Units: ms. */
  withinMs: number;
}

export type SendMail = (delivery: Delivery) => Promise<Outcome>;

interface SmtpError {
  code?: unknown;
  /** The system's or the TLS library's own. */
  originalCode?: unknown;
  command?: unknown;
  responseCode?: unknown;
}

/** A subject is one line: whatever breaks lines, and every other control character, is a space. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Source: https://nodejs.org/api/tls.html, "X509 certificate error codes". */
const CERTIFICATE_CODES = /CERT|_SIGNATURE$|^ERR_(?:SSL|TLS)_/;

/** Refused for good is what is said of this recipient or this message; all else may be mended within the day. */
export function toOutcome({ code, originalCode, command, responseCode }: SmtpError): Outcome {
  if (code === 'EABORT' || code === 'ETIMEDOUT') return { failed: 'The mail server has not answered in time.' };
  if (code === 'EAUTH')
    return { failed: 'The mail server refuses the sign-in of this server, which its operator can mend.' };
  if (code === 'ETLS' || (typeof originalCode === 'string' && CERTIFICATE_CODES.test(originalCode)))
    return { failed: 'The mail server’s TLS cannot be trusted.' };
  if (typeof responseCode !== 'number') return { failed: 'The mail server cannot be reached.' };
  if (responseCode < 500) return { failed: `The mail server asks to come again later (${responseCode}).` };
  if (typeof command === 'string' && /^(?:RCPT TO|DATA)/.test(command)) {
    return { failed: `The mail server refuses this address or message for good (${responseCode}).`, again: 'never' };
  }
  return { failed: `The mail server refuses us (${responseCode}).` };
}

export function createMailer({ smtpUrl, from, withinMs }: MailOptions): SendMail {
  const transport = createTransport({ url: smtpUrl, disableFileAccess: true, disableUrlAccess: true });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return async (delivery) => {
    const { address, notice } = delivery;
    try {
      await transport.sendMail({
        // Objects, since a text is parsed as a list of addresses.
        from: { name: '', address: from },
        to: { name: '', address },
        envelope: { from, to: [{ name: '', address }] },
        subject: oneLine(notice.subject),
        text: notice.text,
        date: new Date(notice.atMs),
        messageId: `<${toDeliveryId(delivery)}@${domain}>`,
        headers: {
          // RFC 3834 §5: no answering machine answers.
          'Auto-Submitted': 'auto-generated',
          'List-Id': `<notices.${domain}>`,
        },
        signal: AbortSignal.timeout(withinMs),
      });
      return 'sent';
    } catch (error) {
      return toOutcome(error as SmtpError);
    }
  };
}
