// In:    an OpenAPI document.
// Out:   for each operation its texts and lists, and a request that is right except for one of them.
import assert from 'node:assert/strict';
import { sampleText } from '../../../server/src/serving/openapi/examples.ts';

export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

interface Operation {
  tags?: string[];
  parameters?: { name: string; in: string; schema?: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
}

export interface Request {
  method: string;
  /** Without `/v1/`. */
  path: string;
  body: unknown;
}

/** A place in a request that takes text, or a list. */
export interface Place {
  operation: string;
  /** As a problem names it. */
  field: string;
  kind: 'text' | 'list';
  maxLength: number | undefined;
  where: 'body' | 'query' | 'path';
  /** The request with this value there, and right values elsewhere. */
  with(value: unknown): Request;
}

type Step = string | number;
interface Leaf {
  steps: Step[];
  kind: Place['kind'];
  maxLength: number | undefined;
}

const named = (document: OpenApi, ref: string): JsonSchema => document.components.schemas[ref.split('/').at(-1)!]!;

/** What may be text, list or group: the first of its alternatives that is no null. */
function resolve(document: OpenApi, schema: JsonSchema): JsonSchema {
  if (schema.$ref !== undefined) return resolve(document, named(document, schema.$ref));
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined)
    return resolve(
      document,
      several.find(({ type }) => type !== 'null')!,
    );
  return schema;
}

const typeOf = ({ type }: JsonSchema): string | undefined =>
  Array.isArray(type) ? type.find((each) => each !== 'null') : type;

function sampleOf(schema: JsonSchema): string {
  const sample = sampleText(schema);
  assert.ok(sample !== undefined, `no sample of ${schema.pattern}`);
  return sample;
}

/** A right value, and its texts and lists. Each variant of a group that has some is walked. */
function* walk(document: OpenApi, schema: JsonSchema, steps: Step[]): Generator<{ value: unknown; leaves: Leaf[] }> {
  const variants = schema.oneOf ?? schema.anyOf;
  const groups = variants?.filter((each) => typeOf(resolve(document, each)) === 'object') ?? [];
  if (groups.length > 1) {
    for (const group of groups) yield* walk(document, group, steps);
    return;
  }
  const plain = resolve(document, schema);
  if (plain.const !== undefined || plain.enum !== undefined) {
    yield { value: plain.const ?? plain.enum![0], leaves: [] };
    return;
  }
  switch (typeOf(plain) ?? '') {
    case 'object': {
      const value: Record<string, unknown> = {};
      const leaves: Leaf[] = [];
      for (const [name, each] of Object.entries(plain.properties ?? {})) {
        const [first] = walk(document, each, [...steps, name]);
        value[name] = first!.value;
        leaves.push(...first!.leaves);
      }
      yield { value, leaves };
      return;
    }
    case 'array': {
      const [first] = walk(document, plain.items ?? {}, [...steps, 0]);
      const list: Leaf = { steps, kind: 'list', maxLength: undefined };
      yield { value: [first!.value], leaves: [list, ...first!.leaves] };
      return;
    }
    case 'string':
      yield { value: sampleOf(plain), leaves: [{ steps, kind: 'text', maxLength: plain.maxLength }] };
      return;
    case 'boolean':
      yield { value: false, leaves: [] };
      return;
    default:
      yield { value: Math.max(1, plain.minimum ?? 0), leaves: [] };
  }
}

function set(value: unknown, steps: readonly Step[], leaf: unknown): unknown {
  const [step, ...others] = steps;
  if (step === undefined) return leaf;
  if (Array.isArray(value)) return value.map((each, at) => (at === step ? set(each, others, leaf) : (each as unknown)));
  const group = value as Record<string, unknown>;
  return { ...group, [step]: set(group[step], others, leaf) };
}
const valueAt = (value: unknown, steps: readonly Step[]): unknown =>
  steps.reduce((at, step) => (at as Record<Step, unknown>)[step], value);

/** A request of an operation whose values have the right shape; its query is left out. */
export interface Shaped {
  operation: string;
  method: string;
  /** As the document writes it. */
  path: string;
  params: Record<string, string>;
  /** The names that a query may have. */
  queries: string[];
  /** Undefined: it takes none. */
  body: unknown;
}

