// In:    a recipe's steps, and what it leans on.
// Out:   a list, and a sentence (tried on which version and when, or not tried), for the public page and a webmaster's page.
import { escapeHtml } from '../../platform/http/html.ts';
import { fillRecipe, type Evidence, type Recipe } from './recipes.ts';

const READ: Record<Exclude<Evidence['by'], 'test'>, string> = {
  vendor: 'Not tried: from the maker’s own documents.',
  others: 'Not tried: from the documents of somebody who uses it.',
};
const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** A step may name a file to download: its address is a link. */
export const stepsHtml = ({ steps }: Pick<Recipe, 'steps'>, facts: Parameters<typeof fillRecipe>[1]): string => {
  const items = steps.map((step) =>
    escapeHtml(fillRecipe(step, facts)).replace(/https?:\S+\.zip/, (address) => `<a href="${address}">${address}</a>`),
  );
  return `<ol>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`;
};

export function evidenceHtml(evidence: Evidence): string {
  if (evidence.by === 'test') return escapeHtml(`Tried on ${evidence.on}, ${DATE.format(new Date(evidence.date))}.`);
  const sources = evidence.sources.map(
    (source) => `<a href="${escapeHtml(source)}">${escapeHtml(new URL(source).host)}</a>`,
  );
  return `${READ[evidence.by]} Source: ${sources.join(', ')}.`;
}
