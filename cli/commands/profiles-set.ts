import type { Operation } from '../../shared/contract/models.ts'
import { redactText } from '../../shared/domain/secrets/redact.ts'
import { isSecretName } from '../../shared/domain/secrets/secret-names.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { readDashValues } from '../input/read-values.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { runEdit, type SectionOptions } from './edit-profiles.ts'

interface Entry {
  readonly key: string
  readonly value: string
}

/** Warns about a secret that every program on the machine could read in the process list. */
function warnOfSecrets(context: CliContext, entries: readonly Entry[]): void {
  for (const { key, value } of entries) {
    if (value === '' || value === '-' || !isSecretName(key)) continue
    printNote(
      context,
      `The value of ${key} is on the command line, where the history of the shell and other programs can see it. Write - instead, and give the value on standard input.`,
    )
  }
}

/** Pairs of KEY VALUE, with each `-` replaced by the value read. A number is the exit code after an error. */
async function readEntries(
  context: CliContext,
  words: readonly string[],
  options: CommonOptions,
): Promise<Entry[] | number> {
  const entries: Entry[] = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    // No key contains an equals sign, because the key would end there in the file.
    const at = word.indexOf('=')
    const value = at < 0 ? rest.shift() : word.slice(at + 1)
    if (at === 0 || value === undefined)
      return usageError(
        context,
        `${redactText(word)} ${at === 0 ? 'has no key' : 'has no value'}: give KEY VALUE or KEY=VALUE.`,
      )
    entries.push({ key: at < 0 ? word : word.slice(0, at), value })
  }
  warnOfSecrets(context, entries)
  const asked = entries.filter(({ value }) => value === '-').map(({ key }) => key)
  const given = await readDashValues(context, asked)
  if (!given.ok) return finish(context, options, given, () => undefined)
  if (given.value === undefined && process.stdin.isTTY) {
    printNote(context, 'Nothing was changed.')
    return exitCodes.interrupted
  }
  if (given.value === undefined)
    return usageError(
      context,
      asked.length === 1
        ? `Standard input has no value for ${asked.join()}.`
        : `Standard input must have one line for each of ${asked.join(', ')}.`,
    )
  const values = given.value.values()
  return entries.map((entry) =>
    entry.value === '-' ? { ...entry, value: values.next().value ?? '' } : entry,
  )
}

/** `profiles set NAME KEY VALUE|KEY=VALUE…` */
export async function runSet(
  context: CliContext,
  profile: string,
  words: readonly string[],
  options: SectionOptions,
): Promise<number> {
  const entries = await readEntries(context, words, options)
  if (typeof entries === 'number') return entries
  if (entries.length > 1 && options.file !== undefined)
    return usageError(context, '--file takes only one KEY VALUE.')
  const section = options.section && { section: options.section }
  const [first, ...others] = entries
  if (first === undefined) return exitCodes.usage
  const operation: Operation =
    others.length === 0
      ? { type: 'set', profile, ...first, ...section, ...(options.file && { file: options.file }) }
      : { type: 'setMany', profile, entries, ...section }
  return runEdit(context, options, [operation])
}

/** `profiles unset NAME KEY…` */
export function runUnset(
  context: CliContext,
  profile: string,
  keys: readonly string[],
  options: SectionOptions,
): Promise<number> {
  return runEdit(
    context,
    options,
    keys.map((key) => ({
      type: 'unset',
      profile,
      key,
      ...(options.section && { section: options.section }),
      ...(options.file && { file: options.file }),
    })),
  )
}

/** `profiles add NAME [KEY VALUE…]` */
export async function runAdd(
  context: CliContext,
  name: string,
  words: readonly string[],
  options: SectionOptions,
): Promise<number> {
  const entries = await readEntries(context, words, options)
  if (typeof entries === 'number') return entries
  const section = options.section && { section: options.section }
  return runEdit(context, options, [{ type: 'addProfile', name, entries, ...section }])
}
