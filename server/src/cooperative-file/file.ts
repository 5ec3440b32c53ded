// In:    the cooperative's file, as text or bytes.
// Out:   the cooperative with warnings, or every error with its file, line, owner and field.
// Never: stops at the first error.
import type { z } from 'zod';
import { rightOf } from '../platform/http/validation.ts';
import { crossFaults } from './cross-check.ts';
import { nearest } from '../cooperative/nearest.ts';
import { sourceFaults } from './presence-source.ts';
import { originWarning } from '../cooperative/origin.ts';
import { toPresentNames } from './former-names.ts';
import { inOrder } from './in-order.ts';
import { cooperativeFileSchema, type Cooperative } from './schema.ts';
import { readYaml, type DataPath, type YamlSource } from './yaml-source.ts';

/** One error, and the expected value. */
export interface FileError {
  file: string;
  line: number;
  /** Id of the field's library or queue; neither for the file's own fields. */
  library?: string;
  queue?: string;
  /** Dotted, within the library or queue: `hours.weekly.0.open`; empty for the whole of it. */
  field: string;
  message: string;
}

export interface FileOptions {
  /** The name that the person gave; every error begins with it. */
  fileName: string;
  /** Values of `${NAME}` in the file. */
  variables: Record<string, string>;
  /** Private hosts that presence sources may use; absent: public ones only. */
  egressAllow?: readonly string[];
}

/** Text, or its bytes in UTF-8, which can be transferred to a thread without copying. */
export type FileText = string | Uint8Array;

export type ParsedFile = { cooperative: Cooperative; warnings: FileError[] } | { errors: FileError[] };

/** One line for a terminal: `maryland.yaml:12: library "harford", zone: should be …`. */
export function formatFileError({ file, line, library, queue, field, message }: FileError): string {
  const owner = library === undefined ? (queue === undefined ? '' : `queue "${queue}"`) : `library "${library}"`;
  const where = [owner, field].filter(Boolean).join(', ');
  return `${file}:${line}: ${where ? `${where}: ` : ''}${message}`;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Max errors reported at once. */
const FAULT_LIMIT = 200;

export function parseCooperativeFile(
  text: FileText,
  { fileName, variables, egressAllow = [] }: FileOptions,
): ParsedFile {
  const source = readYaml(typeof text === 'string' ? text : utf8.decode(text), variables);
  const toFileError = (path: DataPath, message: string, line = source.lineOf(path)): FileError =>
    fileError(source, fileName, path, message, line);
  const errors = source.faults.slice(0, FAULT_LIMIT).map(({ path, message, line }) => toFileError(path, message, line));
  if (source.data === undefined) return { errors };

  toPresentNames(source.data);
  const located = new Set(source.faults.map(({ path }) => path.join('.')));
  const parsed = cooperativeFileSchema.safeParse(source.data, { error: shapeMessage, reportInput: true });
  const faults = [
    ...(parsed.error?.issues ?? []).flatMap((issue) => issueFaults(issue, source.data)),
    ...crossFaults(source.data),
    ...sourceFaults(source.data, egressAllow),
  ];
  for (const { path, message } of faults.slice(0, FAULT_LIMIT))
    if (!located.has(path.join('.'))) errors.push(toFileError(path, message));
  if (errors.length > 0 || !parsed.success) return { errors: errors.toSorted((a, b) => a.line - b.line) };

  const warnings = parsed.data.libraries.flatMap((library, index) =>
    library.origins.flatMap((origin, at) => {
      const warning = originWarning(origin);
      return warning === undefined ? [] : [toFileError(['libraries', index, 'origins', at], `${origin} ${warning}`)];
    }),
  );
  return { cooperative: inOrder(parsed.data), warnings };
}

const OWNERS: Record<string, 'library' | 'queue'> = { libraries: 'library', queues: 'queue' };

function fileError(source: YamlSource, file: string, path: DataPath, message: string, line: number): FileError {
  const [list, index] = path;
  const owner = OWNERS[String(list)];
  if (owner === undefined || typeof index !== 'number') return { file, line, field: path.join('.'), message };
  const item = (source.data as Record<string, Record<string, unknown>[]>)[String(list)]?.[index];
  const id = typeof item?.['id'] === 'string' ? item['id'] : `number ${index + 1}`;
  return { file, line, [owner]: id, field: path.slice(2).join('.'), message };
}

/** An issue with unknown fields is located at their object; each is reported at its own line. */
export function issueFaults(issue: z.core.$ZodIssue, data: unknown): { path: DataPath; message: string }[] {
  const path = issue.path as (string | number)[];
  // The contract's messages are nouns: 'a 24-hour clock time like "09:00"'.
  if (issue.code === 'invalid_format' && !issue.message.startsWith('should'))
    return [{ path, message: `should be ${issue.message}` }];
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const known = fieldsAt(path, data);
  return issue.keys.map((key) => {
    const meant = nearest(key, known);
    return {
      path: [...path, key],
      message: `no such field; should be ${meant ? `"${meant}"` : `one of ${known.join(', ')}`}`,
    };
  });
}

/** Names that the schema knows at a path; of several variants, those of the one that matches the data. */
function fieldsAt(path: DataPath, data: unknown): string[] {
  let schema = bare(cooperativeFileSchema, data);
  let here = data;
  for (const step of path) {
    const { def } = schema._zod;
    here = (here as Record<string | number, unknown>)[step];
    if (def.type === 'array') schema = bare((def as z.core.$ZodArrayDef).element, here);
    else if (def.type === 'object') schema = bare((def as z.core.$ZodObjectDef).shape[String(step)] ?? schema, here);
  }
  const { def } = schema._zod;
  return def.type === 'object' ? Object.keys((def as z.core.$ZodObjectDef).shape) : [];
}

function bare(schema: z.core.$ZodType, data: unknown): z.core.$ZodType {
  const { def } = schema._zod;
  if ('innerType' in def) return bare(def.innerType as z.core.$ZodType, data);
  if (def.type !== 'union') return schema;
  const { discriminator } = def as z.core.$ZodDiscriminatedUnionDef;
  const kind = (data as Record<string, z.core.util.Primitive>)[discriminator];
  const options = (def as z.core.$ZodUnionDef).options;
  return options.find((option) => option._zod.propValues?.[discriminator]?.has(kind)) ?? schema;
}

/** zod's messages describe the input; these describe the expected value. */
export function shapeMessage(issue: z.core.$ZodRawIssue): string | undefined {
  const right = rightOf(issue.code, issue);
  if (right === undefined || issue.code !== 'invalid_type') return right && `should be ${right}`;
  const { expected, input } = issue;
  if (input === undefined) return `is missing; should be ${right}`;
  const bare = typeof input === 'number' || typeof input === 'boolean';
  return `should be ${right}${expected === 'string' && bare ? `, in quotes: "${input}"` : ''}`;
}
