// What this browser remembers of another system's files, and never sends: names of columns, and what stands for which library.

export interface FileMemory<Field extends string> {
  /** By field, the name of its column in lower case; '': none. */
  columns: Partial<Record<Field, string>>;
  /** By what stands in the file, what was chosen for it; '': left out. */
  choices: Record<string, string>;
}

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');

/** Anything unreadable is nothing: a browser may forbid it, or have what an older version wrote. */
export const fileMemory = <Field extends string>(key: string, fields: readonly Field[]) => ({
  read(): FileMemory<Field> {
    try {
      const { columns, choices } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<FileMemory<Field>>;
      const known = Object.entries(isTexts(columns) ? columns : {}).filter(([field]) =>
        fields.includes(field as Field),
      );
      return {
        columns: Object.fromEntries(known) as Partial<Record<Field, string>>,
        choices: isTexts(choices) ? choices : {},
      };
    } catch {
      return { columns: {}, choices: {} };
    }
  },
  write(memory: FileMemory<Field>): void {
    try {
      localStorage.setItem(key, JSON.stringify(memory));
    } catch {
      // The choices are guessed again next time.
    }
  },
  forget(): void {
    try {
      localStorage.removeItem(key);
    } catch {
      // A browser that forbids it has kept nothing.
    }
  },
});

/** By field, the name of its column, to be remembered. */
export const columnNames = <Field extends string>(
  fields: readonly Field[],
  header: readonly string[],
  columns: Readonly<Record<Field, number>>,
): Record<Field, string> =>
  Object.fromEntries(fields.map((each) => [each, header[columns[each]]?.trim().toLowerCase() ?? ''])) as Record<
    Field,
    string
  >;

/** As it was chosen before, else the library whose name or id it has; undefined: none. */
export function libraryOf(
  text: string,
  libraries: readonly { id: string; name: string }[],
  remembered: Readonly<Record<string, string>>,
): string | undefined {
  const before = Object.hasOwn(remembered, text) ? remembered[text] : undefined;
  if (before === '' || libraries.some(({ id }) => id === before)) return before;
  const plain = text.trim().toLowerCase();
  return libraries.find(({ id, name }) => plain.includes(id) || plain === name.toLowerCase())?.id;
}
