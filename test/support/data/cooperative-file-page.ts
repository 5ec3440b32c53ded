// docs/cooperative-file.md and its JSON Schema from the file's zod schema: each field with its values, default, example and meaning.
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { cooperativeFileSchema } from '../../../server/src/cooperative-file/schema.ts';
import { formatted } from './formatted.ts';

export const PAGE_FILE = 'docs/cooperative-file.md';
export const SCHEMA_FILE = 'examples/cooperative-file.schema.json';
/** What follows it is made by `npm run cooperative-file`. */
const MARK = '<!-- Made by `npm run cooperative-file` from here on. -->';

/** What is read here of a JSON Schema. `$comment` says in words what a text should be. */
export interface Schema {
  title?: string;
  $comment?: string;
  description?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  maxItems?: number;
  maxLength?: number;
}

/** Texts that are seldom right: their fault says what would be. */
const WRONG = [' ', '\u0001'];

/** The shape of a text in words, from what a wrong one is answered. A fault that repeats the text says nothing of others. */
const shapeOf = (schema: z.ZodType): string | undefined =>
  WRONG.map((text) => ({ text, message: schema.safeParse(text).error?.issues.at(-1)?.message }))
    .find(({ text, message = 'Too' }) => !/^Too/.test(message) && !message.includes(`"${text}"`))
    ?.message?.replace(/^.*?should be (?:an? )?/, '');

/** For editors and for the page. */
export const toSchema = (): Schema => ({
  title: 'The file of a cooperative',
  ...(z.toJSONSchema(cooperativeFileSchema, {
    io: 'input',
    target: 'draft-7',
    override({ zodSchema, jsonSchema }) {
      if (!(zodSchema instanceof z.ZodString || zodSchema instanceof z.ZodISODate)) return;
      const shape = shapeOf(zodSchema);
      if (shape === undefined) return;
      jsonSchema.$comment = shape;
      if (jsonSchema.pattern !== undefined) Object.assign(jsonSchema, { patternErrorMessage: `Should be: ${shape}` });
    },
  }) as Schema),
});

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

const rangeOf = ({ minimum, maximum, exclusiveMinimum }: Schema): string =>
  exclusiveMinimum === undefined ? `${minimum} to ${maximum}` : `above ${exclusiveMinimum}, at most ${maximum}`;

/** What may stand there, in words. */
function valuesOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.every(({ type }) => type === 'object')) return 'fields by its `kind`';
  if (choices) return choices.map(valuesOf).join(', or ');
  if (schema.enum) return schema.enum.map(code).join(', ');
  if (schema.const !== undefined) return code(schema.const);
  const most = schema.maxItems ?? schema.maxLength;
  switch (schema.type) {
    case 'array':
      return `a list${most === undefined ? '' : `, at most ${most.toLocaleString('en')}`}: ${valuesOf(schema.items ?? {})}`;
    case 'object':
      return typeof schema.additionalProperties === 'object' ? `by name: ${valuesOf(schema.additionalProperties)}` : 'fields';
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
    case 'number':
      return rangeOf(schema);
    case 'null':
      return '`null`';
    case undefined:
    default:
      return [schema.$comment ?? 'text', ...(most === undefined ? [] : [`at most ${most} characters`])].join(', ');
  }
}

/** What stands under a name in these examples: in each of them, and in each item of a list. */
const below = (examples: readonly unknown[], name: string): unknown[] =>
  examples
    .flat()
    .map((item) => (item !== null && typeof item === 'object' ? (item as Record<string, unknown>)[name] : undefined))
    .filter((value) => value !== undefined);

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;
const isPlain = (value: unknown): boolean => isScalar(value) || Object.values(value as object).every(isScalar);
const exampleText = (value: unknown): string =>
  value !== undefined && isPlain(value) ? `\`${stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()}\`` : '–';

export interface Field {
  /** From the part of the file on: `hours.weekly[].days`. */
  name: string;
  values: string;
  standard: string;
  example: string;
  meaning: string;
  /** Whether it has fields of its own. */
  isGroup: boolean;
}

const isObject = ({ type }: Schema): boolean => type === 'object';
/** Where it may also be null: without that. */
const withoutNull = (schema: Schema): Schema => {
  const [only, ...others] = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return only !== undefined && others.length === 0 ? only : schema;
};
/** What a field has below it: of a list, that of its items. */
const eachOf = (schema: Schema): Schema => withoutNull(schema).items ?? schema;
const nullLast = (one: unknown, other: unknown): number => Number(one === null) - Number(other === null);
const variantsOf = ({ oneOf, anyOf }: Schema): Schema[] => (oneOf ?? anyOf ?? []).filter(isObject);

