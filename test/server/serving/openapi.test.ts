import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as contract from '@askusnow/sdk/contract';
import { z } from 'zod';
import { onlyUsed } from '../../../server/src/serving/openapi/openapi-components.ts';
import { withApp } from '../../support/app/fixture.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  anyOf?: Schema[];
  required?: string[];
  properties?: Record<string, Schema>;
}
interface Operation {
  summary?: string;
  description?: string;
  operationId?: string;
  security?: Record<string, string[]>[];
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: object; example?: unknown }[];
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema?: { $ref?: string }; example?: unknown }> }
  >;
}
interface Document {
  openapi: string;
  info: { title: string; version: string; description: string };
  webhooks: Record<string, { post: Operation }>;
  paths: Record<string, Record<string, Operation>>;
  tags: { name: string; description: string }[];
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, { type: string }> };
}

withApp({ engines: ['postgres'] }).describe('OpenAPI', (on) => {
  let document: Document;
  let operations: (Operation & { method: string; path: string })[];
  before(async () => {
    document = (await (await fetch(`${on.app.url}/openapi.json`)).json()) as Document;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
    );
  });

  const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  /** Written apart from the code that makes the document: any reference, whatever it points at. */
  const dangling = (whole: Document): string[] => {
    const found: string[] = [];
    const walk = (part: unknown): void => {
      if (part === null || typeof part !== 'object') return;
      for (const [key, value] of Object.entries(part)) {
        if (key !== '$ref' || typeof value !== 'string') walk(value);
        else {
          const steps = value.replace(/^#\//, '').split('/');
          const target = steps.reduce<unknown>(
            (at, step) => (at as Record<string, unknown> | undefined)?.[step],
            whole,
          );
          if (!value.startsWith('#/') || target === undefined) found.push(value);
        }
      }
    };
    walk(whole);
    return found;
  };

  test('OpenAPI: the document is OpenAPI 3.1, and each reference in it leads somewhere', () => {
    assert.equal(document.openapi, '3.1.0');
    assert.equal(document.info.title, 'AskUsNow');
    assert.ok(document.info.version);
    assert.ok(operations.length > 15);
    assert.deepEqual(dangling(document), []);
    assert.deepEqual(
      dangling({ ...document, components: { ...document.components, schemas: {} } }).includes(
        '#/components/schemas/Metrics',
      ),
      true,
    );
  });

  test('it holds the API and nothing else: pages, files and the sign-in are not described', () => {
    const others = Object.keys(document.paths).filter((path) => !/^\/(v1|health|metrics)\b/.test(path));
    assert.deepEqual(others, []);
  });

  test('OpenAPI: each route of /v1 is in it, with a summary, a tag, its responses and its errors', () => {
    const routes = on.app.app.routeAccess.filter(({ url, method }) => url.startsWith('/v1/') && method !== 'HEAD');
    for (const { url, method, access } of routes) {
      const path = url.replace(/:(\w+)/g, '{$1}');
      const name = `${method} ${path}`;
      const operation = document.paths[path]?.[method.toLowerCase()];
      assert.ok(operation, name);
      assert.ok(operation.summary && operation.tags?.length === 1, name);
      const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      assert.equal(good.length, 1, name);
      const [status, answer] = good[0]!;
      assert.equal(Object.values(answer.content ?? {}).length, status === '204' ? 0 : 1, name);
      assert.ok(
        Object.values(answer.content ?? {}).every(
          ({ schema }) => schema !== undefined && Object.keys(schema).length > 0,
        ),
        name,
      );
      for (const [code, reply] of Object.entries(operation.responses)) {
        assert.ok(reply.description, `${name} ${code}`);
        if (!code.startsWith('2')) assert.deepEqual(reply.content, PROBLEM, `${name} ${code}`);
      }
      assert.ok(operation.responses['default'], name);
      const isOpen = access === 'anyone' || access === 'registered-origin';
      assert.equal('401' in operation.responses, !isOpen, name);
      if (!isOpen)
        assert.equal('404' in operation.responses, url.includes(':'), `${name}: what it names may not be there`);
    }
  });

  test('OpenAPI: each operation has a description, and an example of what it takes, or else of what it answers', () => {
    const lacking = operations.filter(({ description, parameters = [], requestBody, responses }) => {
      const asked = [...parameters, ...Object.values(requestBody?.content ?? {})];
      const answered = Object.entries(responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, { content = {} }]) => (content['application/json'] ? [content['application/json']] : []));
      const shown = asked.length > 0 ? asked : answered;
      return !description || shown.some(({ example }) => example === undefined);
    });
    assert.deepEqual(
      lacking.map(({ method, path }) => `${method} ${path}`),
      [],
    );
  });

  test('OpenAPI: an example has each field that is required, so that it can be sent as it is', () => {
    const lacks = (schema: Schema, example: unknown, at: string): string[] => {
      const { $ref, anyOf = [], required = [], properties = {} } = schema;
      if ($ref !== undefined) return lacks(document.components.schemas[$ref.split('/').at(-1)!] as Schema, example, at);
      if (anyOf.length > 0) return lacks(anyOf.find(({ type }) => type !== 'null') ?? {}, example, at);
      const fields = example as Record<string, unknown>;
      return required.flatMap((name) =>
        name in fields ? lacks(properties[name] ?? {}, fields[name], `${at}.${name}`) : [`${at}.${name}`],
      );
    };
    assert.deepEqual(lacks({ required: ['a'] }, {}, ''), ['.a']);
    const lacking = operations.flatMap(({ method, path, requestBody }) =>
      Object.values(requestBody?.content ?? {}).flatMap((body) => lacks(body.schema, body.example, method + path)),
    );
    assert.deepEqual(lacking, []);
  });

  test('OpenAPI: who may call says nothing of viewers where a call is a PUT, PATCH or DELETE', () => {
    const writes = operations.filter(
      ({ method, path }) => ['put', 'patch', 'delete'].includes(method) && !path.startsWith('/v1/account'),
    );
    assert.ok(writes.some(({ description = '' }) => description.startsWith('For liaisons of the library')));
    assert.deepEqual(
      writes.flatMap(({ method, path, description = '' }) =>
        /^For [^.]*(?<!except )viewers/.test(description) ? [`${method} ${path}`] : [],
      ),
      [],
    );
  });

  test('OpenAPI: each list says what its items are', () => {
    const without = (part: unknown): unknown[] =>
      part === null || typeof part !== 'object'
        ? []
        : [
            ...((part as { type?: unknown }).type === 'array' && !('items' in part) ? [part] : []),
            ...Object.values(part).flatMap(without),
          ];
    assert.deepEqual(without(document), []);
    assert.equal(without({ a: { type: 'array', prefixItems: [] } }).length, 1);
  });

  test('OpenAPI: the webhook and the convention of revisions are described', () => {
    const { summary, description, requestBody } = document.webhooks['notice']!.post;
    assert.ok(summary && description && requestBody?.content['application/json']?.example);
    assert.match(document.info.description, /`revision`.*409 `stale-revision`/s);
  });

  test('OpenAPI: each operation has its own id, a described tag and its access rule', () => {
    const ids = operations.map(({ operationId }) => operationId);
    assert.ok(ids.every((id) => /^[a-z]+[A-Z][A-Za-z]*$/.test(id ?? '')));
    assert.equal(new Set(ids).size, ids.length, ids.sort().join(' '));
    assert.ok(ids.includes('getLibraryMetrics') && ids.includes('getLibraries'));
    const used = new Set(operations.flatMap(({ tags = [] }) => tags));
    assert.deepEqual(
      document.tags.map(({ name }) => name),
      [...used].sort(),
    );
    const accessOf = new Map(on.app.app.routeAccess.map(({ method, url, access }) => [`${method} ${url}`, access]));
    for (const { method, path, security } of operations) {
      const name = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
      const named = (security ?? assert.fail(`${name} does not say what it asks for`)).flatMap(Object.keys);
      // Beside the session, where a token may read: api-tokens.test.ts lists those routes.
      const schemes = named.filter((scheme) => scheme !== 'apiToken');
      const access = accessOf.get(name);
      if (access === 'bearer') assert.match(schemes.join(), /^(deskToken|metricsToken)$/, name);
      else assert.deepEqual(schemes, access === 'anyone' || access === 'registered-origin' ? [] : ['session'], name);
      for (const scheme of named) assert.ok(scheme in document.components.securitySchemes, `${name} ${scheme}`);
    }
  });

  test('OpenAPI: each name in braces in a path is a parameter, and a writing route has a request body', () => {
    for (const { method, path, parameters = [], requestBody } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = parameters.filter((parameter) => parameter.in === 'path');
      assert.deepEqual(given.map(({ name }) => name).sort(), named.sort(), path);
      assert.ok(
        given.every(({ required }) => required === true),
        path,
      );
      assert.ok(
        parameters.every(({ schema }) => schema !== undefined),
        path,
      );
      assert.equal(
        new Set(parameters.map((parameter) => `${parameter.in} ${parameter.name}`)).size,
        parameters.length,
        path,
      );
      if (method === 'put' || path === contract.PATHS.events) {
        assert.ok(
          Object.values(requestBody!.content).every(({ schema }) => Object.keys(schema).length > 0),
          path,
        );
      }
    }
  });

  /** Strings that a route takes in whatever shape. What is not text: tokens, which are hashed; what is only looked up in memory. */
  const LOOSE = [
    'get /v1/calendars/{token} token',
    'get /v1/libraries/{library}/availability library',
    'get /v1/notices/{token} token',
    'head /v1/libraries/{library}/availability library',
    'post /v1/events .events[].kind',
  ];

  test('OpenAPI: each string that a route takes has a pattern, a format or an enum, so that none admits U+0000', () => {
    const loose = new Set<string>();
    const walk = (part: unknown, at: string): void => {
      if (part === null || typeof part !== 'object') return;
      const schema = part as Record<string, unknown>;
      if (typeof schema['$ref'] === 'string') walk(document.components.schemas[schema['$ref'].split('/').at(-1)!], at);
      const isBound = ['pattern', 'format', 'enum', 'const', 'allOf'].some((key) => key in schema);
      if (schema['type'] === 'string' && !isBound) loose.add(at);
      for (const [name, each] of Object.entries(schema['properties'] ?? {})) walk(each, `${at}.${name}`);
      walk(schema['items'], `${at}[]`);
      for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
        for (const each of (schema[key] ?? []) as unknown[]) walk(each, at);
    };
    for (const { method, path, parameters = [], requestBody } of operations) {
      for (const { schema } of Object.values(requestBody?.content ?? {})) walk(schema, `${method} ${path} `);
      for (const { name, schema } of parameters) walk(schema, `${method} ${path} ${name}`);
    }
    assert.deepEqual([...loose].sort(), LOOSE);
  });

  const contractIds = (): string[] =>
    Object.values(contract)
      .flatMap((exported) => (exported instanceof z.ZodType ? [exported.meta()?.id] : []))
      .filter((id): id is string => id !== undefined)
      .sort();

  test('OpenAPI: each named schema of the contract is there once, under its own name', () => {
    const names = Object.keys(document.components.schemas);
    assert.ok(contractIds().length >= 15);
    const operators = ['Health', 'Liveness', 'Readiness'];
    assert.deepEqual(names.filter((name) => !operators.includes(name)).sort(), contractIds());
  });

  test('OpenAPI: a schema that is read and written in two shapes keeps two names; mutant: dropping “Input” blindly loses one', () => {
    const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const twice = {
      paths: { '/a': { put: { body: to('XInput'), reply: to('X'), more: to('YInput') } } },
      components: { schemas: { X: { a: to('Z') }, XInput: {}, Y: {}, YInput: { b: 1 }, Z: {}, ZInput: {} } },
    };
    const { paths, components } = onlyUsed(twice);
    assert.deepEqual(Object.keys(components.schemas), ['X', 'XInput', 'Y', 'Z']);
    assert.deepEqual(components.schemas['Y' as keyof typeof components.schemas], { b: 1 });
    assert.deepEqual(paths['/a'].put, { body: to('XInput'), reply: to('X'), more: to('Y') });
    const mutant = JSON.parse(JSON.stringify(twice.paths).replaceAll('Input', '')) as typeof twice.paths;
    assert.deepEqual(mutant['/a'].put.body, mutant['/a'].put.reply);
  });

  test('OpenAPI: the revision after a request’s fits the database’s integer; mutant: a maximum that is this integer is found', () => {
    const tooLarge = (part: unknown, at: string): string[] => {
      if (part === null || typeof part !== 'object') return [];
      return Object.entries(part).flatMap(([key, value]: [string, { maximum?: number } | null]) =>
        (key === 'revision' || key === 'version') && (value?.maximum ?? 0) > 2 ** 31 - 2
          ? [`${at}.${key}`]
          : tooLarge(value, `${at}.${key}`),
      );
    };
    const bodies = operations.map(({ method, path, requestBody }) => tooLarge(requestBody, `${method} ${path}`));
    assert.deepEqual(bodies.flat(), []);
    assert.deepEqual(tooLarge({ revision: { maximum: 2 ** 31 - 1 } }, 'of any'), ['of any.revision']);
  });
});
