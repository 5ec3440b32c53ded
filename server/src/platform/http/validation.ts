// In:    zod's issues with a request.
// Out:   the invalid fields and their expected values, for a problem.
// Never: repeats the sent value, or a field name that the sender invented.
import type { FieldError } from './problem.ts';

interface Issue {
  instancePath: string;
  /** Zod's code. */
  keyword?: string;
  message?: string;
  /** Zod's other properties of the issue. */
  params?: object;
}

/** `/events/0/kind` → `events.0.kind`; an issue with the whole body is `body`. */
const toField = (instancePath: string, context: string): string =>
  instancePath
    .split('/')
    .filter(Boolean)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.') || context;

const KINDS: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
};

const UNITS: Record<string, [one: string, more: string]> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

function amountOf(limit: unknown, origin: unknown): string {
  const [one, more] = UNITS[String(origin)] ?? [];
  const unit = limit === 1 ? one : more;
  return unit === undefined ? String(limit) : `${String(limit)} ${unit}`;
}

/** The expected value, from zod's code and properties of an issue; undefined: use the issue's message. */
export function rightOf(code: string | undefined, about: object): string | undefined {
  const { expected, values, options, origin, minimum, maximum, inclusive } = about as Record<string, unknown>;
  if (code === 'invalid_type') return KINDS[String(expected)] ?? String(expected);
  const choices = code === 'invalid_value' ? values : code === 'invalid_union' ? options : undefined;
  if (Array.isArray(choices)) return `${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')}`;
  if (code === 'too_small') return `${inclusive ? 'at least' : 'more than'} ${amountOf(minimum, origin)}`;
  if (code === 'too_big') return `${inclusive ? 'at most' : 'less than'} ${amountOf(maximum, origin)}`;
  return undefined;
}

/** Zod's default messages: they quote the input, in a programmer's notation. */
const ZODS_OWN = /^(?:Invalid (?:input|option)|Too (?:small|big))\b/;

/** Zod repeats the names of unknown fields, which can be anything. */
function toMessage({ keyword, message = 'cannot be used', params = {} }: Issue): string {
  if (keyword === 'unrecognized_keys') return 'has an unknown field: /openapi.json lists the known ones';
  const right = ZODS_OWN.test(message) ? rightOf(keyword, params) : undefined;
  if (right === undefined) return message;
  return `${message.endsWith('received undefined') ? 'is missing; ' : ''}should be ${right}`;
}

export const toFieldErrors = (issues: readonly Issue[], context = 'body'): FieldError[] =>
  issues.map((issue) => ({ field: toField(issue.instancePath, context), message: toMessage(issue) }));
