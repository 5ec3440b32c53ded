import { isHidden, listenToPage } from '../page.js';
import { createBatchSender, type EventSender, type EventSenderOptions } from './sender.js';

/**
 * Sends events like {@link createBatchSender}, and what waits when the page is hidden or left.
 * Errors: none reach the caller or its page.
 * @example const sender = createEventSender({ endpoint: 'https://ask.example.org' });
 */
export function createEventSender(options: EventSenderOptions): EventSender {
  const { send, flush } = createBatchSender(options);
  const onPage = (event: Event): void => {
    if (isHidden(event)) void flush();
  };
  return {
    send(context, event) {
      // Each time: a page that writes itself anew (`document.open`) takes all listeners away.
      listenToPage(onPage, true);
      send(context, event);
    },
    flush,
    close() {
      void flush();
      listenToPage(onPage, false);
    },
  };
}
