// In:    the contract of a notice.
// Out:   the webhook in the API's description: what a recipient's address is sent, and how its answers count.
import { noticeBodySchema } from '@askusnow/sdk/contract';
import { z } from 'zod';

const header = (name: string, description: string) => ({
  ...{ name, description, in: 'header', required: true },
  schema: { type: 'string' },
});

const example: z.input<typeof noticeBodySchema> = {
  type: 'assistance.opened',
  timestamp: '2026-12-01T10:00:00.000Z',
  data: {
    id: '5f0c9d4e-6a0b-4c8e-9b53-0a1f2d3c4b5a',
    ...{ tier: 'local', library: 'harford', subject: 'Help request', text: 'Nobody is at the desk.', about: {} },
  },
};

const { $schema: _, ...schema } = z.toJSONSchema(noticeBodySchema);

export const noticeWebhook = {
  post: {
    operationId: 'receiveNotice',
    tags: ['notices'],
    summary: 'A notice to a webhook that is a recipient',
    description:
      'Signed by Standard Webhooks 1.0.0. Refuse a timestamp that is more than five minutes old; a notice that is sent again has the same `webhook-id`.',
    security: [],
    parameters: [
      header('webhook-id', 'The delivery, the same for all attempts.'),
      header('webhook-timestamp', 'When this attempt was made, in seconds since 1970.'),
      header('webhook-signature', 'The signature by the secret that was shown when the webhook was added.'),
    ],
    requestBody: { required: true, content: { 'application/json': { schema, example } } },
    responses: {
      '2XX': { description: 'The notice has arrived.' },
      '410': { description: 'The webhook is stopped.' },
      default: { description: 'The notice is sent again later.' },
    },
  },
};
