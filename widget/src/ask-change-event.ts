import type { AnswerState, Tier } from '@askusnow/sdk';
import { NativeEvent } from './natives.js';

/**
 * Another state or tier is shown. Fired at the first answer too; it bubbles.
 * Source: the view that is on the screen.
 */
export class AskChangeEvent extends NativeEvent {
  /** The shown state. */
  declare readonly state: AnswerState;
  /** The tier that answers; null: none, or not known. */
  declare readonly tier: Tier | null;
  /** The status beside the label; empty: none. */
  declare readonly status: string;
  constructor(state: AnswerState, tier: Tier | null, status: string) {
    super('ask-change', { bubbles: true, composed: true });
    this.state = state;
    this.tier = tier;
    this.status = status;
  }
}
