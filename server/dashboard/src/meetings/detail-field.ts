import { PROPOSAL_DETAIL_CHARS_MAX } from '@askusnow/sdk';
import { messages } from '../i18n/meetings.js';

/** What a topic is about, in its own words. */
export const DETAIL_FIELD = {
  label: messages.detail,
  rows: 3,
  required: false,
  isFree: true,
  most: PROPOSAL_DETAIL_CHARS_MAX,
  note: messages.detailHint,
};
