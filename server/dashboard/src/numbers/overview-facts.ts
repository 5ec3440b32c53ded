import type { TemplateResult } from 'lit';
import { STATE_NAMES } from '../i18n/answer-text.js';
import { countText, rateLine } from '../i18n/count-text.js';
import { coverageCell } from '../i18n/coverage-text.js';
import { clickChangeText, clickCountText, handOverText, scoreNote, scoreText } from '../i18n/moved-text.js';
import { columns, messages } from '../i18n/numbers.js';
import { attentionWords } from '../i18n/status-words.js';
import type { OverviewRow } from '../logic/overview-order.js';
import { factList } from '../ui/more-rows.js';
import { serverNowMs } from '../ui/server-clock.js';

export const keyPagesText = ({ keyPagesLive, keyPagesExpected }: OverviewRow): string =>
  keyPagesExpected === 0 ? 'none named' : `${countText(keyPagesLive)} of ${countText(keyPagesExpected)}`;

/** "12 of 19 (3 not known)" */
const noted = (value: string, note: string | undefined): string => (note ? `${value} (${note})` : value);

/** All that the coordinator's table knows of a library. Its host has the sheet `moreRows`. */
export function overviewFacts(row: OverviewRow): TemplateResult {
  const { answer, counts, clickChange, handOvers } = row;
  const coverage = coverageCell(row.coverage);
  const facts: [name: string, value: string][] = [
    [columns.status, attentionWords(row.attention).join(', ')],
    [messages.atWebmasters, handOvers.open === 0 ? '' : handOverText(handOvers, serverNowMs())],
    [columns.chatNow, noted(STATE_NAMES[answer.state], answer.tier ?? undefined)],
    [columns.coverage, noted(coverage.value, coverage.range)],
    [columns.score, noted(scoreText(row.score), scoreNote(row.score))],
    [columns.keyPages, keyPagesText(row)],
    [columns.places, countText(row.placements)],
    [columns.refused, row.refused === 0 ? '' : countText(row.refused)],
    [columns.viewable, countText(counts.viewable)],
    [columns.clicks, noted(clickCountText(row), clickChange ? clickChangeText(clickChange) : undefined)],
    [columns.clickThrough, rateLine(row.clickThrough)],
  ];
  return factList(facts);
}
