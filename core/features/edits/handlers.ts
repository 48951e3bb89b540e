import type { Operation } from '../../../shared/contract/models.ts'
import { findReferences } from '../../../shared/domain/aws/references.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import type { CoreContext } from '../../context.ts'
import type { HandlersOf } from '../../handlers.ts'
import { followProfile } from './own-settings.ts'
import { awsChanges } from './aws-changes.ts'
import { summariseOperations } from './summary.ts'

function referencesOf(view: AwsView, operations: readonly Operation[]): { profile: string; key: string }[] {
  const names = operations.flatMap((operation) => {
    if (operation.type === 'renameProfile') return [operation.from]
    return operation.type === 'deleteProfile' ? [operation.name] : []
  })
  return names.flatMap((name) =>
    findReferences(view.config.document, view.credentials.document, name).map(({ profile, key }) => ({
      profile,
      key,
    })),
  )
}

function unreadable(view: AwsView): Result<never> | undefined {
  const broken = [view.config, view.credentials].find((file) => file.state === 'unreadable')
  return broken?.error === undefined ? undefined : { ok: false, error: broken.error }
}

function missingProfile(view: AwsView, operations: readonly Operation[]): Result<never> | undefined {
  for (const operation of operations) {
    if ('section' in operation && operation.section !== undefined && operation.section !== 'profile') continue
    const name =
      operation.type === 'unset' || operation.type === 'setActiveDefault'
        ? operation.profile
        : operation.type === 'deleteProfile'
          ? operation.name
          : undefined
    if (name !== undefined && !view.profiles.has(name) && !namedElsewhere(view, name))
      return profileMissing(name, view)
  }
  return undefined
}

/** Sections that are no profile for any reader, such as `[x]` without prefix, may still be repaired by name. */
function namedElsewhere(view: AwsView, name: string): boolean {
  return view.diagnostics().some((diagnostic) => diagnostic.profile === name)
}

export function createEditHandlers(context: CoreContext): HandlersOf<'edits'> {
  return {
    'edits.plan': async ({ operations, summary }) => {
      const view = await context.aws.view()
      const blocked = unreadable(view) ?? missingProfile(view, operations)
      if (blocked !== undefined) return blocked
      const changes = awsChanges(
        context.aws,
        { config: view.config.bytes, credentials: view.credentials.bytes },
        operations,
      )
      if (!changes.ok) return changes
      if (changes.value.length === 0) {
        return fail('NothingToChange', 'The files already are as asked.', { reason: 'No byte would change.' })
      }
      const plan = await context.files.plan(summary ?? summariseOperations(operations), changes.value)
      if (!plan.ok) return plan
      const references = referencesOf(view, operations)
      return ok(
        context.plans.keep(plan.value, { references, afterwards: () => followProfile(context, operations) }),
      )
    },

    'edits.apply': ({ planId }) => context.plans.apply(planId),

    'edits.discard': ({ planId }) => {
      context.plans.discard(planId)
      return ok({})
    },

    'edits.reveal': ({ planId, path, side, line }) => {
      const plan = context.plans.get(planId)
      if (!plan.ok) return plan
      const file = plan.value.files.find((candidate) => candidate.path === path)
      const bytes = side === 'old' ? file?.before : file?.after
      const text =
        bytes === undefined
          ? undefined
          : Buffer.from(bytes)
              .toString('utf8')
              .split(/\r\n|\n|\r/)[line - 1]
      return text === undefined ? fail('BadInput', `The change has no line ${line} there.`) : ok({ text })
    },
  }
}
