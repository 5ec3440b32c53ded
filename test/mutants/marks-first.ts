// An outbox with the fault that notices-killed.test.ts is about: it marks as sent, and sends afterwards. It is killed between the two, at
// its third delivery.
import { systemClock } from '../../server/src/platform/clock.ts';
import { loadConfig } from '../../server/src/platform/config.ts';
import { openDatabase } from '../../server/src/platform/db/open.ts';
import { createEgress } from '../../server/src/platform/egress/egress.ts';
import { createNoticeMailer } from '../../server/src/help/notices/mail.ts';
import { claimDelivery, settleDelivery } from '../../server/src/help/notices/outbox-store.ts';
import { postWebhook } from '../../server/src/help/notices/webhook.ts';

const config = loadConfig(process.env);
const { db } = await openDatabase(config, () => undefined);
const egress = createEgress({ allow: config.egressAllow });
const { publicUrl } = config;
const sendMail = createNoticeMailer({
  publicUrl,
  smtpUrl: config.mail!.smtpUrl,
  from: config.mail!.from,
  withinMs: 1_000,
});
for (let marked = 1; ; marked++) {
  const nowMs = systemClock.now();
  const delivery = await claimDelivery(db, { nowMs, untilMs: nowMs + 1_500 });
  if (!delivery) break;
  await settleDelivery(db, delivery, { state: 'sent', atMs: nowMs });
  if (marked === 3) process.kill(process.pid, 'SIGKILL');
  if (delivery.channel === 'email') await sendMail(delivery);
  else await postWebhook(egress, delivery, { nowMs, withinMs: 1_000 });
}
process.exit();
