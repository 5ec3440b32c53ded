// In:    a delivery to a mail address.
// Out:   one mail to that address, with a link that ends these mails, or that agrees to them; or why not.
import { escapeHtml } from '../../platform/http/html.ts';
import { createMailer, type MailOptions } from '../../platform/mail/mail.ts';
import { messages } from './messages.ts';
import { LIAISON_MESSAGE, LINK_KIND, SUMMARIES, toDeliveryId, type Delivery, type DeliveryOutcome } from './notice.ts';

export type MailNotice = (delivery: Delivery) => Promise<DeliveryOutcome>;

const withLinkInHtml = (html: string, link: string): string =>
  html.replace(
    '</body>',
    () => `<p>${messages.unsubscribe} <a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>\n</body>`,
  );

export function createNoticeMailer({ publicUrl, ...options }: MailOptions & { publicUrl: string }): MailNotice {
  const send = createMailer(options);
  return (delivery) => {
    const { kind, subject, html, atMs } = delivery.notice;
    const { offerToken } = delivery;
    const toOffer = offerToken ? `\n\n${messages.offerLink}\n${publicUrl}/offers/${offerToken}` : '';
    const text = delivery.notice.text + toOffer;
    const to = delivery.address;
    if (to === null) return Promise.resolve({ failed: messages.noAddress, again: 'never' });
    const { replyTo } = delivery;
    if (kind === LIAISON_MESSAGE && replyTo === null)
      return Promise.resolve({ failed: messages.noSender, again: 'never' });
    const mail = { to, subject, atMs, id: toDeliveryId(delivery), replyTo };
    if (delivery.secret === null) return send({ ...mail, text, html, list: 'notices' });
    const isSummary = SUMMARIES.includes(kind);
    const unsubscribe = `${publicUrl}/unsubscribe/${delivery.secret}${isSummary ? '' : '/all'}`;
    // Its page has the button that ends them.
    if (kind === LINK_KIND)
      return send({
        ...mail,
        text: `${text}\n${publicUrl}/recipients/${delivery.secret}\n`,
        unsubscribe,
        list: 'notices',
      });
    return send({
      ...mail,
      text: `${text}\n\n${messages.unsubscribe}\n${unsubscribe}`,
      html: html && withLinkInHtml(html, unsubscribe),
      unsubscribe,
      list: isSummary || kind === LIAISON_MESSAGE ? kind : 'notices',
    });
  };
}
