import { css, html, nothing, type TemplateResult } from 'lit';
import { messages } from '../i18n/columns.js';

const PREVIEW_CHARS = 40;

/** For the host, beside `table`. */
export const columnsFormStyles = css`
  .left-out {
    color: var(--ink-soft);
    background: var(--surface-sunk);
    font-weight: 400;
  }

  .preview td {
    white-space: nowrap;
  }
`;

export interface ColumnsFormOptions<Field extends string> {
  /** What a column is read for, and its words. */
  fields: Readonly<Record<Field, string>>;
  /** Whether a column may be chosen for a field. */
  mayBe?(field: Field, header: string): boolean;
  header: readonly string[];
  /** The first rows of the file. */
  preview: readonly (readonly string[])[];
  /** The index of each field's column; -1: the file has none. */
  columns: Readonly<Record<Field, number>>;
  /** Further fields of the form. */
  more?: TemplateResult | null;
  /** While the file is read: its progress, and the button that cancels it. */
  progress?: TemplateResult | null | typeof nothing;
  isReading?: boolean;
  /** The words of the button. */
  read: string;
  onColumns: (columns: Readonly<Record<Field, number>>) => void;
  onRead: (event: SubmitEvent) => void;
}

const shown = (cell: string): string => (cell.length > PREVIEW_CHARS ? `${cell.slice(0, PREVIEW_CHARS)}…` : cell);

function column<Field extends string>(
  each: Field,
  { fields, mayBe, header, columns, onColumns }: ColumnsFormOptions<Field>,
): TemplateResult {
  return html`<label class="wide">
    ${fields[each]}
    <select
      @change=${(event: Event) => onColumns({ ...columns, [each]: Number((event.target as HTMLSelectElement).value) })}
    >
      <option value="-1" ?selected=${columns[each] < 0}>${messages.noColumn}</option>
      ${header.map((name, index) =>
        (mayBe?.(each, name) ?? true)
          ? html`<option value=${index} ?selected=${columns[each] === index}>${name}</option>`
          : nothing,
      )}
    </select>
  </label>`;
}

/** The first rows of a file, and which of its columns are read. */
export function columnsForm<Field extends string>(options: ColumnsFormOptions<Field>): TemplateResult {
  const { fields, header, preview, columns, more = null, progress = null, isReading = false, read, onRead } = options;
  const used = new Set(Object.values<number>(columns));
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
    <form @submit=${onRead}>
      <fieldset>
        <legend>${messages.columns}</legend>
        <div class="fields">${(Object.keys(fields) as Field[]).map((each) => column(each, options))} ${more}</div>
      </fieldset>
      <div class="actions">
        <button class="button primary" type="submit" ?disabled=${isReading}>${read}</button>
        ${progress}
      </div>
    </form>`;
}
