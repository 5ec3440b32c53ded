import { createBatchSender, type EventContext, type EventSender, sharedWatcher } from '@askusnow/sdk';
import { complain, fetch } from './natives.js';
import { runDue } from './page-timer.js';
import { onPageNews, pageView } from './page-view.js';
import { VERSION } from './version.js';

type BatchSender = Pick<EventSender, 'send' | 'flush'>;

const senders: Record<string, BatchSender> = {};

/** The page's one sender for a server. It warns the webmaster, once, if the server does not count this page. */
export function pageSender(endpoint: string): BatchSender {
  const create = (): BatchSender => {
    const sender = createBatchSender({
      endpoint,
      async fetch(url, init) {
        const response = await fetch(url, init);
        if (response.status === 403) complain(`${location.origin} is not registered with ${endpoint}`);
        return response;
      },
      now: sharedWatcher(endpoint).now,
    });
    // After the tags, which count at their last chance. Where a page writes itself anew, its tags listen to the page again.
    onPageNews((news) => {
      if (news !== 'leave') return;
      runDue();
      void sender.flush();
    });
    return sender;
  };
  return (senders[endpoint] ??= create());
}

/** The position of a tag, and nothing about the patron. */
export function toContext(
  library: string,
  placement: string,
  practice: boolean,
  form: EventContext['form'],
): EventContext {
  return {
    library,
    placement,
    practice,
    // The sender makes a pattern of it before it is kept anywhere.
    page: pageView().path,
    form,
    widget: VERSION,
    viewport: innerWidth < 640 ? 'phone' : innerWidth < 1024 ? 'tablet' : 'desktop',
  };
}
