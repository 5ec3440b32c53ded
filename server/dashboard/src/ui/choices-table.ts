import { html, type TemplateResult } from 'lit';
import { dataTable } from './data-table.js';

export interface ChoicesTableOptions {
  caption: string;
  /** The heads of its two columns. */
  heads: readonly [name: string, choice: string];
  /** By name, what is chosen for it. */
  choices: Readonly<Record<string, string>>;
  /** In place of an empty name. */
  noName: string;
  options: readonly (readonly [value: string, words: string])[];
  onChange: (choices: Record<string, string>) => void;
}

/** A table that asks what each name of a file stands for. */
export const choicesTable = ({
  caption,
  heads,
  choices,
  noName,
  options,
  onChange,
}: ChoicesTableOptions): TemplateResult =>
  dataTable(
    caption,
    heads,
    Object.keys(choices).map(
      (name) =>
        html`<tr>
          <th scope="row"><bdi>${name || noName}</bdi></th>
          <td data-label=${heads[1]}>
            <select
              aria-label=${`${heads[1]}: ${name || noName}`}
              @change=${(event: Event) => onChange({ ...choices, [name]: (event.target as HTMLSelectElement).value })}
            >
              ${options.map(([value, words]) => html`<option value=${value} ?selected=${choices[name] === value}>${words}</option>`)}
            </select>
          </td>
        </tr>`,
    ),
  );
