import { wordsOfFailure, isRoutineFailure } from '../../shared/domain/checks/failure-words.ts'
import { verifyFailureCodes } from '../../shared/domain/checks/failure-codes.ts'

/** One topic of `stackpass help TOPIC`: a one-line summary and paragraphs of plain text. */
export interface Topic {
  readonly about: string
  readonly paragraphs: readonly string[]
}

const rows = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, text]) => `  ${name.padEnd(28)} ${text}`).join('\n')

/** The topics of `stackpass help TOPIC` that are not commands. */
export const topics: ReadonlyMap<string, Topic> = new Map<string, Topic>([
  [
    'environment',
    {
      about: 'variables that Stackpass reads, and those that its hook sets',
      paragraphs: [
        'Read:',
        rows([
          ['AWS_CONFIG_FILE', 'the shared config file, when not ~/.aws/config'],
          ['AWS_SHARED_CREDENTIALS_FILE', 'the credentials file, when not ~/.aws/credentials'],
          ['STACKPASS_HOME', 'a folder for everything of Stackpass'],
          ['NO_COLOR', 'no colour, when it is not empty'],
          ['SHELL', 'the shell of exec without a command'],
        ]),
        'Set by the hook, for prompts:',
        rows([
          ['STACKPASS_PROFILE', 'the profile that this shell uses'],
          ['STACKPASS_PINNED', '1 if the shell is pinned and does not follow'],
          ['STACKPASS_EXPIRATION', 'when you have to act, in seconds since 1970'],
          ['STACKPASS_PRODUCTION', '1 if it follows the active profile and that is in a production group'],
          ['STACKPASS_EXEC', 'set by exec in the shell that it starts: the profile it runs as'],
        ]),
      ],
    },
  ],
  [
    'files',
    {
      about: 'which files are read and written',
      paragraphs: [
        'Your profiles stay in the two shared files of AWS. Each write is as small as possible, shown as a diff and backed up, and can be undone: stackpass history list.',
        'Stackpass keeps its own files in the usual folders of the system: settings in ~/.config/stackpass, state and history in ~/.local/state/stackpass, cached credentials in ~/.cache/stackpass on Linux; in ~/Library on macOS and AppData on Windows. STACKPASS_HOME puts all of it below one folder.',
      ],
    },
  ],
  [
    'exit-codes',
    {
      about: 'what the exit codes mean',
      paragraphs: [
        rows([
          ['0', 'done'],
          ['1', 'refused, with a coded error on standard error; with --json, on standard output too'],
          ['2', 'wrong usage'],
          ['130', 'stopped with Ctrl-C or Esc'],
        ]),
        'exec exits with the code of the command that it ran.',
      ],
    },
  ],
  [
    'states',
    {
      about: 'the words for the result of a check, with their codes in JSON',
      paragraphs: [
        'Everyday states; nothing is broken:',
        rows(failures(true)),
        'Broken; you must change something:',
        rows(failures(false)),
      ],
    },
  ],
])

function failures(isRoutine: boolean): [string, string][] {
  const found = verifyFailureCodes.filter((code) => isRoutineFailure(code) === isRoutine)
  return found.map((code) => [wordsOfFailure(code), code])
}

/** The text of a topic. */
export function topicText(name: string, { about, paragraphs }: Topic): string {
  return `${name}: ${about}\n\n${paragraphs.join('\n\n')}\n`
}
