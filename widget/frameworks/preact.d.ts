// `<ask-us-now>` in Preact's JSX: name this file in tsconfig.json's `types`, or import it.
import type { HTMLAttributes } from 'preact';
import type { AskChangeEvent, AskUsNowAttributes, AskUsNowElement } from '@askusnow/widget';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'ask-us-now': Omit<HTMLAttributes<AskUsNowElement>, keyof AskUsNowAttributes> &
        AskUsNowAttributes & { 'onask-change'?: ((event: AskChangeEvent) => void) | undefined };
    }
  }
}
