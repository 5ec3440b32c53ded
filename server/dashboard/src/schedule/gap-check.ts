import { previewShifts, type ShiftRule, type ShiftsPreview } from '@askusnow/sdk';
import { connection } from '../ui/connection.js';
import type { Mutation } from '../ui/mutation.js';

/** What follows, by what the shifts would leave. */
interface GapCheck {
  onRefused(): Promise<void>;
  onSave(): Promise<void>;
  onGaps(preview: ShiftsPreview): Promise<void>;
}

/** Saves shifts at once where no new gap comes of it; new gaps are asked about first. `week`: any day of it. */
export async function checkGaps(
  mutation: Mutation,
  queue: string,
  draft: { shifts: ShiftRule[]; week: string },
  { onRefused, onSave, onGaps }: GapCheck,
): Promise<void> {
  const preview = await mutation.run(() => previewShifts(connection, queue, draft));
  if (preview === undefined) return onRefused();
  return preview.ahead.added.count === 0 ? onSave() : onGaps(preview);
}
