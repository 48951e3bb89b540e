import type { Call, Output } from '../../shared/contract/index.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { withCore } from '../open-core.ts'
import { confirmPlan, type ConfirmOptions } from '../output/confirm-plan.ts'
import { expiryText } from '../output/expiry-text.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable } from '../terminal/table.ts'
import { askAboutRefusal } from './allow-process.ts'

export interface SessionOptions extends ConfirmOptions {
  readonly as?: string
  readonly renew?: boolean
  readonly remove?: boolean
}

type Held = Output<'sessionProfiles.list'>['profiles'][number]

function printList(context: CliContext, held: readonly Held[]): void {
  const { terminal } = context
  if (held.length === 0) return terminal.out('No profile holds a session of another one.\n')
  const now = new Date()
  const rows = held.map(({ profile, of, expiresAt }) => [
    { text: safeText(profile) },
    { text: safeText(of) },
    expiryText(expiresAt, now) ?? { text: 'end not known' },
  ])
  const { paint, columns } = terminal
  terminal.out(
    formatTable([{ title: 'Profile', least: 12 }, { title: 'Session of' }, { title: 'End' }], rows, {
      paint,
      columns,
    }),
  )
  const over = held.filter((one) => one.over).length
  if (over > 0)
    printNote(
      context,
      `${over === 1 ? 'One is' : `${over} are`} over: \`stackpass session --remove\` removes those.`,
    )
}

async function make(context: CliContext, call: Call, name: string, options: SessionOptions): Promise<number> {
  const { as } = options
  const ask = () => call('sessionProfiles.plan', { of: name, ...(as !== undefined && { as }) })
  let planned = await ask()
  if (!planned.ok && (await askAboutRefusal(context, call, planned.error))) planned = await ask()
  if (!planned.ok) return finish(context, options, planned, () => undefined)
  const { plan, profile, expiresAt } = planned.value
  const question = options.renew === true ? `Renew the session in ${profile}?` : 'Write this?'
  const code = await confirmPlan(context, call, options, { ok: true, value: plan }, safeText(question))
  const end = expiryText(expiresAt, new Date())
  if (code === exitCodes.done && options.json !== true && options.dryRun !== true && end !== undefined)
    context.terminal.out(`The session in ${safeText(profile)} ${end.text}.\n`)
  return code
}

/**
 * `session [NAME] [--as NAME] [--renew|--remove]`: puts a session into its own profile, for tools that only read files.
 * Without a name: lists the profiles with a session; with --remove, removes those whose session has ended.
 */
export function runSession(
  context: CliContext,
  name: string | undefined,
  options: SessionOptions,
): Promise<number> {
  const { as, remove = false, renew = false } = options
  if (remove && renew) return Promise.resolve(usageError(context, 'Give --renew or --remove, not both.'))
  if (name === undefined && (renew || as !== undefined))
    return Promise.resolve(usageError(context, 'Give the name of the profile that the session is of.'))
  return withCore(
    context,
    async (call) => {
      if (!remove) {
        if (name !== undefined) return make(context, call, name, options)
        return finish(context, options, await call('sessionProfiles.list', {}), ({ profiles }) =>
          printList(context, profiles),
        )
      }
      const list = await call('sessionProfiles.list', {})
      if (!list.ok) return finish(context, options, list, () => undefined)
      // NAME is the profile with the session, or the profile that the session belongs to.
      const { profiles } = list.value
      const own = as ?? (profiles.some(({ profile }) => profile === name) ? name : name && `${name}-session`)
      const plan = await call('sessionProfiles.planRemove', own === undefined ? {} : { profiles: [own] })
      return confirmPlan(context, call, options, plan, 'Remove this?')
    },
    { askMfa: createMfaAsker(context.platform) },
  )
}
