// In:    what zod found wrong with a request.
// Out:   fields and what would be right, as a problem lists them.
// Never: the value that was sent, or a name of the sender's own making.
import type { FieldError } from './problem.ts';

interface Issue {
  instancePath: string;
  /** Zod's code. */
  keyword?: string;
  message?: string;
}

/** `/events/0/kind` → `events.0.kind`; a fault of the whole body is `body`. */
const toField = (instancePath: string, context: string): string =>
  instancePath
    .split('/')
    .filter(Boolean)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.') || context;

/** Zod repeats the names of fields that it does not know, and they can be anything. */
const toMessage = ({ keyword, message }: Issue): string =>
  keyword === 'unrecognized_keys'
    ? 'a field in it is not known here: /openapi.json lists those that are'
    : (message ?? 'cannot be used');

export const toFieldErrors = (issues: readonly Issue[], context = 'body'): FieldError[] =>
  issues.map((issue) => ({ field: toField(issue.instancePath, context), message: toMessage(issue) }));
