import { NOTICE_KINDS, URGENT_KINDS, type NoticeKind } from '@askusnow/sdk';

/** What is usually picked for a recipient, as a set of kinds. */
export const PRESETS = {
  urgent: URGENT_KINDS,
  weekly: ['weekly-summary'],
  month: ['monthly-report'],
  all: NOTICE_KINDS,
} as const satisfies Record<string, readonly NoticeKind[]>;
export type Preset = keyof typeof PRESETS;

/** Undefined: they were chosen one by one. */
export const presetOf = (kinds: readonly NoticeKind[]): Preset | undefined =>
  (Object.keys(PRESETS) as Preset[]).find((preset) => {
    const own: readonly NoticeKind[] = PRESETS[preset];
    return own.length === kinds.length && own.every((kind) => kinds.includes(kind));
  });
