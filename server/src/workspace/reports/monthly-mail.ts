// In:    what of a month leaves the cooperative.
// Out:   the monthly mail for administration, as plain text and as HTML; or nothing, where nothing can be said.
// Never: a picture, or anything else that tells when the mail is read.
import { escapeHtml } from '../../platform/http/html.ts';
import { messages } from './messages.ts';
import { monthHtml } from './month-html.ts';
import { monthText } from './month-text.ts';
import type { ShownMonth } from './shown-month.ts';
import type { SummaryMail } from './weekly-mail.ts';

/** Null: nothing was counted or observed in it, nothing improved, and nobody has written a comment. */
export function monthlyMail(shown: ShownMonth): SummaryMail | null {
  if (shown.saysNothing) return null;
  const subject = messages.byTheNumbers(shown.library, shown.month);
  const heading = escapeHtml(subject);
  return {
    subject,
    text: monthText(shown),
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${heading}</title>
<style>
th, td { padding: 4px 12px 4px 0; text-align: left; vertical-align: top }
dt { font-weight: bold }
dd { margin: 0 0 8px }
h2 { font-size: 16px }
.comment { white-space: pre-line }
</style></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 42em">
<h1 style="font-size: 20px">${heading}</h1>
${monthHtml(shown)}
</body>
</html>`,
  };
}
