import type { Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/app.js';
import { pageHref } from '../ui/route.js';

/** Who is to be at each desk that libraries share. */
export const deskWeekLinks = (desks: Session['sharedDesks']): TemplateResult[] =>
  desks.map(({ id, name }) => html`<p><a href=${pageHref('week', id)}>${messages.weekOfDesk(name)}</a></p>`);
