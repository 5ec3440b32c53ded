// In:    each library's rules of the visibility standard.
// Out:   the most valuable step, as the Visibility page names it first.
import { scoreLibraries } from '../../visibility/standard/scores.ts';
import { nextSteps } from '../../visibility/standard/next-steps.ts';
import { loadStandard } from '../../visibility/standard/store.ts';
import { libraryPath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

export const nextStepSource: TaskSource = {
  reads: messages.reads.nextStep,
  async ofLibraries({ database }, libraries, nowMs) {
    const { standard } = await loadStandard(database.db);
    return (await scoreLibraries(database, libraries, [standard], nowMs)).flatMap(({ library: { id, name }, scored }) =>
      nextSteps(scored[0]!.rules)
        .slice(0, 1)
        .map(({ nextStep }) => ({
          key: 'visibility-step',
          harm: 'better',
          library: { id, name },
          title: nextStep!,
          action: messages.seeSteps,
          path: libraryPath(id, 'visibility'),
          since: null,
        })),
    );
  },
};
