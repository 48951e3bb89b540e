import * as z from 'zod'
import { contract } from '../../shared/contract/index.ts'
import { settingsSchema } from '../../shared/contract/settings.ts'
import { knownKeys } from '../../shared/domain/aws/keys.ts'
import { regionNames } from '../../shared/domain/aws/region-names.ts'
import { optionTable } from '../../shared/domain/pulumi/options/table.ts'
import { completionTable, type FixedWords } from '../../shared/domain/shells/completion/table.ts'
import type { CliContext } from '../context.ts'
import { buildProgram } from '../program/build-program.ts'
import { topics } from '../manual/topics.ts'
import { describeCommands } from './describe-commands.ts'
import { kindsOfKeys } from './word-kinds.ts'

/** The values of a setting that allows only certain ones. */
function valuesOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  return schema instanceof z.ZodBoolean ? ['true', 'false'] : []
}

const sameWords = new Map([...kindsOfKeys].map(([key, kind]) => [`key ${key}`, kind]))

const alone = (words: Iterable<string>): [string, string][] => [...words].map((word) => [word, ''])

/** The rows that completion reads: every command with its options and arguments, and the fixed words. */
export function tableOfCommands(context: CliContext): string {
  const commands = describeCommands(buildProgram({ context, end: () => Promise.resolve() }))
  const top = commands.filter(({ path }) => path.length === 1)
  const fixed: FixedWords = {
    region: [...regionNames],
    key: alone(knownKeys),
    providerOption: optionTable.map(({ name, help }) => [`aws:${name}`, help]),
    setting: alone(Object.keys(settingsSchema.shape)),
    ...Object.fromEntries(
      Object.entries(settingsSchema.shape).map(([name, schema]) => [
        `setting ${name}`,
        alone(valuesOf(schema)),
      ]),
    ),
    method: Object.entries(contract).map(([name, { about }]) => [name, about]),
    topic: [
      ...top.map(({ path, description }): [string, string] => [path[0]!, description]),
      ...[...topics].map(([name, { about }]): [string, string] => [name, about]),
      ['man', 'the whole manual, in the format of man'],
    ],
  }
  return completionTable(commands, fixed, sameWords)
}
