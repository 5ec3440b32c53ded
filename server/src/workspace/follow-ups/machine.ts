// In:    a follow-up's state, a step that a person asks for.
// Out:   its state after the step; null: its state does not allow the step.
import type { FollowUpState, FollowUpStep, FollowUpStepRequest, ResolutionCode } from '@askusnow/sdk/contract';

export interface Standing {
  library: string;
  state: FollowUpState;
  resolution: ResolutionCode | null;
}

export interface Moved extends Standing {
  step: FollowUpStep;
}

export function move({ library, state }: Standing, asked: FollowUpStepRequest): Moved | null {
  if (asked.step === 'undo')
    return state === 'open' ? null : { library, state: 'open', resolution: null, step: 'undone' };
  if (state !== 'open') return null;
  switch (asked.step) {
    case 'hand-over':
      return asked.library === library
        ? null
        : { library: asked.library, state: 'open', resolution: null, step: 'handed-over' };
    case 'resolve':
      return { library, state: 'resolved', resolution: asked.resolution, step: 'resolved' };
    case 'withdraw':
      return { library, state: 'withdrawn', resolution: null, step: 'withdrawn' };
  }
}
