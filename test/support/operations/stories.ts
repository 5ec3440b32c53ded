// Out:   the story of each operation that needs more than values of the right shape.
import { accountStories } from './account-stories.ts';
import { scheduleStories } from './schedule-stories.ts';
import type { Stories } from './story.ts';
import { visibilityStories } from './visibility-stories.ts';
import { workspaceStories } from './workspace-stories.ts';

export const STORIES: Stories = { ...accountStories, ...scheduleStories, ...visibilityStories, ...workspaceStories };
