import type { ConfigEntry } from '../read/config.ts'
import type { StackProblem, Rule } from './types.ts'

/** About the stack file, unless said otherwise; a problem of the whole folder belongs to the project, and is shown once. */
function problemOf(
  code: StackProblem['code'],
  severity: StackProblem['severity'],
  line: number | undefined,
  message: string,
  reason: string,
  file: StackProblem['file'] = 'stack',
): StackProblem {
  return { code, severity, file, line, message, reason }
}

/** The `environment` of the stack file. */
export const environmentRules: Rule = ({ stack, backend }) => {
  const { environment } = stack
  if (environment.shape === 'none') return []
  if (environment.shape === 'invalid') {
    const reason = 'Pulumi wants a list of names, or a map with imports and values.'
    return [
      problemOf(
        'environment-shape',
        'error',
        environment.line,
        'The environment is neither a list of names nor a definition.',
        reason,
      ),
    ]
  }
  const kind = backend?.kind
  if (kind === undefined || kind === 'cloud' || kind === 'unknown') return []
  const names = environment.imports.map(({ name }) => name).join(', ')
  const imported = names === '' ? '' : ` Imported: ${names}.`
  const reason = `The backend is ${kind}; environments need Pulumi Cloud, and commands fail without it.${imported}`
  return [
    problemOf(
      'environment-needs-cloud',
      'error',
      environment.line,
      'This backend has no environments.',
      reason,
    ),
  ]
}

const neverReadReasons: ReadonlyMap<string, string> = new Map([
  ['outside-config-folder', 'The project keeps its stack files in another folder (stackConfigDir).'],
  ['wrong-extension', 'Stack files have the extension of the project file.'],
  ['invalid-name', 'Stack names have up to 100 letters, digits, dots, dashes and underscores.'],
])

/** Files beside this one that look like stacks, and one file that serves two stacks. */
export const fileRules: Rule = ({ neverRead, ambiguous, tooSlow, notRead, leadsTo, sharedBy, stack }) => [
  ...(leadsTo === undefined
    ? []
    : [
        problemOf(
          'file-outside-project',
          'warning',
          undefined,
          `This file is really ${leadsTo}.`,
          'It is outside the project, so a change affects everything else that uses it. Stackpass asks before it writes there.',
        ),
      ]),
  ...(tooSlow ?? []).map((path) =>
    problemOf(
      'file-too-slow',
      'warning',
      undefined,
      `${path} takes too long to read, so it was skipped.`,
      'What it says about this project, such as its version of pulumi-aws, is not known.',
      'project',
    ),
  ),
  ...(notRead ?? []).map((message) =>
    problemOf(
      'file-not-read',
      'warning',
      undefined,
      message,
      'It could give the version of pulumi-aws, which is not known.',
      'project',
    ),
  ),
  ...(neverRead ?? []).flatMap(({ path, reason }): StackProblem[] => {
    const text = neverReadReasons.get(reason)
    if (text === undefined) return []
    return [
      problemOf(
        'stack-file-never-read',
        'warning',
        undefined,
        `Pulumi never reads ${path}.`,
        text,
        'project',
      ),
    ]
  }),
  ...(ambiguous ?? []).map((path) =>
    problemOf(
      'deploy-settings-file',
      'info',
      undefined,
      `${path} holds deployment settings.`,
      'It does not count as a stack.',
      'project',
    ),
  ),
  ...((sharedBy ?? []).length > 1
    ? [
        problemOf(
          'stack-file-shared',
          'warning',
          undefined,
          `${sharedBy!.join(' and ')} share this file.`,
          'Only the last part of a stack name makes the file name, so one change affects both.',
        ),
      ]
    : []),
  ...stack.unknownKeys.map((key) =>
    problemOf(
      'top-level-key-dropped',
      'info',
      undefined,
      `Pulumi does not know the top-level key ${key}.`,
      'It disappears when the Pulumi CLI saves the file.',
    ),
  ),
]

/** Two spellings of one key, and the old spelling in three parts. */
export const keyRules: Rule = ({ stack }) => {
  const problems: StackProblem[] = []
  const seen = new Map<string, ConfigEntry>()
  const spellings = new Map<string, number>()
  for (const { logical } of stack.config) spellings.set(logical, (spellings.get(logical) ?? 0) + 1)
  for (const entry of stack.config) {
    const first = seen.get(entry.logical)
    if (first && !entry.inherited) {
      const reason = 'The Pulumi CLI keeps one of them at random.'
      problems.push(
        problemOf(
          'key-twice',
          'error',
          entry.line,
          `${first.key} and ${entry.key} are the same key.`,
          reason,
        ),
      )
    } else seen.set(entry.logical, entry)
  }
  for (const entry of stack.config) {
    const twice = spellings.get(entry.logical)! > 1
    if (entry.key === entry.logical || twice || entry.inherited) continue
    const base = problemOf(
      'key-in-three-parts',
      'info',
      entry.line,
      `${entry.key} is the old spelling of ${entry.logical}.`,
      'The Pulumi CLI renames it and moves it to the end when it saves.',
    )
    const operations = [{ type: 'renameKey' as const, from: entry.key, to: entry.logical }]
    problems.push({ ...base, fix: { label: `Rename it to ${entry.logical}`, operations } })
  }
  return problems
}

/** Maps of the project that a value of the stack hides as a whole. */
export const hiddenProjectValues: Rule = ({ stack, project }) => {
  const first = new Map([...stack.config].reverse().map((entry) => [entry.logical, entry]))
  return (project?.config ?? []).flatMap((entry): StackProblem[] => {
    const own = first.get(entry.logical)
    if (!own || entry.value.kind !== 'map' || own.value.kind !== 'map') return []
    return [
      problemOf(
        'project-value-hidden',
        'warning',
        own.line,
        `${own.logical} in the stack file hides the one in the project file.`,
        'Maps are not merged: what only the project sets is lost for this stack.',
      ),
    ]
  })
}

/** `pulumi:disable-default-providers`: aws options then have no effect. */
export const disabledProvider: Rule = ({ config }) => {
  const entry = config.get('pulumi:disable-default-providers')
  if (!entry) return []
  const names =
    entry.value.kind === 'list'
      ? entry.value.items.map((item) => (item.kind === 'text' ? item.text : ''))
      : [entry.value.kind === 'text' ? entry.value.text : '']
  if (!names.some((name) => name === 'aws' || name === '*' || /"(?:aws|\*)"/.test(name))) return []
  return [
    problemOf(
      'default-provider-disabled',
      'info',
      entry.line,
      'The default AWS provider is turned off.',
      'Options under aws: have no effect; explicit providers bring their own.',
      entry.origin,
    ),
  ]
}

/** Providers that the program creates itself: `aws:` options do not reach them. */
export const providersInProgram: Rule = ({ ownProviders = [] }) =>
  ownProviders.length === 0
    ? []
    : [
        problemOf(
          'provider-in-program',
          'info',
          undefined,
          `The program creates its own AWS providers: ${ownProviders.join(', ')}.`,
          'They read their arguments and the environment, not the aws: config; what is shown here is about the default provider.',
          'project',
        ),
      ]
