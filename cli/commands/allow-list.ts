import type { AllowedProgram, HandOutRuleView } from '../../shared/contract/models.ts'
import { fail } from '../../shared/result.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'

const whereWords = { terminal: 'in a terminal', desktop: 'in the desktop app', command: 'by a fingerprint' }
const stateWords = { same: 'as it was', changed: 'changed', unused: 'not used' } as const

function formatProgram(context: CliContext, program: AllowedProgram): string {
  const { paint } = context.terminal
  const { profile, command, files, folder, unknown, allowedAt, where, state, change } = program
  const about = [
    ['command', command],
    ...files.map(({ role, path, by }) => [role, by === 'place' ? `${path}, of the system` : path]),
    ['folder', folder],
    ['not known', unknown.length === 0 ? undefined : unknown.join(', ')],
    ['allowed', `${allowedAt} ${whereWords[where]}`],
    ['changed', change],
    ['not used', state === 'unused' ? 'The profile now has another command, or is gone.' : undefined],
  ]
  const colour = state === 'same' ? 'green' : state === 'changed' ? 'yellow' : 'dim'
  const lines = about.flatMap(([label, text]) =>
    text === undefined ? [] : [`  ${paint('dim', (label ?? '').padEnd(10))}${safeText(text)}\n`],
  )
  return `${paint('bold', safeText(profile))}  ${paint(colour, stateWords[state])}\n${lines.join('')}`
}

const kindWords = { tree: 'this run', hour: 'for an hour', standing: 'always', never: 'never' } as const

function formatRule(context: CliContext, rule: HandOutRuleView): string {
  const { paint } = context.terminal
  const { id, profile, program, kind, file, script, folder, at, endsAt, where } = rule
  const about = [
    ['program', script ?? file],
    ['folder', folder],
    [kind === 'never' ? 'refused' : 'allowed', `${at} ${whereWords[where]}`],
    ['until', endsAt],
    ['id', id],
  ]
  const lines = about.flatMap(([label, text]) =>
    text === undefined ? [] : [`  ${paint('dim', (label ?? '').padEnd(10))}${safeText(text)}\n`],
  )
  const title = `${paint('bold', safeText(profile))}  ${safeText(program)}, ${kindWords[kind]}`
  return `${title}\n${lines.join('')}`
}

/** `allow list`: which programs may run, with their files at the time they were allowed, and who may use which profile. */
export function runAllowList(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) => {
    const [list, rules] = [await call('consent.list', {}), await call('handouts.rules', {})]
    if (!rules.ok) return finish(context, options, rules, () => undefined)
    const both = list.ok ? { ...list, value: { ...list.value, rules: rules.value.rules } } : list
    return finish(context, options, both, ({ allowed, waiting, rules: uses }) => {
      const parts = [
        ...allowed.map((program) => formatProgram(context, program)),
        ...uses.map((rule) => formatRule(context, rule)),
      ]
      context.terminal.out(parts.join('\n'))
      if (parts.length === 0) printNote(context, 'No program is allowed.')
      if (waiting.length > 0)
        printNote(context, `Not allowed: ${waiting.map(({ profile }) => profile).join(', ')}.`)
    })
  })
}

export interface RevokeOptions extends CommonOptions {
  readonly all?: boolean
  /** One rule about who may use a profile. */
  readonly id?: string
}

/** `allow revoke NAME` and `allow revoke --all`. */
export function runAllowRevoke(
  context: CliContext,
  name: string | undefined,
  options: RevokeOptions,
): Promise<number> {
  const { all, id } = options
  if ([name, all, id].filter((one) => one !== undefined).length !== 1)
    return Promise.resolve(usageError(context, 'Give the name of a profile, --id or --all.'))
  return withCore(context, async (call) => {
    const what = name === undefined ? { all: true as const } : { profile: name }
    const uses = await call('handouts.revoke', id === undefined ? what : { id })
    if (!uses.ok) return finish(context, options, uses, () => undefined)
    const reply = id === undefined ? await call('consent.revoke', what) : uses
    const revoked = reply.ok ? reply.value.revoked + (id === undefined ? uses.value.revoked : 0) : 0
    const nothing =
      reply.ok && all !== true && revoked === 0
        ? fail('NothingToChange', `Nothing was allowed for ${name ?? `the id ${id}`}.`, {
            reason: 'The list of permissions has no entry for it.',
            remedy: '`stackpass allow list` shows what was.',
          })
        : reply.ok
          ? { ok: true as const, value: { revoked } }
          : reply
    return finish(context, options, nothing, () =>
      context.terminal.out(`Revoked ${revoked === 1 ? '1 permission' : `${revoked} permissions`}.\n`),
    )
  })
}
