import type { StartedLease } from '../../core/leases/leases.ts'
import type { WantedRights } from '../../core/leases/wanted-rights.ts'
import { narrowedByInWords, rightsInWords } from '../../shared/domain/leases/lease-words.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { ownProgram } from '../own-program.ts'
import { safeText } from '../terminal/safe-text.ts'

/** What a lease allows, and for how long. */
export interface RightsOptions extends CommonOptions {
  readonly readOnly?: boolean
  readonly policy?: string
  readonly fullRights?: boolean
  /** Minutes. */
  readonly for: number
  readonly tag?: readonly string[]
}

function tagsOf(given: readonly string[]): WantedRights['tags'] | string {
  const tags: { key: string; value: string }[] = []
  for (const text of given) {
    const [, key, value] = /^([\w .:/=+@-]{1,128}?)=([\w .:/=+@-]{0,256})$/.exec(text) ?? []
    if (key === undefined || value === undefined) return text
    tags.push({ key, value })
  }
  return tags
}

/** Errors: InvalidValue, and those of reading the file. */
export async function wantedRights(options: RightsOptions): Promise<Result<WantedRights>> {
  const { readOnly, fullRights, policy, tag } = options
  const tags = tag === undefined ? undefined : tagsOf(tag)
  if (typeof tags === 'string')
    return fail('InvalidValue', `${tags} is not a tag.`, {
      reason: 'A tag has a name and a value.',
      remedy: 'Give --tag name=value.',
    })
  const common = {
    ...(readOnly === true && { readOnly }),
    ...(fullRights === true && { fullRights }),
    ...(tags !== undefined && { tags }),
  }
  if (policy === undefined) return ok(common)
  const { readPolicyFile } = await import('../input/read-policy-file.ts')
  const read = await readPolicyFile(policy)
  return read.ok ? ok({ ...common, policy: read.value }) : read
}

/** Prints to standard error what the lease allows; full rights in red. */
export function tellRights({ terminal }: CliContext, { lease }: StartedLease): void {
  const { err, errPaint } = terminal
  const rights = lease.profiles.map((one) => {
    const words = rightsInWords(one.rights)
    const shown = one.rights.kind === 'full' ? errPaint('red', safeText(words)) : safeText(words)
    return `  ${safeText(one.name)}: ${shown}. ${narrowedByInWords(one.rights)}.\n`
  })
  err(
    `Lease ${lease.id} of ${safeText(lease.program)}, until ${new Date(lease.endsAt).toLocaleTimeString()}:\n`,
  )
  err(rights.join(''))
}

/** How the helper inside starts us: by full paths, so that nothing on PATH can take our place. */
export function ownWords(context: CliContext): readonly string[] {
  const { entry } = context
  if (entry !== undefined && process.versions['electron'] === undefined) return [process.execPath, entry]
  return [ownProgram(context) ?? 'stackpass']
}
