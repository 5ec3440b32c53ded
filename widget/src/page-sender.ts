import { createEventSender, type EventContext, type EventSender, sharedWatcher } from '@askusnow/sdk';
import { complain, fetch } from './natives.js';
import { pageView } from './page-view.js';
import { VERSION } from './version.js';

const senders: Record<string, EventSender> = {};

/** The page's one sender for a server. It warns the webmaster, once, if the server does not count this page. */
export const pageSender = (endpoint: string): EventSender =>
  (senders[endpoint] ??= createEventSender({
    endpoint,
    async fetch(url, init) {
      const response = await fetch(url, init);
      if (response.status === 403) complain(`${location.origin} is not registered with ${endpoint}`);
      return response;
    },
    now: sharedWatcher(endpoint).now,
  }));

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
