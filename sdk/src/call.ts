import type { Endpoint, NamesOf, Received, Sent } from './contract/endpoint.js';
import type { PathValues } from './contract/path-parameters.js';
import { toQuery } from './management/page-query.js';
import { signedIn } from './management/signed-in.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from './request.js';
import { sendOnce } from './sent-once.js';

type PathArguments<Names> = Names extends [infer Name extends keyof PathValues, ...infer Rest]
  ? [...PathValues[Name], ...PathArguments<Rest>]
  : [];
/** In brackets: a body of several shapes is one argument. */
type BodyArgument<T> = [T] extends [undefined] ? [] : [body: T];
type QueryArgument<T> = T extends undefined ? [] : object extends T ? [query?: T] : [query: T];

/** The function of an endpoint: the names in its path, its body and its query, each where it has one. */
export type Call<E extends Endpoint> = (
  connection: Connection,
  ...given: [
    ...PathArguments<NamesOf<E['route']>>,
    ...BodyArgument<Sent<E['body']>>,
    ...QueryArgument<Sent<E['query']>>,
    options?: RequestOptions,
  ]
) => Promise<Received<E['reply']>>;

/** What a page knows of an endpoint, since it has no schemas: that there is a body, the query's names, the reply's members; that it needs no session. */
type Facts<E extends Endpoint> = (E['body'] extends undefined ? object : { body: true }) &
  (E['query'] extends undefined ? object : { query: readonly (keyof Sent<E['query']> & string)[] }) &
  (E['reply'] extends undefined ? object : { reply: readonly (keyof Received<E['reply']> & string)[] }) &
  (E['access'] extends 'anyone' ? { isOpen: true } : object);

/** Nothing, where there is nothing to know. */
type FactsArgument<E extends Endpoint> = object extends Facts<E> ? [] : [facts: Facts<E>];

/**
 * Makes the SDK's function of an endpoint of the contract, for signed-in people, or without a session where it is open to
 * anyone. The contract is a type here and its
 * schemas stay out of pages; the route and the facts are checked against it. `reply`: members without which a reply is
 * none of this endpoint.
 * Errors of the function: NetworkError, ContractError, ProblemError.
 * @example const addAlert = call<typeof alertsApi.add>('POST /v1/libraries/{library}/alerts', { body: true, reply: ['id'] });
 */
/* @__NO_SIDE_EFFECTS__ */
export function call<E extends Endpoint>(route: E['route'], ...[facts]: FactsArgument<E>): Call<E> {
  const send = (connection: Connection, ...given: unknown[]) => {
    const { body, query, reply, isOpen } = (facts ?? {}) as {
      body?: true;
      query?: readonly string[];
      reply?: readonly string[];
      isOpen?: true;
    };
    const [method, path] = route.split(' ') as [Endpoint['method'], string];
    const address = path.replace(/\{\w+\}/g, () => encodeURIComponent(String(given.shift())));
    const sent = body && { body: given.shift() };
    const search = query ? toQuery(pick((given.shift() ?? {}) as Record<string, unknown>, query)) : '';
    const read = reply ? readObject<Record<string, unknown>>(...reply) : readNothing;
    const asked = given[0] as RequestOptions | undefined;
    const options = { ...(isOpen ? asked : signedIn(asked)), method, ...sent };
    const once = (own: Connection) => request(own, address + search, read, options);
    return method === 'POST' ? sendOnce(connection, address + JSON.stringify(sent), once) : once(connection);
  };
  return send as unknown as Call<E>;
}

/** What a caller passes may be a whole row. */
const pick = (from: Record<string, unknown>, names: readonly string[]): object =>
  Object.fromEntries(names.map((name) => [name, from[name]]));
