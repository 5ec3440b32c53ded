// In:    a Chatwoot website inbox; the JSON list of those who answer it.
// Out:   whether any of them is online.
// Never: lets a name or a picture out: of each member the status alone is looked at.
//
// GET https://{host}/api/v1/widget/inbox_members?website_token={inbox}
//   {"payload":[{"name":"…","avatar_url":"…","availability_status":"online"},…]}
// Source: Chatwoot's own view and model, test/unit/presence-adapter-chatwoot.test.ts.
import type { Adapter, SourceOf } from '../adapter.ts';
import { bestOf, faultOf, isRecord, readJson } from '../reply.ts';

const STATUSES = { online: 'available', busy: 'busy', offline: 'nobody' } as const;

const isStatus = (status: unknown): status is keyof typeof STATUSES =>
  typeof status === 'string' && Object.hasOwn(STATUSES, status);

export const chatwoot: Adapter<SourceOf<'chatwoot'>> = {
  ask({ scheme, host, inbox }) {
    return { url: `${scheme}://${host}/api/v1/widget/inbox_members?website_token=${encodeURIComponent(inbox)}` };
  },
  read: (reply) =>
    readJson(reply, (value) => {
      const members = isRecord(value) ? value['payload'] : undefined;
      if (!Array.isArray(members)) return faultOf('unknown-value', '"payload" should be a list');
      const statuses = members.map((one: unknown) => (isRecord(one) ? one['availability_status'] : undefined));
      if (!statuses.every(isStatus)) {
        return faultOf(
          'unknown-value',
          `each "availability_status" should be one of ${Object.keys(STATUSES).join(', ')}`,
        );
      }
      return bestOf(statuses.map((status) => STATUSES[status]));
    }),
};
