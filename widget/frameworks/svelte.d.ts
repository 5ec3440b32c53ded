// `<ask-us-now>` in Svelte's templates: name this file in tsconfig.json's `types`, or import it.
import type { HTMLAttributes } from 'svelte/elements';
import type { AskChangeEvent, AskUsNowAttributes, AskUsNowElement } from '@askusnow/widget';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'ask-us-now': Omit<HTMLAttributes<AskUsNowElement>, keyof AskUsNowAttributes> &
      AskUsNowAttributes & { 'onask-change'?: ((event: AskChangeEvent) => void) | undefined };
  }
}
