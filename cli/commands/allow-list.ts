import type { AllowedProgram } from '../../shared/contract/models.ts'
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
    ['not used', state === 'unused' ? 'The profile has another command now, or is gone.' : undefined],
  ]
  const colour = state === 'same' ? 'green' : state === 'changed' ? 'yellow' : 'dim'
  const lines = about.flatMap(([label, text]) =>
    text === undefined ? [] : [`  ${paint('dim', (label ?? '').padEnd(10))}${safeText(text)}\n`],
  )
  return `${paint('bold', safeText(profile))}  ${paint(colour, stateWords[state])}\n${lines.join('')}`
}

/** `allow list`: what may run, with the files it was when it was allowed. */
export function runAllowList(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) =>
    finish(context, options, await call('consent.list', {}), ({ allowed, waiting }) => {
      context.terminal.out(allowed.map((program) => formatProgram(context, program)).join('\n'))
      if (allowed.length === 0) printNote(context, 'No program is allowed.')
      if (waiting.length > 0)
        printNote(context, `Not allowed: ${waiting.map(({ profile }) => profile).join(', ')}.`)
    }),
  )
}

export interface RevokeOptions extends CommonOptions {
  readonly all?: boolean
}

/** `allow revoke NAME` and `allow revoke --all`. */
export function runAllowRevoke(
  context: CliContext,
  name: string | undefined,
  options: RevokeOptions,
): Promise<number> {
  if ((name === undefined) !== (options.all === true))
    return Promise.resolve(usageError(context, 'Give the name of a profile, or --all.'))
  return withCore(context, async (call) => {
    const reply = await call('consent.revoke', name === undefined ? { all: true } : { profile: name })
    const nothing =
      reply.ok && name !== undefined && reply.value.revoked === 0
        ? fail('NothingToChange', `No program was allowed for ${name}.`, {
            remedy: '`stackpass allow list` shows what was.',
          })
        : reply
    return finish(context, options, nothing, ({ revoked }) =>
      context.terminal.out(`Took back ${revoked === 1 ? '1 permission' : `${revoked} permissions`}.\n`),
    )
  })
}
