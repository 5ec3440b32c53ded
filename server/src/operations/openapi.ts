// In:    the schemas that routes declare, and who may use them.
// Out:   /openapi.json, OpenAPI 3.1.
// Never: a schema of its own: the contract in the sdk is the one place.
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { problemSchema } from '@askusnow/sdk/contract';
import type { Config } from '../config.ts';
import { NAMED, type Access } from '../http/access.ts';
import { onlyUsed } from './openapi-components.ts';
import type { Runtime } from './runtime.ts';

/** Before any route: it learns of them as they are added. */
export async function describeRoutes(app: FastifyInstance, config: Config, runtime: Runtime): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'AskUsNow', version: runtime.version, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: config.publicUrl }],
    },
    // Pages and files carry no tag.
    hideUntagged: true,
    transform: describe,
    transformObject: (document) => onlyUsed(jsonSchemaTransformObject(document)),
  });
}

/** What the guard and the validator say on behalf of every door. */
function refusalsOf(
  access: Access | undefined,
  method: string | string[],
  schema: FastifySchema,
): Record<string, string> {
  const asks = access !== 'anyone' && access !== 'registered-origin';
  const changes = asks && ![method].flat().every((each) => each === 'GET' || each === 'HEAD');
  return {
    ...(asks && { 401: 'Nobody is signed in.' }),
    ...((changes || access === 'coordinator' || access === 'staff') && {
      403: 'Not from here, or not by this account.',
    }),
    ...(access !== undefined && access in NAMED && { 404: 'There is none of this name, or not for this account.' }),
    ...(access !== 'registered-origin' &&
      (schema.params ?? schema.querystring ?? schema.body) !== undefined && { 422: 'Some fields cannot be used.' }),
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
  const refusals = Object.entries(refusalsOf(route.config?.access, route.method, schema));
  const declared = Object.entries((schema.response ?? {}) as Record<string, unknown>);
  const response = Object.fromEntries([
    ...refusals.map(([status, description]) => [status, asProblem(description)] as const),
    ...declared.map(
      ([status, one]) => [status, one === problemSchema ? asProblem('As its `code` says.') : one] as const,
    ),
  ]);
  return jsonSchemaTransform({ ...document, schema: { ...schema, response } });
};

export async function openapiRoutes(scope: FastifyInstance): Promise<void> {
  // The document is the same until the next start: written once, on the first question.
  let document: string | undefined;
  scope.get('/openapi.json', { config: { access: 'anyone' }, schema: { hide: true } }, (_request, reply) => {
    document ??= JSON.stringify(scope.swagger());
    return reply.type('application/json; charset=utf-8').send(document);
  });
}
