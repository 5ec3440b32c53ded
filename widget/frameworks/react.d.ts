// `<ask-us-now>` in React's JSX: name this file in tsconfig.json's `types`, or import it.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { AskChangeEvent, AskUsNowAttributes, AskUsNowElement } from '@askusnow/widget';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'ask-us-now': DetailedHTMLProps<HTMLAttributes<AskUsNowElement>, AskUsNowElement> &
        AskUsNowAttributes & { 'onask-change'?: ((event: AskChangeEvent) => void) | undefined };
    }
  }
}
