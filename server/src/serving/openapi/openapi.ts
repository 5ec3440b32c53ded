// In:    the schemas and the access that routes declare.
// Out:   /openapi.json, OpenAPI 3.1: an operation id, a tag and the security of each operation.
// Never: has its own schemas: the SDK's contract is the only source.
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { problemSchema, type Access } from '@askusnow/sdk/contract';
import { mayCall } from './may-call.ts';
import { noticeWebhook } from './notice-webhook.ts';
import { addExamples } from './examples.ts';
import { needsSession } from '../../accounts/access.ts';
import { cookieName } from '../../accounts/cookie.ts';
import type { Config } from '../../platform/config.ts';
import { isWrite, NAMED } from '../../platform/http/access.ts';
import { createAsset, sendAsset, type Asset } from '../assets/asset.ts';
import { onlyUsed } from './openapi-components.ts';
import { withOperationIds } from './operation-id.ts';
import type { Runtime } from '../../platform/runtime.ts';

/** What holds for every operation. */
const DESCRIPTION = [
  'The API of an AskUsNow server. Paths below `/v1/` get new operations and fields, and lose none: ignore what you do not know.',
  '',
  '**Errors** are problems (RFC 9457) with a stable `code`.',
  '',
  '**Revisions.** What people change has a `revision`, a whole number that grows with each change. A request that changes or',
  'removes it names the revision that its sender has read. If somebody else has changed it since, the answer is 409 `stale-revision`',
  'with what is stored now (`stored`): show it, and send the change again with its revision.',
  '',
  '**Repeats.** A POST that creates something takes an `Idempotency-Key`: sent again with the same body within a day, it creates',
  'nothing more.',
  '',
  'Examples have the right shape; their values are invented.',
].join('\n');

/** A description of each tag; a test checks that routes use only these. */
const TAGS = [
  { name: 'accounts', description: 'Who may sign in, and where they are signed in.' },
  { name: 'alerts', description: "What those who answer a library's patrons should know until a time." },
  { name: 'announcements', description: 'What the coordinator announces, and who has acknowledged it.' },
  { name: 'assistance', description: 'Requests for help that a desk cannot answer alone.' },
  { name: 'audit', description: 'Who changed what, and when.' },
  { name: 'availability', description: 'What patrons see about the chat service now.' },
  { name: 'campaigns', description: 'Campaigns of a library: their links, what they brought, what changed.' },
  { name: 'changes', description: 'When a signed-in page should read again.' },
  { name: 'coverage', description: 'Whether scheduled time was covered.' },
  { name: 'events', description: 'What happened at an entry point, counted.' },
  { name: 'follow-ups', description: 'Reference numbers of chats that a library still follows up.' },
  { name: 'hand-overs', description: 'One page handed to a webmaster by a link that needs no account.' },
  { name: 'hours', description: "A queue's service hours, seasons and closings." },
  { name: 'libraries', description: 'The partner libraries and the pages where their tag may stand.' },
  {
    name: 'local-facts',
    description: 'What those who answer chats need of a library: sealed fields, scripts, contacts.',
  },
  { name: 'meetings', description: 'Statewide meetings, site visits and the topics that staff propose.' },
  { name: 'metrics', description: "A library's counts and rates." },
  { name: 'notices', description: 'Who is notified, about what, and over which channel.' },
  { name: 'operations', description: 'What operators watch.' },
  { name: 'page-checks', description: 'Key pages as a program reads them, and whether the tag is there.' },
  { name: 'placements', description: 'Where entry points stand and what they bring.' },
  { name: 'policy-pages', description: 'What libraries write for the people who answer their patrons.' },
  { name: 'presence', description: 'Who is at a desk now, and how that is known.' },
  {
    name: 'problem-reports',
    description: 'Problems reported to the coordinator, with states of the server and no personal data.',
  },
  { name: 'questions', description: 'How many questions patrons asked, counted and estimated.' },
  { name: 'readiness', description: 'What libraries need before they go live, each line proved by an event.' },
  {
    name: 'registration',
    description: 'The cooperative, its libraries and its desks, as the coordinator enters them.',
  },
  { name: 'reports', description: "A library's month by the numbers, with a comment." },
  { name: 'shared hours', description: 'Hours of shared desks that libraries give to each other and take.' },
  { name: 'shifts', description: "A queue's shifts and their calendar." },
  { name: 'standard', description: 'The visibility standard, and how each library meets it.' },
  { name: 'surveys', description: 'What patrons answered when the chat system asked them, as counts by month.' },
  { name: 'tasks', description: 'What waits for the signed-in account, in order of harm.' },
  { name: 'training', description: 'Training sessions of a library, and its practice clicks.' },
];

