import { setSecretCommand } from '../secret-command.ts'
import type { EffectiveEntry } from '../identity/effective-config.ts'
import { migrations } from '../options/migrations.ts'
import { isKnownIn, newestMajor, optionNamed, optionTable } from '../options/table.ts'
import type { StackProblem, Rule } from './types.ts'

function problem(
  entry: EffectiveEntry,
  code: StackProblem['code'],
  severity: StackProblem['severity'],
  message: string,
  reason: string,
): StackProblem {
  return { code, severity, file: entry.origin, line: entry.line, message, reason }
}

/** Names that pulumi-aws does not know, in this major or at all. */
export const optionNames: Rule = ({ config, major }) => {
  const problems: StackProblem[] = []
  for (const entry of config.values()) {
    if (!entry.logical.startsWith('aws:')) continue
    const name = entry.logical.slice('aws:'.length)
    const option = optionNamed(name)
    if (option) {
      if (major !== undefined && (option.sinceMajor ?? 0) > major) {
        const reason = `It came with pulumi-aws ${option.since ?? `${option.sinceMajor}.0.0`}; this project uses ${major}.`
        problems.push(
          problem(
            entry,
            'option-too-new',
            'error',
            `pulumi-aws ${major} does not know ${entry.logical}.`,
            reason,
          ),
        )
      }
      continue
    }
    const head = /^(\w+)[.[]/.exec(name)?.[1]
    const similar = optionTable.find((known) => known.name.toLowerCase() === name.toLowerCase())
    if (head !== undefined && optionNamed(head)) {
      const reason =
        'It was probably set without --path, so Pulumi took the whole path for the name of a key.'
      problems.push(problem(entry, 'path-as-key', 'error', `${entry.key} is a path, not an option.`, reason))
    } else if (similar) {
      const to = `aws:${similar.name}`
      const reason = `Case matters: the option is ${to}.`
      const fix = {
        label: `Rename it to ${to}`,
        operations: [{ type: 'renameKey' as const, from: entry.key, to }],
      }
      const base = problem(
        entry,
        'option-misspelt',
        'error',
        `pulumi-aws has no option ${entry.logical}.`,
        reason,
      )
      problems.push(entry.origin === 'stack' ? { ...base, fix } : base)
    } else {
      const reason = 'It is not in the schema of pulumi-aws 7.48 or the majors before it.'
      problems.push(
        problem(entry, 'option-unknown', 'warning', `pulumi-aws has no option ${entry.logical}.`, reason),
      )
    }
  }
  return problems
}

/** Names that this major has replaced. */
export const renamedOptions: Rule = ({ stack, project, major }) => {
  const files = [
    { file: 'stack' as const, config: stack.config },
    { file: 'project' as const, config: project?.config ?? [] },
  ]
  return files.flatMap(({ file, config }) =>
    migrations(major ?? newestMajor, config).map(({ from, to, since, line, operation }): StackProblem => {
      const now = to === undefined ? 'It has no effect any more.' : `It is now ${to}.`
      const later = to === undefined ? 'it is without effect' : `its name is ${to}`
      return {
        code: 'option-renamed',
        severity: major === undefined ? 'info' : 'error',
        file,
        line,
        message:
          major === undefined
            ? `${from} is the name in pulumi-aws before ${since}.`
            : `pulumi-aws ${major} does not know ${from}.`,
        reason:
          major === undefined
            ? `From ${since} on ${later}. Which version this project uses is not known.`
            : now,
        fix: { label: to === undefined ? 'Remove it' : `Change it to ${to}`, operations: [operation] },
      }
    }),
  )
}

/** Values that do not mean what they look like: null, numbers that are rewritten, text that only looks like a boolean. */
export const optionValues: Rule = ({ config, major }) => {
  const problems: StackProblem[] = []
  for (const entry of config.values()) {
    const { value } = entry
    if (value.kind !== 'text') continue
    const isOption = entry.logical.startsWith('aws:')
    if (isOption && value.type === 'null') {
      const base = problem(
        entry,
        'value-empty',
        'warning',
        `${entry.logical} has no value.`,
        'The provider reads it as an empty text, which for a switch means false.',
      )
      const fix = {
        label: 'Remove it',
        operations: [{ type: 'unsetOptionPath' as const, path: entry.logical }],
      }
      problems.push(entry.origin === 'stack' ? { ...base, fix } : base)
      continue
    }
    const option = isOption ? optionNamed(entry.logical) : undefined
    if (option?.type === 'boolean' && isKnownIn(option, major) && !/^(?:true|false|)$/.test(value.text)) {
      const reason = `The provider accepts true and false, not ${value.source}.`
      problems.push(
        problem(entry, 'value-not-boolean', 'error', `${entry.logical} is not true or false.`, reason),
      )
    }
    const number = value.type === 'int' || value.type === 'float' || value.type === 'timestamp'
    if (number && value.text !== value.source && /^[^:]+:[^:.[\]"]+$/.test(entry.logical)) {
      const base = problem(
        entry,
        'value-rewritten',
        'warning',
        `${entry.logical} is read as ${value.text}.`,
        `${value.source} has no quotes, so Pulumi takes it for a number or a date.`,
      )
      const operations = [{ type: 'setOptionPath' as const, path: entry.logical, value: value.source }]
      problems.push(
        entry.origin === 'stack' ? { ...base, fix: { label: 'Put it in quotes', operations } } : base,
      )
    }
  }
  return problems
}

/** Credentials in plain text, and a token next to a token file. */
export const secretsInFile: Rule = ({ config }) => {
  const problems: StackProblem[] = []
  for (const entry of config.values()) {
    if (!entry.logical.startsWith('aws:')) continue
    const { value } = entry
    const nested = value.kind === 'map' ? value.entries.get('webIdentityToken') : undefined
    const plain = [value, nested].find((candidate) => candidate?.kind === 'secret' && !candidate.encrypted)
    if (plain) {
      const path = plain === value ? entry.logical : `${entry.logical}.webIdentityToken`
      const reason = `Anyone who can read the file can use it. The Pulumi CLI encrypts it: \`${setSecretCommand(path)}\` asks for the value.`
      problems.push({
        ...problem(
          entry,
          'secret-in-plain-text',
          'error',
          `${entry.logical} holds a credential in plain text.`,
          reason,
        ),
        line: plain.line,
      })
    }
    if (
      value.kind === 'map' &&
      value.entries.has('webIdentityToken') &&
      value.entries.has('webIdentityTokenFile')
    ) {
      const path = `${entry.logical}.webIdentityTokenFile`
      const base = problem(
        entry,
        'token-and-file',
        'error',
        'A token and a token file are both set.',
        'The provider accepts only one of the two.',
      )
      const fix = { label: 'Remove the token file', operations: [{ type: 'unsetOptionPath' as const, path }] }
      problems.push(entry.origin === 'stack' ? { ...base, fix } : base)
    }
  }
  return problems
}
