// In:    the schemas that routes declare.
// Out:   /openapi.json, OpenAPI 3.1.
// Never: a schema of its own: the contract in the sdk is the one place.
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Config } from '../config.ts';
import type { Runtime } from './runtime.ts';

/** Before any route: it learns of them as they are added. */
export async function describeRoutes(app: FastifyInstance, config: Config, runtime: Runtime): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'AskUsNow', version: runtime.version, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: config.publicUrl }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

export async function openapiRoutes(scope: FastifyInstance): Promise<void> {
  // The document is the same until the next start: written once, on the first question.
  let document: string | undefined;
  scope.get('/openapi.json', { config: { access: 'anyone' }, schema: { hide: true } }, (_request, reply) => {
    document ??= JSON.stringify(scope.swagger());
    return reply.header('access-control-allow-origin', '*').type('application/json; charset=utf-8').send(document);
  });
}
