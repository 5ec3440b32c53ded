import { html, nothing, type TemplateResult } from 'lit';
import { FIELD_WORDS, messages } from '../i18n/chat-export.js';
import { FIELDS, mayBe, type Columns, type Field } from '../logic/chat-export.js';

const PREVIEW_CHARS = 40;

export interface ColumnsFormOptions {
  header: readonly string[];
  /** The first rows of the file. */
  preview: readonly (readonly string[])[];
  columns: Columns;
  /** While the file is counted: its progress, and the button that cancels it. */
  progress: TemplateResult | null | typeof nothing;
  isCounting: boolean;
  onColumns: (columns: Columns) => void;
  onCount: (event: SubmitEvent) => void;
}

const shown = (cell: string): string => (cell.length > PREVIEW_CHARS ? `${cell.slice(0, PREVIEW_CHARS)}…` : cell);

function column(each: Field, { header, columns, onColumns }: ColumnsFormOptions): TemplateResult {
  return html`<label class="wide">
    ${FIELD_WORDS[each]}
    <select
      @change=${(event: Event) => onColumns({ ...columns, [each]: Number((event.target as HTMLSelectElement).value) })}
    >
      <option value="-1" ?selected=${columns[each] < 0}>${messages.noColumn}</option>
      ${header.map((name, index) =>
        mayBe(each, name)
          ? html`<option value=${index} ?selected=${columns[each] === index}>${name}</option>`
          : nothing,
      )}
    </select>
  </label>`;
}

/** The first rows of a file, and which of its columns are read. */
export function columnsForm(options: ColumnsFormOptions): TemplateResult {
  const { header, preview, columns, progress, isCounting, onCount } = options;
  const used = new Set(Object.values(columns));
  const rows = preview.map(
    (row) =>
      html`<tr>
        ${row.map((cell, index) => html`<td class=${used.has(index) ? '' : 'left-out'}><bdi>${shown(cell)}</bdi></td>`)}
      </tr>`,
  );
  return html`<div class="wide preview" role="region" aria-label=${messages.preview} tabindex="0">
      <table>
        <thead>
          <tr>
            ${header.map(
              (name, index) =>
                html`<th scope="col" class=${used.has(index) ? '' : 'left-out'}>
                  <bdi>${shown(name)}</bdi>
                  <span class="sub">${used.has(index) ? messages.read : messages.leftOut}</span>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    <form @submit=${onCount}>
      <fieldset>
        <legend>${messages.columns}</legend>
        <div class="fields">${FIELDS.map((each) => column(each, options))}</div>
      </fieldset>
      <div class="actions">
        <button class="button primary" type="submit" ?disabled=${isCounting}>${messages.count}</button>
        ${progress}
      </div>
    </form>`;
}
