import type { SharedFileDocument } from '../../shared/domain/aws/document.ts'
import { chainOf, longestChain } from '../../shared/domain/aws/references.ts'
import { decodeText } from '../../shared/domain/aws/text.ts'
import type { AwsView } from '../aws/aws-files.ts'
import type { Pair } from './aws-changes.ts'

function only(
  document: SharedFileDocument | undefined,
  bytes: Uint8Array | undefined,
  names: ReadonlySet<string>,
) {
  if (document === undefined || bytes === undefined) return undefined
  const parts = document.sections
    .filter(({ kind, rawName }) => kind !== 'profile' || names.has(decodeText(rawName)))
    .map(({ start, end }) => bytes.subarray(start, end))
  return new Uint8Array(Buffer.concat(parts))
}

/** The sections of profiles and of those that they depend on, as separate files: quick to try changes on. */
export function sectionsAround(view: AwsView, profiles: readonly string[]): Pair {
  const names = new Set(['default'])
  for (const profile of profiles)
    for (const step of chainOf(view.profiles, profile, longestChain).steps) names.add(step.name)
  return {
    config: only(view.config.document, view.config.bytes, names),
    credentials: only(view.credentials.document, view.credentials.bytes, names),
  }
}
