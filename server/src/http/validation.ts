// In:    what zod found wrong with a request.
// Out:   fields and what would be right, as a problem lists them.
// Never: the value that was sent.
import type { FieldError } from './problem.ts';

interface Issue {
  instancePath: string;
  message?: string;
}

/** `/events/0/kind` → `events.0.kind`; a fault of the whole body is `body`. */
const toField = (instancePath: string, context: string): string =>
  instancePath
    .split('/')
    .filter(Boolean)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.') || context;

export const toFieldErrors = (issues: readonly Issue[], context = 'body'): FieldError[] =>
  issues.map(({ instancePath, message }) => ({
    field: toField(instancePath, context),
    message: message ?? 'cannot be used',
  }));
