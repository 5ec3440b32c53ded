// In:    a delivery to a mail address.
// Out:   one mail to that address, with a link that ends such mails where the recipient has one; or why not.
import { escapeHtml } from '../../platform/http/html.ts';
import { createMailer, type MailOptions } from '../../platform/mail/mail.ts';
import { messages } from './messages.ts';
import { SUMMARIES, toDeliveryId, type Delivery, type DeliveryOutcome } from './notice.ts';

export type MailNotice = (delivery: Delivery) => Promise<DeliveryOutcome>;

const withLinkInHtml = (html: string, link: string): string =>
  html.replace(
    '</body>',
    () => `<p>${messages.unsubscribe} <a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>\n</body>`,
  );

export function createNoticeMailer({ publicUrl, ...options }: MailOptions & { publicUrl: string }): MailNotice {
  const send = createMailer(options);
  return (delivery) => {
    const { kind, subject, text, html, atMs } = delivery.notice;
    const to = delivery.address;
    if (to === null) return Promise.resolve({ failed: messages.noAddress, again: 'never' });
    const mail = { to, subject, atMs, id: toDeliveryId(delivery) };
    if (delivery.secret === null || !SUMMARIES.includes(kind)) return send({ ...mail, text, html, list: 'notices' });
    const unsubscribe = `${publicUrl}/unsubscribe/${delivery.secret}`;
    return send({
      ...mail,
      text: `${text}\n\n${messages.unsubscribe}\n${unsubscribe}`,
      html: html && withLinkInHtml(html, unsubscribe),
      unsubscribe,
      list: kind,
    });
  };
}
