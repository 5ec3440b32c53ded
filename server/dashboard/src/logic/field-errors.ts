import type { Problem } from '@askusnow/sdk';

/** The server's faults, by dotted path. */
export type FieldErrors = NonNullable<Problem['errors']>;

/** The faults of a field and of the fields inside it. */
export const errorsAt = (errors: FieldErrors, path: string): FieldErrors =>
  errors.filter(({ field }) => field === path || field.startsWith(`${path}.`));

/** Whether a fault is at this field, inside it, or at a field around it. */
export const isAtFault = (errors: FieldErrors, path: string, member: string): boolean =>
  errors.some(({ field }) => field === path || `${field}.`.startsWith(`${path}.${member}.`));