/** The fields below a schema. What was listed before is named and not listed again. */
function fieldsOf(schema: Schema, name: string, examples: readonly unknown[], seen: Map<string, string>): Field[] {
  const each = eachOf(schema);
  const at = withoutNull(schema).type === 'array' ? `${name}[].` : `${name}.`;
  const variants = variantsOf(each);
  if (variants.length > 0) return variantFields(variants, at, examples, seen);
  return Object.entries(each.properties ?? {}).flatMap(([field, inner]) =>
    fieldWithBelow(inner, at + field, below(examples, field), each.required?.includes(field) ?? false, seen),
  );
}

function fieldWithBelow(
  schema: Schema,
  name: string,
  examples: readonly unknown[],
  isRequired: boolean,
  seen: Map<string, string>,
): Field[] {
  const each = eachOf(schema);
  const isGroup = each.properties !== undefined || variantsOf(each).length > 0;
  const { description = '', default: standard, ...rest } = schema;
  const key = JSON.stringify(rest);
  const before = isGroup ? seen.get(key) : undefined;
  if (isGroup && before === undefined) seen.set(key, name);
  const field: Field = {
    name,
    values: before === undefined ? valuesOf(schema) : `as \`${before}\``,
    standard: isRequired ? 'required' : standard === undefined || isGroup ? '–' : code(standard),
    example: isGroup ? '–' : exampleText([...examples, ...(schema.examples ?? [])].toSorted(nullLast)[0]),
    meaning: description,
    isGroup,
  };
  return [field, ...(isGroup && before === undefined ? fieldsOf(schema, name, examples, seen) : [])];
}

/** Fields of things of several kinds: those that are the same in several stand once, with the kinds beside them. */
function variantFields(
  variants: readonly Schema[],
  at: string,
  examples: readonly unknown[],
  seen: Map<string, string>,
): Field[] {
  const kinds = variants.map(({ properties }) => properties!.kind!.const as string);
  const rows = new Map<string, { of: string[]; fields: Field[] }>();
  for (const [index, { properties = {}, required = [] }] of variants.entries()) {
    const own = examples.flat().filter((item) => (item as { kind?: unknown }).kind === kinds[index]);
    for (const [field, inner] of Object.entries(properties)) {
      if (field === 'kind') continue;
      const key = `${field} ${JSON.stringify(inner)}`;
      const { of, fields } = rows.get(key) ?? {
        of: [],
        fields: fieldWithBelow(inner, at + field, below(own, field), required.includes(field), seen),
      };
      rows.set(key, { of: [...of, kinds[index]!], fields });
    }
  }
  const kind: Field = {
    name: `${at}kind`,
    values: kinds.map(code).join(', '),
    standard: 'required',
    example: exampleText(below(examples, 'kind')[0]),
    meaning: 'Which kind it is.',
    isGroup: false,
  };
  const all = [...rows.values()].flatMap(({ of, fields }) =>
    of.length === kinds.length
      ? fields
      : fields.map((field) => ({ ...field, meaning: `With ${of.map(code).join(', ')}: ${field.meaning}` })),
  );
  return [kind, ...all];
}

/** The parts of the file, each with its fields. */
export function partsOf(schema: Schema, written: string): [part: string, meaning: string, fields: Field[]][] {
  const [file = '', sources = ''] = [...written.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text);
  const example = parse(file) as Record<string, unknown>;
  return Object.entries(schema.properties ?? {}).map(([part, inner]) => {
    const data = [example[part]].flat();
    const examples = part === 'queues' ? [...data, ...(parse(sources) as unknown[]).map((presence) => ({ presence }))] : data;
    return [part, inner.description ?? '', fieldsOf(inner, part, examples, new Map())];
  });
}

const cellOf = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** `written`: the page, whose hand-written beginning stays. */
export async function renderPage(written: string, schema: Schema): Promise<string> {
  const at = written.indexOf(MARK);
  if (at < 0) throw new Error(`${PAGE_FILE} has no line "${MARK}"`);
  const lines = [`${written.slice(0, at)}${MARK}`, '', '## Fields'];
  for (const [part, meaning, fields] of partsOf(schema, written)) {
    lines.push('', `### \`${part}\``, '', meaning, '', '| field | values | default | example | what it is |', '| --- | --- | --- | --- | --- |');
    for (const { name, values, standard, example, meaning: says } of fields)
      lines.push(`| \`${name}\` | ${[values, standard, example, says].map(cellOf).join(' | ')} |`);
  }
  return formatted(PAGE_FILE, `${lines.join('\n')}\n`);
}

export const renderSchema = (schema: Schema): Promise<string> => formatted(SCHEMA_FILE, JSON.stringify(schema));
