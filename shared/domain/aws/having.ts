import type { SharedFileDocument } from './document.ts'
import { sectionsHolding } from './lookup.ts'
import { plainFile } from './plain-file.ts'
import type { MergedProfile } from './types.ts'

/** The names of the profiles in a file that may have one of the settings; undefined where the text does not tell. */
function namesHaving(
  document: SharedFileDocument | undefined,
  keys: readonly string[],
): string[] | undefined {
  if (document === undefined) return []
  const plain = plainFile(document)
  if (plain === undefined) return undefined
  // In others a key may be spelled in capitals.
  return [...sectionsHolding(document, keys), ...plain.odd].flatMap(({ kind, rawName }) =>
    kind === 'profile' ? [rawName] : [],
  )
}

/** Where the header of a profile is, as a place in the order of the list. */
const placeOf = ({ configLine, credentialsLine }: MergedProfile): number =>
  configLine ?? Number.MAX_SAFE_INTEGER / 2 + (credentialsLine ?? 0)

/**
 * The profiles that may have one of the settings, in their order. Does not read thousands of others, where the text alone tells
 * that they have none.
 */
export function profilesHaving(
  keys: readonly string[],
  {
    config,
    credentials,
    profiles,
  }: {
    readonly config: { readonly document?: SharedFileDocument | undefined }
    readonly credentials: { readonly document?: SharedFileDocument | undefined }
    readonly profiles: ReadonlyMap<string, MergedProfile>
  },
): readonly MergedProfile[] {
  const [first, second] = [config, credentials].map(({ document }) => namesHaving(document, keys))
  if (first === undefined || second === undefined) return [...profiles.values()]
  return [...new Set([...first, ...second])]
    .flatMap((name) => profiles.get(name) ?? [])
    .sort((one, other) => placeOf(one) - placeOf(other))
}
