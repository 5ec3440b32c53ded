import type { TagVariant } from '@askusnow/sdk';

/** The sizes of the tag, and where each fits. */
export const SIZES: Record<TagVariant, string> = {
  card: 'Card: full status and other ways to ask (300 × 84)',
  button: 'Button: short status, for a header or menu (280 × 44)',
  link: 'Link: in running text, a short status after it',
  tab: 'Tab: floats in a corner of the window; does not count as a placed tag',
};
