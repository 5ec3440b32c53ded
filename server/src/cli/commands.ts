// Out:   what each command takes, and what its help says.
// Never: reads arguments.
import { Option } from 'commander';
import { ROLES } from '@askusnow/sdk/contract';
import { environmentSchema, SECRETS } from '../platform/config.ts';
import { EXIT, EXIT_MEANINGS } from './exit-codes.ts';

const CODES = Object.entries(EXIT).map(
  ([name, code]) => `  ${String(code).padEnd(4)}${EXIT_MEANINGS[name as keyof typeof EXIT]}`,
);

/** As `PORT (8080)`; a star where NAME_FILE may name a file instead. */
const SETTINGS = Object.entries(environmentSchema.shape).map(([name, schema]) => {
  const otherwise = String(schema.safeParse(undefined).data ?? '');
  const isSecret = (SECRETS as readonly string[]).includes(name);
  return `${name}${isSecret ? '*' : ''}${otherwise && ` (${otherwise})`}`;
});
const WIDTH = 100;

/** Ends the help of the program. */
export const AFTER = `
Exit codes:
${CODES.join('\n')}

Settings are environment variables, with their defaults. NAME* may be given as NAME_FILE, the path of a
file that holds the value. docs/operator.md says what each is.
${SETTINGS.join(', ').replaceAll(new RegExp(`(.{1,${WIDTH}})(?: |$)`, 'g'), '  $1\n')}`;

type CamelCase<Text> = Text extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : Text;
type NameOf<Flags> = Flags extends `--${infer Name} <${string}`
  ? CamelCase<Name>
  : Flags extends `--${infer Name}`
    ? CamelCase<Name>
    : never;
/** Its type has its name among the values, and what they are. */
type Typed<Flags, Value> = Option & { readonly typed?: [name: NameOf<Flags>, value: Value] };

/** Null where it is not given; the help prints `otherwise` as its default. */
const optional = <F extends string>(flags: F, what: string, otherwise = 'none'): Typed<F, string | null> =>
  new Option(flags, what).default(null, otherwise);
const flag = <F extends string>(flags: F, what: string): Typed<F, boolean> => new Option(flags, what).default(false);
const several = <F extends string>(flags: F, what: string): Typed<F, string[]> =>
  new Option(flags, what).default([], 'none');
const required = <F extends string>(flags: F, what: string): Typed<F, string> =>
  new Option(flags, what).makeOptionMandatory();
const oneOf = <F extends string, Value extends string>(
  flags: F,
  what: string,
  choices: readonly Value[],
): Typed<F, Value> => required(flags, what).choices(choices) as Typed<F, Value>;
const JSON_FLAG = flag('--json', 'print one JSON document');

/** Usage; what it does, of which the list of all commands has the first sentence; an example; its options. */
export const COMMANDS = [
  [
    'start',
    'run the server',
    'start --import examples/maryland.yaml --demo examples',
    optional('--import <FILE>', "import a cooperative's file into an empty database first"),
    optional('--demo <DIR>', 'show the demo pages of a folder, such as examples'),
    flag('--simulate', "fill an empty database with 90 simulated days of the file's libraries"),
    flag('--accept-differences', 'start though counts of the last two days differ (see verify)'),
  ],
  ['migrate', "bring the database's tables up to date", 'migrate', JSON_FLAG],
  [
    'import <FILE>',
    "import the cooperative's file",
    'import cooperative.yaml',
    flag('--replace', 'undo what people have changed since the last import'),
    JSON_FLAG,
  ],
  ['export', "print the cooperative's file", 'export > cooperative.yaml'],
  [
    'check [FILE]',
    "say what is wrong with a cooperative's file, or what a library lacks. It reads a file alone, without a database. Of " +
      'a library it prints what it needs before it goes live, each line with its proof, and ends with 1 where a line is "no"',
    'check --library harford',
    optional('--library <NAME>', "a library's name or id"),
    JSON_FLAG,
  ],
  ['backup <FILE>', 'write the whole database to a file, also while the server runs', 'backup today.gz', JSON_FLAG],
  ['restore <FILE>', 'read a backup into an empty database', 'restore today.gz', JSON_FLAG],
  [
    'verify [FILE]',
    'check that the database, or a backup, is whole. It compares the counts by placement with the counts by hour, checks ' +
      "references, next numbers, indexes and constraints, walks the audit log's chain and prints its newest hash, counts " +
      'sealed fields that no key opens, and says whether the database checks statements by policies. With FILE it reads ' +
      'that backup alone',
    'verify today.gz',
    JSON_FLAG,
  ],
  [
    'invite',
    'print a one-time sign-in link',
    'invite --role liaison --library harford',
    oneOf('--role <ROLE>', 'what the person does', ROLES),
    several('--library <ID...>', 'the libraries of a liaison, a viewer or a provider'),
    several('--queue <ID...>', 'the queues of a desk'),
    optional('--label <TEXT>', 'how the account is shown', 'its role and libraries'),
    JSON_FLAG,
  ],
  ['accounts', 'list who may sign in, each with a number', 'accounts', JSON_FLAG],
  [
    'score',
    "print a library's visibility score, with each rule's reason",
    'score --library harford',
    required('--library <ID>', "a library's id"),
    JSON_FLAG,
  ],
  ['sign-out <NUMBER>', 'sign an account out wherever it is signed in', 'sign-out 12'],
  ['end-account <NUMBER>', 'end an account, its links and its sessions', 'end-account 12'],
  [
    'doctor [URL...]',
    'read pages and say whether the tag is on them, and what is wrong. With --before and --after it compares a page with ' +
      'its new version: which entry points are lost, which are new. It ends with 1 where the tag is missing, lost or has a fault',
    'doctor https://www.example.org/ --library harford',
    optional('--library <ID>', 'the library whose tag it should be', 'any'),
    optional('--before <URL>', 'the page as it is'),
    optional('--after <URL>', 'its new version'),
    JSON_FLAG,
  ],
  [
    'completions',
    'print a script by which bash and zsh complete the words of this program',
    'completions >> ~/.bashrc',
  ],
  ['grants <ROLE>', 'print the SQL that gives a role of Postgres the rights of a server', 'grants askusnow_server'],
] as const satisfies readonly (readonly [string, string, string, ...Option[]])[];

type OperandOf<Usage> = Usage extends `${string} <NUMBER>`
  ? { number: number }
  : Usage extends `${string} <${infer Name}>`
    ? Record<Lowercase<Name>, string>
    : Usage extends `${string} [${infer Name}...]`
      ? Record<Lowercase<Name>, string[]>
      : Usage extends `${string} [${infer Name}]`
        ? Record<Lowercase<Name>, string | null>
        : unknown;
type TypedAs<Each> = Each extends { readonly typed?: infer Pair } ? Extract<Pair, [string, unknown]> : never;
type Read<Entry> = Entry extends readonly [infer Usage, string, string, ...infer Options]
  ? { name: Usage extends `${infer Name} ${string}` ? Name : Usage } & OperandOf<Usage> & {
        [Pair in TypedAs<Options[number]> as Pair[0]]: Pair[1];
      }
  : never;

/** Names and values as the arguments have them; null: not given. `json`: print one JSON document. */
export type Command =
  | { name: 'print'; text: string }
  | { name: 'version' }
  | Exclude<Read<(typeof COMMANDS)[number]>, { name: 'completions' }>;
