// `<ask-us-now>` in Vue's templates: name this file in tsconfig.json's `types`, or import it.
import type { DefineComponent, HTMLAttributes } from 'vue';
import type { AskChangeEvent, AskUsNowAttributes } from '@askusnow/widget';

type AskUsNow = DefineComponent<
  AskUsNowAttributes &
    Omit<HTMLAttributes, keyof AskUsNowAttributes> & { onAskChange?: (event: AskChangeEvent) => void }
>;

declare module 'vue' {
  interface GlobalComponents {
    'ask-us-now': AskUsNow;
  }
}
