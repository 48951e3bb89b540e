import { resolve } from 'node:path'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { finish, printNote } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'

export interface AllowUseOptions extends CommonOptions {
  readonly folder?: string
  /** Always refuse, without asking. */
  readonly never?: boolean
}

/** `allow use PROFILE PROGRAM`: adds a permanent rule that allows, or with `--never` refuses. Exit code 0 when the rule exists. */
export function runAllowUse(
  context: CliContext,
  profile: string,
  program: string,
  options: AllowUseOptions,
): Promise<number> {
  return withCore(context, async (call) => {
    const folder = options.folder === undefined ? {} : { folder: resolve(options.folder) }
    if (options.never === true) {
      const refused = await call('handouts.refuse', { profile, program, ...folder })
      return finish(context, options, refused, () =>
        context.terminal.out(`${safeText(program)} never gets credentials of ${safeText(profile)}.\n`),
      )
    }
    const reply = await call('handouts.allow', { profile, program, ...folder })
    const code = finish(context, options, reply, ({ decision }) => {
      if (decision === 'allowed')
        context.terminal.out(`${safeText(program)} may use ${safeText(profile)} without asking.\n`)
      else printNote(context, 'Nothing was allowed.')
    })
    return reply.ok && reply.value.decision === 'denied' ? exitCodes.refused : code
  })
}