const securitySchemes = (config: Config) =>
  ({
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: cookieName(config),
      description: 'A person or a desk that has opened a sign-in link.',
    },
    deskToken: { type: 'http', scheme: 'bearer', description: "A desk's token, shown once when the desk is added." },
    apiToken: {
      type: 'http',
      scheme: 'bearer',
      description: 'An API token that a person has made under “Your account”, with the scope of the route.',
    },
    metricsToken: { type: 'http', scheme: 'bearer', description: "The operator's METRICS_TOKEN." },
  }) as const;

/** Register it before any route: it collects routes as they are added. */
export async function describeRoutes(app: FastifyInstance, config: Config, runtime: Runtime): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'AskUsNow',
        description: DESCRIPTION,
        version: runtime.version,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: config.publicUrl }],
      tags: TAGS,
      components: { securitySchemes: securitySchemes(config) },
    },
    // Pages and files have no tag.
    hideUntagged: true,
    transform: describe,
    transformObject: (document) => {
      const described = withOperationIds(onlyUsed(jsonSchemaTransformObject(document)));
      addExamples(described);
      return Object.assign(described, { webhooks: { notice: noticeWebhook } });
    },
  });
}

/** The errors that the guard and the validator send for each route. */
function refusalsOf(
  access: Access | undefined,
  { method, url }: Pick<RouteOptions, 'method' | 'url'>,
  schema: FastifySchema,
): Record<string, string> {
  const asks = access !== 'anyone' && access !== 'registered-origin';
  const isBearer = access === 'bearer';
  const isOfOne =
    (access === 'any-account' && /\/:(library|queue)/.test(url)) ||
    (access === 'any-person' && url.includes('/:library'));
  const changes = asks && !isBearer && ![method].flat().every((each) => each === 'GET' || each === 'HEAD');
  return {
    ...(asks && { 401: isBearer ? 'No such token.' : 'Nobody is signed in.' }),
    ...((changes || ['coordinator', 'staff', 'any-person'].includes(access ?? '')) && {
      403: 'Not from here, or not by this account.',
    }),
    ...(access !== undefined &&
      (access in NAMED || isOfOne) && { 404: 'There is none of this name, or not for this account.' }),
    ...(access !== 'registered-origin' &&
      (schema.params ?? schema.querystring ?? schema.body) !== undefined && { 422: 'Some fields are not valid.' }),
    default: 'Any other refusal.',
  };
}

const asProblem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});

const describe: NonNullable<FastifyDynamicSwaggerOptions['transform']> = (document) => {
  const { schema, route } = document;
  if (!schema?.tags || !('openapiObject' in document)) return jsonSchemaTransform(document);
  const refusals = Object.entries(refusalsOf(route.config?.access, route, schema));
  const declared = Object.entries((schema.response ?? {}) as Record<string, unknown>);
  const response = Object.fromEntries([
    ...refusals.map(([status, description]) => [status, asProblem(description)] as const),
    ...declared.map(
      ([status, one]) => [status, one === problemSchema ? asProblem('As its `code` says.') : one] as const,
    ),
  ]);
  const access = route.config?.access ?? 'anyone';
  const session = [{ session: [] }, ...(route.config?.scope ? [{ apiToken: [] }] : [])];
  const isReadOnly = route.config?.isReadOnly;
  const use = { access, isWrite: [route.method].flat().some((method) => isWrite({ method, isReadOnly })) };
  const description = schema.description ?? mayCall(use, route.config?.scope);
  const security = schema.security ?? (needsSession(access) ? session : []);
  return jsonSchemaTransform({ ...document, schema: { ...schema, description, response, security } });
};

export async function openapiRoutes(scope: FastifyInstance): Promise<void> {
  // The document does not change: it is serialized once, at the first request, and its bytes are shared by all replies.
  let document: Asset | undefined;
  scope.get('/openapi.json', { config: { access: 'anyone' }, schema: { hide: true } }, (_request, reply) => {
    document ??= createAsset('openapi.json', Buffer.from(JSON.stringify(scope.swagger())));
    return sendAsset(reply, document);
  });
}
