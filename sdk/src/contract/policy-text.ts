import { POLICY_TEXT_CHARS_MAX } from './limits.js';
import { DIRECTION_FAULT, NO_DIRECTION_CONTROLS, noteSchema } from './vocabulary.js';

/** Markdown of a policy page. HTML in it is shown as text. */
export const policyTextSchema = noteSchema.max(POLICY_TEXT_CHARS_MAX).regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT);
