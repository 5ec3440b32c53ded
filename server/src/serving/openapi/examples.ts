// In:    an OpenAPI document.
// Out:   the same with an example of each parameter and body of a request, and of the JSON reply where a request has neither.
// Never: a value that a person or library has: the shapes alone decide.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  allOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}
type Content = Record<string, { schema?: Schema; example?: unknown }>;
interface Operation {
  parameters?: { schema?: Schema; example?: unknown }[];
  requestBody?: { content: Content };
  responses?: Record<string, { content?: Content }>;
}

/** One of these is right for every pattern of the contract. */
const SAMPLES = [
  'harford',
  'Sample',
  '2026-12-01',
  '2026-12',
  '10:00',
  '2026-12-01T10:00:00.000Z',
  'desk@library.example',
  'https://www.library.example',
  '410-555-0101',
  'en',
  'mo',
  '/',
  '1',
  '#0b57a4',
  '0.2.0',
  `20261201-${'0123456789abcdef'.repeat(2)}`,
];

/** A text of this shape; undefined: none is known. */
export function sampleText({
  pattern = '',
  allOf = [],
  minLength = 0,
  maxLength = Infinity,
}: Schema): string | undefined {
  const shapes = [pattern, ...allOf.map((each) => each.pattern ?? '')].map((each) => new RegExp(each, 'u'));
  return SAMPLES.find(
    (each) => shapes.every((shape) => shape.test(each)) && each.length >= minLength && each.length <= maxLength,
  );
}

/** Of what is required alone. */
function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): unknown {
  const of = (each: Schema | undefined): unknown => exampleOf(each ?? {}, schemas);
  if (schema.$ref !== undefined) return of(schemas[schema.$ref.split('/').at(-1)!]);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return of(choices.find(({ type }) => type !== 'null'));
  if (schema.const !== undefined || schema.enum) return schema.const ?? schema.enum![0];
  switch ([schema.type].flat().find((type) => type !== 'null')) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, of(schema.properties?.[name])]));
    case 'array':
      return (schema.prefixItems ?? [schema.items]).map(of);
    case 'string':
      return sampleText(schema);
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 0);
    case undefined:
    default:
      return null;
  }
}

/** Some generators read a list's `items` alone, and not the types of its places. */
function withItems(part: unknown): void {
  if (part === null || typeof part !== 'object') return;
  const schema = part as Schema;
  if (schema.type === 'array' && schema.items === undefined) schema.items = { anyOf: schema.prefixItems ?? [{}] };
  Object.values(part).forEach(withItems);
}

/** Changes the document in place. */
export function addExamples(document: { paths?: unknown; components?: { schemas?: Record<string, unknown> } }): void {
  withItems(document);
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const exemplify = (each: { schema?: Schema; example?: unknown } | undefined): void => {
    if (each?.schema) each.example = exampleOf(each.schema, schemas);
  };
  for (const methods of Object.values((document.paths ?? {}) as Record<string, Record<string, Operation>>))
    for (const { parameters = [], requestBody, responses = {} } of Object.values(methods)) {
      parameters.forEach(exemplify);
      Object.values(requestBody?.content ?? {}).forEach(exemplify);
      if (parameters.length > 0 || requestBody) continue;
      for (const reply of Object.values(responses)) exemplify(reply.content?.['application/json']);
    }
}
