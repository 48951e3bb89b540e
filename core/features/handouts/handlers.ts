import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { HandOutRuleView, LedgerEntryView } from '../../../shared/contract/models.ts'
import type { LedgerEntry } from '../../../shared/domain/handouts/types.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { shownText } from '../../../shared/domain/text/shown-command.ts'
import { productionProfiles } from '../../credentials/profile-groups.ts'
import { identityOfProgram } from '../../handouts/program-identity.ts'
import { readLedger } from '../../handouts/read-ledger.ts'
import { changeRules, keepRule, readRules, type HandOutRuleEntry } from '../../handouts/rules.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import { readActiveSettings } from '../../state/active-settings.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { unguessableHex } from '../../state/unguessable-hex.ts'

interface HandoutContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly now: () => Date
  readonly events: EventHub
  readonly aws: AwsFiles
}

const usualLimit = 1_000
const limitMs = 2 * 60_000

const viewOf = (rule: HandOutRuleEntry): HandOutRuleView => {
  const { id, profile, kind, program, folder, at, endsAt, where } = rule
  const [file, script] = partsOf(rule.identity)
  return {
    id,
    profile,
    kind,
    program: shownText(program),
    file: shownText(file),
    script: script === '' ? undefined : shownText(script),
    folder: folder === undefined ? undefined : shownText(folder),
    at,
    endsAt,
    where,
  }
}

/** File and script of an identity; if somebody changed our file, it may hold anything. */
function partsOf(identity: string): readonly [string, string] {
  try {
    const parts: unknown = JSON.parse(identity)
    const [file, script] = Array.isArray(parts) ? (parts as unknown[]) : []
    return [typeof file === 'string' ? file : '', typeof script === 'string' ? script : '']
  } catch (error) {
    if (error instanceof SyntaxError) return ['', '']
    throw error
  }
}

/** The log of hand-outs, and the rules by which programs get credentials. */
export function createHandoutHandlers(context: HandoutContext): HandlersOf<'handouts'> {
  const { ports, paths, now, events, aws } = context
  const changed = (): void => events.emit({ type: 'handoutsChanged' })

  return {
    'handouts.list': async (input) => {
      const { profile, lease, program, since, until, refused, production, limit = usualLimit } = input
      const { entries, state } = await readLedger(paths.stateDir)
      const settings = await readActiveSettings(paths.settingsFile)
      const isProduction = await productionProfiles(await aws.view(), settings, context)
      for (const given of [since, until])
        if (given !== undefined && Number.isNaN(Date.parse(given)))
          return fail('BadInput', `${given} is not a time.`, {
            reason: 'It does not have the right form.',
            remedy: 'Write it as 2026-11-27T18:00:00Z.',
          })
      const from = since === undefined ? -Infinity : Date.parse(since)
      const to = until === undefined ? Infinity : Date.parse(until)
      const part = program?.toLowerCase()
      const fits = (entry: LedgerEntry): boolean => {
        const at = Date.parse(entry.at)
        return (
          at >= from &&
          at <= to &&
          (profile === undefined || entry.profile === profile) &&
          (lease === undefined || entry.lease === lease) &&
          (part === undefined || entry.program.toLowerCase().includes(part)) &&
          (refused === undefined || entry.verdict !== 'given') &&
          (production === undefined || isProduction(entry.profile))
        )
      }
      const found = entries.filter(fits)
      const given = found.filter(({ verdict }) => verdict === 'given').length
      const shown = found.slice(-limit).reverse()
      return ok({
        entries: shown.map(({ hash: _, previous: __, tree, ...entry }): LedgerEntryView => ({
          ...entry,
          tree: [...tree],
          production: isProduction(entry.profile),
        })),
        given,
        refused: found.length - given,
        total: entries.length,
        since: entries[0]?.at,
        state,
      })
    },

    'handouts.rules': async ({ profile }) => {
      const rules = await readRules({ paths, now })
      return ok({
        rules: rules.filter((rule) => profile === undefined || rule.profile === profile).map(viewOf),
      })
    },

    'handouts.allow': async ({ profile, program, folder }) => {
      const view = await aws.view()
      if (!view.profiles.has(profile)) return profileMissing(profile, view)
      const found = await identityOfProgram(program, ports)
      if (!found.ok) return found
      const { name, identity, executable, script } = found.value
      const rows = [
        { label: 'profile', text: shownText(profile) },
        { label: 'program', text: shownText(executable) },
        { label: 'script', text: script === undefined ? undefined : shownText(script) },
        {
          label: 'folder',
          text: folder === undefined ? undefined : `${shownText(folder)}, and those below it`,
        },
        { label: 'until', text: 'you revoke it in "Who may use it", or with `stackpass allow revoke`' },
      ]
      const answer = await ports.askConsent?.(
        {
          title: `Let ${shownText(name)} use ${shownText(profile)} without asking?`,
          rows: rows.flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }])),
          asks: 'Always?',
          fingerprint: unguessableHex(),
          limitMs,
        },
        AbortSignal.timeout(limitMs),
      )
      if (answer === undefined || answer.kind === 'nobody')
        return fail('ConsentUnavailable', `There is nobody to ask here about ${profile}.`, {
          reason: 'There is no terminal to ask in.',
          remedy: 'Run this in a terminal, or in the desktop app.',
        })
      if (answer.kind === 'no') return ok({ decision: 'denied' })
      await keepRule(
        { paths, now },
        {
          id: unguessableHex().slice(0, 16),
          profile,
          kind: 'standing',
          identity,
          program: name,
          ...(folder !== undefined && { folder }),
          at: now().toISOString(),
          where: answer.where,
        },
      )
      changed()
      return ok({ decision: 'allowed' })
    },

    'handouts.refuse': async ({ profile, program, folder }) => {
      const view = await aws.view()
      if (!view.profiles.has(profile)) return profileMissing(profile, view)
      const found = await identityOfProgram(program, ports)
      if (!found.ok) return found
      const { name, identity } = found.value
      // It only takes rights away, so nobody is asked.
      await keepRule(
        { paths, now },
        {
          id: unguessableHex().slice(0, 16),
          profile,
          kind: 'never',
          identity,
          program: name,
          ...(folder !== undefined && { folder }),
          at: now().toISOString(),
          where: ports.host === 'desktop' ? 'desktop' : 'terminal',
        },
      )
      changed()
      return ok({})
    },

    'handouts.revoke': async ({ id, profile, all }) => {
      if ([id, profile, all].filter((one) => one !== undefined).length !== 1)
        return fail('BadInput', 'Give exactly one of id, profile and all.', {
          reason: 'Exactly one of them selects the permissions.',
          remedy: '`stackpass call handouts.revoke --schema` shows what is expected.',
        })
      const goes = (rule: HandOutRuleEntry): boolean =>
        all === true || (id === undefined ? rule.profile === profile : rule.id === id)
      const revoked = await changeRules({ paths, now }, (rules) => {
        const left = rules.filter((rule) => !goes(rule))
        return { rules: left, value: rules.length - left.length }
      })
      if (revoked > 0) changed()
      return ok({ revoked })
    },
  }
}