/** Of each operation. */
export const shapedRequests = (document: OpenApi): Shaped[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, { parameters = [], requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      const sample = (each: JsonSchema): unknown => [...walk(document, each, [])][0]!.value;
      const inPath = parameters.filter((each) => each.in === 'path');
      const queries = parameters.filter((each) => each.in === 'query').map((each) => each.name);
      const params = Object.fromEntries(inPath.map((each) => [each.name, String(sample(each.schema ?? {}))]));
      const method = name.toUpperCase();
      return { operation: `${method} ${path}`, method, path, params, queries, body: schema && sample(schema) };
    }),
  );

/** Every text and list of the operations that `isWanted` takes. */
export function placesOf(document: OpenApi, isWanted: (operation: { tags: string[]; method: string }) => boolean) {
  const places: Place[] = [];
  for (const [path, methods] of Object.entries(document.paths))
    for (const [name, { tags = [], parameters = [], requestBody }] of Object.entries(methods)) {
      const method = name.toUpperCase();
      if (!isWanted({ tags, method })) continue;
      const operation = `${method} ${path}`;
      const samples = new Map(
        parameters.map((each) => [each.name, String([...walk(document, each.schema ?? {}, [])][0]!.value)]),
      );
      const bodySchema = requestBody?.content['application/json']?.schema;
      const bodies =
        bodySchema === undefined ? [{ value: undefined, leaves: [] }] : [...walk(document, bodySchema, [])];
      const addressWith = (changed: Map<string, string>): string => {
        const query = parameters
          .filter((each) => each.in === 'query' && changed.get(each.name) !== samples.get(each.name))
          .map((each) => `${each.name}=${encodeURIComponent(changed.get(each.name)!)}`);
        const filled = path.replace(/\{(\w+)\}/g, (_whole, id: string) => encodeURIComponent(changed.get(id)!));
        return filled.slice('/v1/'.length) + (query.length > 0 ? `?${query.join('&')}` : '');
      };
      for (const { name: field, in: where, schema = {} } of parameters)
        if (where === 'query' && typeOf(resolve(document, schema)) === 'string')
          places.push({
            operation,
            field,
            kind: 'text',
            where,
            maxLength: resolve(document, schema).maxLength,
            with: (text) => ({
              method,
              path: addressWith(new Map(samples).set(field, text as string)),
              body: bodies[0]!.value,
            }),
          });
      for (const { value, leaves } of bodies)
        for (const { steps, kind, maxLength } of leaves)
          places.push({
            operation,
            field: steps.join('.'),
            kind,
            where: 'body',
            maxLength,
            with: (leaf) => ({
              method,
              path: addressWith(samples),
              body: set(
                value,
                steps,
                kind === 'list' ? Array<unknown>(leaf as number).fill((valueAt(value, steps) as unknown[])[0]) : leaf,
              ),
            }),
          });
    }
  return places;
}

/** Addresses of the operations that answer with CSV, without `/v1/`. */
export const csvPathsOf = (document: OpenApi, params: Record<string, string>): string[] =>
  Object.entries(document.paths).flatMap(([path, { get }]) =>
    Object.values(get?.responses ?? {}).some(({ content }) => content !== undefined && 'text/csv' in content)
      ? [path.replace(/\{(\w+)\}/g, (_whole, id: string) => params[id] ?? id).slice('/v1/'.length)]
      : [],
  );

/** The whole numbers that a schema takes, by their names. */
function* wholeNumbersOf(
  document: OpenApi,
  { $ref, type, maximum = Infinity, ...schema }: JsonSchema,
  name = '',
): Generator<{ name: string; maximum: number }, void> {
  if ($ref !== undefined) yield* wholeNumbersOf(document, named(document, $ref), name);
  if ([type].flat().includes('integer')) yield { name, maximum };
  for (const each of [schema.anyOf, schema.oneOf, schema.allOf, schema.items].flat())
    if (each !== undefined) yield* wholeNumbersOf(document, each, name);
  for (const [key, each] of Object.entries(schema.properties ?? {}))
    yield* wholeNumbersOf(document, each, `${name}.${key}`);
}

/** The whole numbers that the bodies of requests may have. */
export const numbersOfBodies = (document: OpenApi): { name: string; maximum: number }[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) =>
      Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => [
        ...wholeNumbersOf(document, schema, `${method.toUpperCase()} ${path}`),
      ]),
    ),
  );
