import type { Operation } from '../../shared/contract/models.ts'
import { ownTargetOf } from '../../shared/domain/aws/own-command.ts'
import type { AwsFiles } from '../aws/aws-files.ts'
import { isProfile } from './plan-file-operations.ts'

interface Warning {
  readonly code: string
  readonly message: string
}

/** Twins name a profile in their command, where no rename reaches it: what to say when that profile goes away. */
export async function twinsLeft(
  { aws }: { readonly aws: AwsFiles },
  operations: readonly Operation[],
): Promise<Warning[]> {
  const gone = new Set(
    operations.filter(isProfile).flatMap((one) => {
      if (one.type === 'renameProfile') return [one.from]
      return one.type === 'deleteProfile' ? [one.name] : []
    }),
  )
  if (gone.size === 0) return []
  const warnings: Warning[] = []
  for (const profile of (await aws.view()).profiles.values()) {
    const target = ownTargetOf(profile)
    if (target?.active !== false || !gone.has(target.profile) || gone.has(profile.name)) continue
    const message = `The credential_process of ${profile.name} goes on asking Stackpass for ${target.profile}.`
    warnings.push({ code: 'TwinLeft', message })
  }
  return warnings
}
