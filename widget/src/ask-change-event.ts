import type { AnswerState, Tier } from '@askusnow/sdk';
import { NativeEvent } from './natives.js';

/**
 * The world changed: another state or tier is shown. Fired at the first answer too; it bubbles.
 * Source: the view that is on the screen.
 */
export class AskChangeEvent extends NativeEvent {
  /** What is shown. */
  declare readonly state: AnswerState;
  /** Who answers; null: nobody, or it is not known. */
  declare readonly tier: Tier | null;
  /** The words beside the label; empty: none. */
  declare readonly status: string;
  constructor(state: AnswerState, tier: Tier | null, status: string) {
    super('ask-change', { bubbles: true, composed: true });
    this.state = state;
    this.tier = tier;
    this.status = status;
  }
}
