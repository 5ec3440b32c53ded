// In:    the query of an address.
// Out:   how a webmaster wants the entry point, or what is wrong with each field.
// Never: repeats what was sent.
import { snippetQuerySchema, type SnippetQuery } from '@askusnow/sdk/contract';
import type { z } from 'zod';
import type { FieldError } from '../../platform/http/problem.ts';
import { rightOf } from '../../platform/http/validation.ts';

export type Options = { options: SnippetQuery } | { errors: FieldError[] };

const toError = ({ path, message, code, ...about }: z.core.$ZodIssue): FieldError => {
  const right = rightOf(code, about) ?? message;
  return { field: String(path[0] ?? 'query'), message: `should be ${right}` };
};

/** A field that a form leaves empty is not given. */
export function readOptions(query: unknown): Options {
  const given = Object.fromEntries(
    Object.entries(query as Record<string, unknown>).filter(([, value]) => value !== ''),
  );
  const read = snippetQuerySchema.safeParse(given);
  return read.success ? { options: read.data } : { errors: read.error.issues.map(toError) };
}
