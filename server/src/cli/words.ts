// In:    the command line's arguments.
// Out:   a command, a text to print (help, completions), or a UsageError with one sentence.
// Never: runs the command.
import { Command as Program, CommanderError, InvalidArgumentError } from 'commander';
import { ROLE_IS_FOR } from '@askusnow/sdk/contract';
import { AFTER, COMMANDS, type Command } from './commands.ts';
import { completions } from './completions.ts';
import { UsageError } from './faults.ts';

type Of<Name extends Command['name']> = Extract<Command, { name: Name }>;

function toNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It should be one of those that "askusnow accounts" lists.');
}

function inviteFault({ role, library, queue, label }: Of<'invite'>): string | null {
  const isFor = ROLE_IS_FOR[role];
  if (isFor === 'libraries' && role !== 'provider' && library.length === 0)
    return `a ${role} needs at least one --library ID`;
  if (role === 'coordinator' && library.length > 0) return 'a coordinator sees every library; leave --library out';
  if (role === 'desk' && (library.length > 0 || queue.length === 0))
    return 'a desk needs at least one --queue ID, and no --library';
  if (role === 'provider' && label === null) return 'a provider needs a --label';
  if (isFor !== 'queues' && queue.length > 0) return 'only a desk answers at queues; leave --queue out';
  return null;
}

function doctorFault({ url, before, after }: Of<'doctor'>): string | null {
  const odd = [...url, before, after].find((page) => page !== null && !/^https?:\/\/./.test(page));
  if (odd !== undefined) return `"${odd}" should begin with https://`;
  if ((before === null) !== (after === null) || (before !== null && url.length > 0))
    return '--before and --after each take one address, and come together';
  return before === null && url.length === 0 ? 'it needs the address of a page' : null;
}

/** What no option says alone; null: nothing is wrong. */
function faultOf(command: Command): string | null {
  if (command.name === 'start' && command.simulate && command.import === null)
    return '--simulate needs --import FILE, whose libraries it simulates';
  if (command.name === 'check' && (command.file === null) === (command.library === null))
    return 'it needs FILE, or --library NAME';
  if (command.name === 'invite') return inviteFault(command);
  return command.name === 'doctor' ? doctorFault(command) : null;
}

export function readCommand(words: readonly string[]): Command {
  let read: Command | undefined;
  let text = '';
  const program = new Program('askusnow')
    .version('', '--version', 'print the version')
    .configureHelp({ helpWidth: 100 })
    .configureOutput({ writeOut: (part) => (text += part), writeErr: () => undefined })
    .exitOverride()
    .addHelpText('after', AFTER);
  for (const [usage, what, example, ...options] of COMMANDS) {
    const command = program.command(usage).description(what).summary(what.split('. ')[0]!);
    for (const option of options) command.addOption(option);
    const operands = command.registeredArguments;
    operands.find((operand) => operand.name() === 'NUMBER')?.argParser(toNumber);
    command.addHelpText('after', `\nExample: askusnow ${example}`).action(() => {
      const given: unknown[] = command.processedArgs;
      const values = operands.map((operand, at) => [operand.name().toLowerCase(), given[at] ?? null] as const);
      read = { ...command.opts(), ...Object.fromEntries(values), name: command.name() } as Command;
      if (command.name() === 'completions') read = { name: 'print', text: completions() };
      const fault = faultOf(read);
      if (fault !== null) command.error(fault);
    });
  }
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.version') return { name: 'version' };
    if (error.exitCode === 0) return { name: 'print', text: text.trimEnd() };
    // `help statr`: commander names no command that is like it; as a command it does.
    const [first, second] = words;
    if (error.code === 'commander.help' && first === 'help' && second !== undefined) return readCommand([second]);
    const command = program.commands.find((each) => each.name() === words[0]);
    const name = command === undefined ? 'askusnow' : `askusnow ${command.name()}`;
    const fault = error.code === 'commander.help' ? 'which command?' : error.message.replace(/^error: /, '');
    throw new UsageError(`${name}: ${fault.replace('\n', ' ').replace(/(?<![.?!])$/, '.')} See "${name} --help".`);
  }
  return read!;
}
