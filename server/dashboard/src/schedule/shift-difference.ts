import type { ShiftRule } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { shiftText } from '../i18n/shift-text.js';
import { messages } from '../i18n/shift-week.js';
import { ruleDifference } from '../logic/shift-edit.js';

const list = (words: string, rules: readonly ShiftRule[]): TemplateResult | null =>
  rules.length === 0
    ? null
    : html`<p class="soft small">${words}</p>
        <ul>
          ${rules.map((rule) => html`<li>${rule.label}: ${shiftText(rule)}</li>`)}
        </ul>`;

/** The shifts that a change takes away, and those that it makes. */
export function shiftDifference(before: readonly ShiftRule[], after: readonly ShiftRule[]): TemplateResult {
  const [gone, come] = [ruleDifference(before, after), ruleDifference(after, before)];
  if (gone.length + come.length === 0) return html`<p>${messages.nothingElse}</p>`;
  return html`${list(messages.without, gone)} ${list(messages.with, come)}`;
}
