// In:    what a recipe leans on.
// Out:   a sentence, for the public page and for a webmaster's page: tried on which version and when, or not tried.
import { escapeHtml } from '../../platform/http/html.ts';
import type { Evidence } from './recipes.ts';

const READ: Record<Exclude<Evidence['by'], 'test'>, string> = {
  vendor: 'Not tried: from the maker’s own documents.',
  others: 'Not tried: from the documents of somebody who uses it.',
};
const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

export function evidenceHtml(evidence: Evidence): string {
  if (evidence.by === 'test') return escapeHtml(`Tried on ${evidence.on}, ${DATE.format(new Date(evidence.date))}.`);
  const sources = evidence.sources.map(
    (source) => `<a href="${escapeHtml(source)}">${escapeHtml(new URL(source).host)}</a>`,
  );
  return `${READ[evidence.by]} Source: ${sources.join(', ')}.`;
}
