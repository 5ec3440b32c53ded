// In:    a delivery to a mail address.
// Out:   one mail to that address, or why not.
import { createMailer, type MailOptions } from '../../platform/mail/mail.ts';
import { toDeliveryId, type Delivery, type DeliveryOutcome } from './notice.ts';

export type MailNotice = (delivery: Delivery) => Promise<DeliveryOutcome>;

export function createNoticeMailer(options: MailOptions): MailNotice {
  const send = createMailer(options);
  return (delivery) => {
    const { subject, text, atMs } = delivery.notice;
    return send({ to: delivery.address, subject, text, atMs, id: toDeliveryId(delivery), list: 'notices' });
  };
}
