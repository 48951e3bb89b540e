import { createHash, timingSafeEqual } from 'node:crypto'
import type { ConsentAnswer, ConsentQuestion } from '../../core/host/ports.ts'
import type { Call } from '../../shared/contract/index.ts'
import { fail } from '../../shared/result.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { askOnOwnTerminal } from '../input/consent-asker.ts'
import { withCore } from '../open-core.ts'
import { finish, printError, printJson, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'

export interface AllowOptions extends CommonOptions {
  /** For a profile named `list` or `revoke`. */
  readonly profile?: string
  /** The exact command: every profile that has it. */
  readonly command?: string
  /** For scripts: the fingerprint that an earlier question showed. */
  readonly fingerprint?: string
}

/** Accepts the matching fingerprint as a yes. Never shows the right one before the answer. */
function matches(question: ConsentQuestion, given: string): ConsentAnswer {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(question.fingerprint), digest(given.trim().toLowerCase()))
    ? { kind: 'yes', where: 'command' }
    : {
        kind: 'nobody',
        reason: 'The fingerprint does not match this command and its files in their present state.',
      }
}

/** The chosen profiles; undefined after an error was printed. */
async function profilesOf(
  context: CliContext,
  call: Call,
  name: string | undefined,
  options: AllowOptions,
): Promise<string[] | undefined> {
  if (name !== undefined) return [name]
  const list = await call('consent.list', {})
  if (!list.ok) {
    finish(context, options, list, () => undefined)
    return undefined
  }
  const { waiting, allowed } = list.value
  if (options.command === undefined) {
    const changed = allowed.filter(({ state }) => state === 'changed')
    return [...new Set([...waiting, ...changed].map(({ profile }) => profile))]
  }
  const hash = createHash('sha256').update(options.command).digest('hex')
  const found = [...waiting, ...allowed].filter(({ textHash }) => textHash === hash)
  if (found.length > 0) return [...new Set(found.map(({ profile }) => profile))]
  const none = fail('ProcessMissing', 'No profile has exactly this credential_process.', {
    reason: 'Every character counts, including spaces.',
    remedy: 'Give the name of the profile instead.',
  })
  finish(context, options, none, () => undefined)
  return undefined
}

/**
 * `allow [NAME]`: asks on the controlling terminal whether a profile's program may run. Without a name, asks about each
 * program that is waiting or changed. Never reads standard input. Exit code 0 when the user allowed all.
 */
export async function runAllow(
  context: CliContext,
  given: string | undefined,
  options: AllowOptions,
): Promise<number> {
  const { fingerprint, profile, command } = options
  if ([given, profile, command].filter((one) => one !== undefined).length > 1)
    return usageError(context, 'Give one of NAME, --profile and --command.')
  const name = given ?? profile
  if (fingerprint !== undefined && name === undefined)
    return usageError(context, '--fingerprint needs the name of a profile.')
  const askConsent = (question: ConsentQuestion, signal: AbortSignal): Promise<ConsentAnswer> =>
    fingerprint === undefined
      ? askOnOwnTerminal(context, question, signal)
      : Promise.resolve(matches(question, fingerprint))
  return withCore(
    context,
    async (call) => {
      const profiles = await profilesOf(context, call, name, options)
      if (profiles === undefined) return exitCodes.refused
      if (profiles.length === 0 && options.json !== true)
        printNote(context, 'No program is waiting for permission.')
      const replies = []
      let code: number = exitCodes.done
      for (const one of profiles) {
        const reply = await call('consent.request', { profile: one })
        replies.push(reply)
        if (!reply.ok || reply.value.decision !== 'allowed') code = exitCodes.refused
        if (!reply.ok) printError(context, reply.error)
        if (options.json === true || !reply.ok) continue
        const { decision, profile: owner, before, fingerprint: own } = reply.value
        if (decision !== 'allowed') printNote(context, `Not allowed: the program of ${owner} does not run.`)
        else {
          context.terminal.out(`${safeText(owner)}: ${before ? 'was allowed already' : 'allowed'}\n`)
          if (fingerprint === undefined) printNote(context, `In a script: --fingerprint ${own ?? ''}`)
        }
      }
      if (options.json === true) printJson(context, replies.length === 1 ? replies[0]! : manyReplies(replies))
      return code
    },
    { askConsent },
  )
}

/** Combines replies into one: the first refusal, or all values. */
function manyReplies(replies: readonly Awaited<ReturnType<Call>>[]) {
  const refused = replies.find(({ ok }) => !ok)
  if (refused !== undefined) return refused
  return { ok: true as const, value: replies.flatMap((reply) => (reply.ok ? [reply.value] : [])) }
}
