import type { ActiveState } from '../../shared/contract/models.ts'
import type { CliContext, CommonOptions, WriteOptions } from '../context.ts'
import { withCore, withQuickCore } from '../open-core.ts'
import { terminalsInWords } from '../../shared/domain/shells/hook-ran.ts'
import { finish, printNote, printOwnNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'

export interface UseOptions extends WriteOptions {
  readonly clear?: boolean
  readonly yes?: boolean
}

function printActive(context: CliContext, state: ActiveState): void {
  if (state.profile === undefined) {
    context.terminal.out('No profile is active.\n')
    return
  }
  const region = state.region === undefined ? '' : `  ${safeText(state.region)}`
  context.terminal.out(`${safeText(state.profile)}${region}\n`)
  if (!state.known) printNote(context, `${state.profile} is no longer in the shared files.`)
  if (state.expiresAt !== undefined && Date.parse(state.expiresAt) <= Date.now())
    printNote(context, `The keys of ${state.profile} ended at ${state.expiresAt}: AWS refuses them.`)
}

/** Shows what `use` would change; as JSON, what would be active. Refuses a missing profile as `use` does. */
function previewUse(context: CliContext, profile: string | undefined, options: UseOptions): Promise<number> {
  return withCore(context, async (call) => {
    const known = profile === undefined ? undefined : await call('profiles.show', { name: profile })
    if (known?.ok === false) return finish(context, options, known, () => undefined)
    const before = await call('active.get', {})
    if (!before.ok) return finish(context, options, before, () => undefined)
    const region = known?.value.summary.region
    const after = {
      ...(profile !== undefined && { profile }),
      ...(region !== undefined && { region }),
      known: true,
    }
    return finish(context, options, { ok: true, value: after }, () => {
      const was = safeText(before.value.profile ?? 'no profile')
      context.terminal.out(`- ${was}\n+ ${safeText(profile ?? 'no profile')}\n`)
      context.terminal.out('Nothing was written (--dry-run).\n')
    })
  })
}

/** `use NAME` and `use --clear`. Asks on the terminal about production, broken and unusable profiles, unless --yes is given. */
export async function runUse(
  context: CliContext,
  profile: string | undefined,
  options: UseOptions,
): Promise<number> {
  const without = 'Give the name of one profile, or --clear.'
  if (profile !== undefined && options.clear === true) return usageError(context, without)
  if (profile === undefined && options.clear !== true) {
    const { pickProfile } = await import('../picker/pick-profile.ts')
    const chosen = await withQuickCore(context, async (call) =>
      pickProfile(context, call, options, 'Use in every open shell', without),
    )
    return typeof chosen === 'number' ? chosen : runUse(context, chosen, options)
  }
  if (options.dryRun === true) return previewUse(context, profile, options)
  return withQuickCore(context, async (call) => {
    const chosen = profile === undefined ? {} : { profile }
    let reply = await call('active.use', { ...chosen, ...(options.yes === true && { confirmed: true }) })
    if (!reply.ok && reply.error.code === 'ConfirmationNeeded') {
      const question = `${safeText(reply.error.message)} Use it everywhere? [y/N] `
      const { askOnTerminal } = await import('../input/ask-terminal.ts')
      const answer = await askOnTerminal(question, context.platform)
      if (/^y(es)?$/i.test(answer?.trim() ?? ''))
        reply = await call('active.use', { ...chosen, confirmed: true })
    }
    return finish(context, options, reply, (state) => {
      printActive(context, state)
      if (state.shellsFollow !== true)
        printOwnNote(context, `${terminalsInWords(false)} Run \`stackpass shell-init SHELL --install\`.`)
    })
  })
}

/** `current` */
export function runCurrent(context: CliContext, options: CommonOptions): Promise<number> {
  return withQuickCore(context, async (call) =>
    finish(context, options, await call('active.get', {}), (state) => {
      printActive(context, state)
      const { STACKPASS_FOLDER: folder, STACKPASS_PROFILE: here } = context.env
      if (folder !== undefined && here !== undefined && here !== state.profile)
        printNote(context, `This shell has ${here}, the profile of the folder ${folder}.`)
    }),
  )
}
