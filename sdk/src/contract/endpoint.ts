import { z } from 'zod';
import type { Access } from './access.js';
import { PATH_SCHEMAS, type PathValues } from './path-parameters.js';
import type { TokenScope } from './roles.js';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** A method and a path, like `PUT /v1/libraries/{library}/alerts/{alert}`. */
export type Route = `${Method} /${string}`;

/** The names in a path, in their order. */
export type NamesOf<R extends string> = R extends `${string}{${infer Name}}${infer Rest}`
  ? [Name & keyof PathValues, ...NamesOf<Rest>]
  : [];

/** A schema, or none. */
type Schema = z.ZodType | undefined;

/** What an endpoint declares besides its route. */
interface Declaration<A extends Access, B extends Schema, Q extends Schema, T extends Schema> {
  access: A;
  /** The scope with which an API token may read it; absent: no token may. */
  scope?: TokenScope;
  /** For a POST that changes nothing, such as a preview. */
  isReadOnly?: boolean;
  /** Reads months of many tables: the server has few of them under way at a time. */
  isHeavy?: boolean;
  summary: string;
  /** Schemas of names in the path that differ from {@link PATH_SCHEMAS}. */
  params?: Record<string, z.ZodType>;
  body?: B;
  query?: Q;
  /** Absent: 204, without a body. */
  reply?: T;
  /** Of a reply with a body. Default: 200; 201: something was created. */
  status?: 200 | 201 | 202;
  /**
   * Statuses of its own refusals. What the access and the schemas refuse (401, 403, 404, 422) is added to the document, and the
   * 409 of an outdated `revision` here.
   */
  problems?: readonly number[];
}

const hasRevision = (schema: Schema): boolean => schema instanceof z.ZodObject && 'revision' in schema.shape;

/** One operation of the wire: the server's route, the SDK's function and the entry of /openapi.json are made of it. */
export interface Endpoint<
  R extends Route = Route,
  A extends Access = Access,
  B extends Schema = Schema,
  Q extends Schema = Schema,
  T extends Schema = Schema,
> extends Omit<Declaration<A, B, Q, T>, 'body' | 'query' | 'reply'> {
  route: R;
  body: B;
  query: Q;
  reply: T;
  /** One of the tags of /openapi.json, from {@link api}. */
  tag: string;
  method: Method;
  /** With `{name}` for each name. */
  path: string;
  /** Of the names in the path; absent: there are none. */
  paramsSchema?: z.ZodObject;
}

/**
 * Declares one operation of the wire.
 * Errors: TypeError where a name in the path has no schema.
 * @example endpoint('GET /v1/libraries/{library}/alerts', { access: 'any-account', summary: 'Alerts', reply: alertListSchema })
 */
export function endpoint<
  const R extends Route,
  const A extends Access,
  B extends Schema = undefined,
  Q extends Schema = undefined,
  T extends Schema = undefined,
>(route: R, declaration: Declaration<A, B, Q, T>): Endpoint<R, A, B, Q, T> {
  const [method, path] = route.split(' ') as [Method, string];
  const ofNames: Record<string, z.ZodType | undefined> = { ...PATH_SCHEMAS, ...declaration.params };
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = ofNames[name];
    if (schema === undefined) throw new TypeError(`${route}: "${name}" has no schema`);
    return [name, schema] as const;
  });
  const paramsSchema = params.length === 0 ? {} : { paramsSchema: z.object(Object.fromEntries(params)) };
  const { body, query, reply, problems: own = [], ...rest } = declaration;
  const problems = [...own, ...(hasRevision(body) || hasRevision(query) ? [409] : [])];
  // What is left out has the type undefined.
  const schemas = { body: body as B, query: query as Q, reply: reply as T };
  return { ...rest, ...schemas, problems, route, tag: '', method, path, ...paramsSchema };
}

/**
 * The endpoints of a feature, by the names that the server and the SDK use.
 * @example export const alertsApi = api('alerts', { list: endpoint(…), add: endpoint(…) });
 */
// Not Record<string, Endpoint>: the schemas of each would be inferred from it.
export function api<E extends Record<string, object>>(tag: string, endpoints: E): E {
  return Object.fromEntries(Object.entries(endpoints).map(([name, one]) => [name, { ...one, tag }])) as E;
}

/** The values of a route's path, by name. */
export type ParamsOf<R extends Route> = { [Name in NamesOf<R>[number]]: PathValues[Name][0] };
/** What a caller sends for a schema. */
export type Sent<S extends Schema> = S extends z.ZodType ? z.input<S> : undefined;
/** What a handler receives for a schema. */
export type Received<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;
