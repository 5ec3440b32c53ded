// The accessibility audit of a whole host page, in any engine: axe-core, put in by the debugger.
import { axe, EVERY_RULE } from './audit.ts';
import type { AnyVisit } from './host-visit.ts';

/** What a seeded fault must be found by. */
export const AUDIT_RULES = ['target-size', 'color-contrast'];

/** One line per rule and element that fails WCAG 2.2 A or AA, or is not best practice. */
export async function auditVisit(visit: AnyVisit): Promise<string[]> {
  await visit.see(`(() => { ${axe} })()`);
  // An async function's promise is the browser's own, whatever the page has made of `Promise`.
  return visit.see(
    `(async () => axe.run(document, ${EVERY_RULE}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ': ' + target.flat().join(' ') + ' ' + failureSummary))))()`,
  );
}
