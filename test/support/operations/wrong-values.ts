// In:    a request that is right.
// Out:   the same with one value changed: of its path, its query or its body.
import type { Shaped } from '../app/openapi-input.ts';
import type { Ask } from './world.ts';

/** The limits of the database's types, other kinds of values, days and instants that are none, and text that no database stores. */
const IN_BODY: readonly unknown[] = [
  ...['', 'a\u0000b', 'a\ud800b', 'x'.repeat(40_000), '0001-01-01', '2026-02-30', '9999-12-31T23:59:59.999Z'],
  ...[-1, 0, 1.5, 2 ** 31 - 2, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, 1e300, true, null, [], {}, [null]],
];
const IN_ADDRESS: readonly string[] = [
  ...['', 'x', '0', '-1', '1.5', '1e9', '2147483646', '2147483647', '2147483648', '9007199254740991'],
  ...['\u0000', '%00', 'a'.repeat(3_000), '0001-01-01', '9999-12-31', '2026-02-30'],
];

type Step = string | number;

function* stepsOf(value: unknown, steps: Step[] = []): Generator<Step[]> {
  yield steps;
  if (value === null || typeof value !== 'object') return;
  for (const [key, each] of Object.entries(value))
    yield* stepsOf(each, [...steps, Array.isArray(value) ? Number(key) : key]);
}

function withValue(whole: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((each, at) => (at === step ? withValue(each, rest, value) : (each as unknown)));
  const group = whole as Record<string, unknown>;
  return { ...group, [step]: withValue(group[String(step)], rest, value) };
}

/** `change` makes the wrong request of a right one, which may have been made anew. */
export interface Wrong {
  what: string;
  change(right: Ask): Ask;
}

export function wrongOnes({ queries }: Shaped, right: Ask): Wrong[] {
  const show = (value: unknown): string => JSON.stringify(value).slice(0, 40);
  const inPath = Object.keys(right.params).flatMap((name) =>
    IN_ADDRESS.filter((value) => value !== '').map((value) => ({
      what: `${name} in the path: ${show(value)}`,
      change: (each: Ask): Ask => ({ ...each, params: { ...each.params, [name]: value } }),
    })),
  );
  const inQuery = queries.flatMap((name) =>
    IN_ADDRESS.map((value) => ({
      what: `?${name}=${show(value)}`,
      change: (each: Ask): Ask => ({ ...each, query: { ...each.query, [name]: value } }),
    })),
  );
  const { body } = right;
  if (body === undefined || typeof body === 'string') return [...inPath, ...inQuery];
  const inBody = [...stepsOf(body)].flatMap((steps) =>
    IN_BODY.map((value) => ({
      what: `${steps.join('.') || 'the body'}: ${show(value)}`,
      change: (each: Ask): Ask => ({ ...each, body: withValue(each.body, steps, value) }),
    })),
  );
  return [...inPath, ...inQuery, ...inBody];
}
