import { randomUUID } from 'node:crypto'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { ImportCandidate, Operation, PlanView } from '../../../shared/contract/models.ts'
import { readExpiry } from '../../../shared/domain/transfer/import/expiry.ts'
import { parseImport } from '../../../shared/domain/transfer/import/parse-import.ts'
import type { ImportFound } from '../../../shared/domain/transfer/import/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { planFileOperations } from '../../edits/plan-file-operations.ts'
import { keepInVault } from '../../edits/vault/keep-in-vault.ts'
import type { VaultEditContext } from '../../edits/vault/vault-context.ts'
import type { StoreId } from '../../../shared/domain/vault/stores.ts'
import { planOperations, type EditContext } from '../../edits/plan-operations.ts'
import { importOperations } from './operations.ts'
import { unusedKeys } from './unused-keys.ts'

/** Imports are plans whose candidates are kept for a while. */
export type ImportContext = EditContext & VaultEditContext & { readonly now: () => Date }

const keepFor = 15 * 60_000
const keepAtMost = 20

/** Profiles with the same access key, and whether their secrets are the same too. */
function withSameKey(found: ImportFound, { profiles }: AwsView): ImportCandidate['known'] {
  if (found.accessKeyId === undefined) return []
  return [...profiles.values()]
    .filter((profile) => profile.value('aws_access_key_id') === found.accessKeyId)
    .map((profile) => ({
      profile: profile.name,
      secret: profile.value('aws_secret_access_key') === found.secretAccessKey,
      token: (profile.value('aws_session_token') ?? '') === (found.sessionToken ?? ''),
    }))
}

function viewCandidate(found: ImportFound, index: number, view: AwsView): ImportCandidate {
  const existing = view.profiles.get(found.suggestedName)
  return {
    index,
    source: found.source,
    suggestedName: found.suggestedName,
    accessKeyId: found.accessKeyId,
    hasSecret: found.secretAccessKey !== undefined,
    hasToken: found.sessionToken !== undefined,
    region: found.region,
    expiresAt: found.expiresAt,
    expiryAssumed: found.expiryAssumed,
    otherKeys: found.others.map(({ key }) => key),
    problem: found.problem && { ...found.problem },
    known: withSameKey(found, view),
    replaces: existing && {
      accessKeyId: existing.settings.get('aws_access_key_id')?.value,
      kind: existing.kind,
    },
  }
}

/** The end of keys that somebody gave, as it is written. */
function givenEnd(text: string | undefined): Result<string | undefined> {
  const end = text === undefined ? undefined : readExpiry(text)
  if (text === undefined || end !== undefined) return ok(end)
  return fail('InvalidValue', 'The time when the keys expire cannot be read.', {
    reason: 'It is not a time with a time zone.',
    remedy: 'Give it as ISO 8601, such as 2030-01-02T03:04:05Z.',
  })
}

export function createImportHandlers(context: ImportContext): HandlersOf<'imports'> {
  const waiting = new Map<string, { found: readonly ImportFound[]; at: number }>()

  function forgetOld(): void {
    const limit = context.now().getTime() - keepFor
    for (const [id, { at }] of waiting) {
      if (at < limit || waiting.size > keepAtMost) waiting.delete(id)
    }
  }

  function chosen(importId: string, index: number, anyway: boolean): Result<ImportFound> {
    const found = waiting.get(importId)?.found[index]
    if (found === undefined) {
      return fail('ImportNotFound', 'Stackpass no longer has this paste.', {
        reason: 'It is older than 15 minutes, or another run of Stackpass read it.',
        remedy: 'Paste it again.',
      })
    }
    if (found.problem !== undefined && !(anyway && found.problem.suspected === true))
      return fail(found.problem.code, found.problem.message, {
        reason: `It is number ${index + 1} of what was found.`,
        remedy:
          found.problem.suspected === true
            ? 'Paste it again, leave it out, or import it anyway if you know that it is complete.'
            : 'Paste it again, or leave it out.',
      })
    return ok(found)
  }

  async function planKept(
    operations: readonly Operation[],
    store: StoreId,
    summary: string,
  ): Promise<Result<PlanView>> {
    const kept = await keepInVault(context, operations, store)
    if (!kept.ok) return kept
    return planFileOperations(context, kept.value.operations, summary, () =>
      Promise.resolve(ok({ changes: [], warnings: [], ...kept.value.steps })),
    )
  }

  return {
    'imports.parse': async ({ text }) => {
      const parsed = parseImport(text, { now: context.now() })
      if (parsed.candidates.length === 0) {
        return fail('ImportNothingFound', 'No AWS keys were found in this text.', {
          reason: parsed.notes[0] ?? 'It holds neither an access key nor a profile.',
          remedy:
            'Paste an access portal block, a credentials file, JSON from STS, a .env file, or an access key CSV.',
        })
      }
      forgetOld()
      const importId = randomUUID()
      waiting.set(importId, { found: parsed.candidates, at: context.now().getTime() })
      const view = await context.aws.view()
      return ok({
        importId,
        format: parsed.format,
        candidates: parsed.candidates.map((found, index) => viewCandidate(found, index, view)),
        notes: [...parsed.notes],
      })
    },

    'imports.plan': async ({ importId, choices, keepIn }) => {
      const view = await context.aws.view()
      const operations: Operation[] = []
      const warnings: PlanView['warnings'] = []
      for (const { index, profile, expiresAt, anyway } of choices) {
        const found = chosen(importId, index, anyway === true)
        if (!found.ok) return found
        const end = givenEnd(expiresAt)
        if (!end.ok) return end
        const existing = view.profiles.get(profile)
        operations.push(...importOperations(found.value, profile, existing, end.value))
        const warning = found.value.accessKeyId === undefined ? undefined : unusedKeys(existing)
        if (warning) warnings.push(warning)
        if (found.value.others.some(({ key }) => key === 'credential_process'))
          warnings.push({
            code: 'ProcessImported',
            message: `The text gives ${profile} a credential_process: every AWS tool runs that command. Read it first.`,
          })
      }
      const names = choices.map((choice) => choice.profile)
      const summary = `Imported ${names.join(', ')}`
      const plan = await (keepIn === undefined
        ? planOperations(context, operations, summary)
        : planKept(operations, keepIn, summary))
      return plan.ok ? ok({ ...plan.value, warnings: [...plan.value.warnings, ...warnings] }) : plan
    },
  }
}
