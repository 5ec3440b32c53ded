import { POLICY_TEXT_CHARS_MAX } from './limits.js';
import { noteSchema } from './vocabulary.js';

/** Characters that turn the direction of text around them: a page could show other words than it copies. */
export const NO_DIRECTION_CONTROLS = /^[^\u202a-\u202e\u2066-\u2069]*$/;
/** What such a text should be. */
export const DIRECTION_FAULT = 'text without characters that turn its direction around';

/** Markdown of a policy page. HTML in it is shown as text. */
export const policyTextSchema = noteSchema.max(POLICY_TEXT_CHARS_MAX).regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT);
