import type { SharedDesk, ShiftRule } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { shiftText } from '../i18n/shift-text.js';
import { owedText } from '../i18n/shared-desk.js';
import { whoText } from '../logic/who.js';
import { messages } from '../i18n/shift-week.js';
import { ruleDifference } from '../logic/shift-edit.js';

/** "Harford County Public Library: Mon, 9 AM – noon (Global, 2 people)" */
export function shiftLine(rule: ShiftRule, shared: SharedDesk | null): TemplateResult {
  const owed = owedText(rule, shared);
  return html`<li>
    <strong>${whoText(rule, shared)}</strong>: ${shiftText(rule)}${owed === '' ? null : html` (${owed})`}
  </li>`;
}

const list = (words: string, rules: readonly ShiftRule[], shared: SharedDesk | null): TemplateResult | null =>
  rules.length === 0
    ? null
    : html`<p class="soft small">${words}</p>
        <ul>
          ${rules.map((rule) => shiftLine(rule, shared))}
        </ul>`;

/** The shifts that a change takes away, and those that it makes. */
export function shiftDifference(
  before: readonly ShiftRule[],
  after: readonly ShiftRule[],
  shared: SharedDesk | null,
): TemplateResult {
  const [gone, come] = [ruleDifference(before, after), ruleDifference(after, before)];
  if (gone.length + come.length === 0) return html`<p>${messages.nothingElse}</p>`;
  return html`${list(messages.without, gone, shared)} ${list(messages.with, come, shared)}`;
}
