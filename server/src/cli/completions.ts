// In:    the commands.
// Out:   a script by which bash, and zsh with bashcompinit, complete their names, options and values.
// Never: a word that the command line does not take: it is made of the same table.
import type { Option } from 'commander';
import { COMMANDS } from './commands.ts';

const nameOf = (usage: string): string => usage.split(' ')[0]!;
const branch = (words: string, offered: readonly string[]): string => `    ${words}) words='${offered.join(' ')}' ;;`;

/** File names are offered where no word fits. */
export function completions(): string {
  const commands = COMMANDS.map(([usage, , , ...options]) => ({ name: nameOf(usage), options: options as Option[] }));
  const values = commands
    .flatMap(({ options }) => options)
    .flatMap(({ long, argChoices }) => (argChoices ? [branch(`*\\ ${long!}`, argChoices)] : []));
  const ofCommands = commands.map(({ name, options }) =>
    branch(`${name}\\ *`, [...options.map(({ long }) => long!), '--help']),
  );
  return `# bash: eval "$(askusnow completions)" in ~/.bashrc. zsh: the same in ~/.zshrc, after "autoload -U bashcompinit && bashcompinit".
_askusnow() {
  local words='${[...commands.map(({ name }) => name), '--help', '--version'].join(' ')}'
  [ "$COMP_CWORD" -gt 1 ] && case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD-1]}" in
${[...values, ...ofCommands].join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _askusnow askusnow`;
}
