import type { Operation } from '../../shared/contract/models.ts'
import { expiryKeys, keyPair, tokenKeys } from '../../shared/domain/aws/keys.ts'
import { findSection } from '../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import type { SectionKind, SharedFileKind } from '../../shared/domain/aws/types.ts'

/** A change of one of them may affect others. */
const credentialKeys: readonly string[] = [...keyPair, ...tokenKeys, ...expiryKeys]

interface Touched {
  readonly section: SectionKind
  readonly name: string
  /** Absent: the whole section. */
  readonly keys?: readonly string[]
}

function withCompanions(keys: readonly string[]): string[] {
  const lower = keys.map((key) => key.toLowerCase())
  return lower.some((key) => credentialKeys.includes(key))
    ? [...new Set([...lower, ...credentialKeys])]
    : lower
}

function touchedBy(operation: Operation): Touched[] {
  switch (operation.type) {
    case 'set':
    case 'unset':
      return [
        {
          section: operation.section ?? 'profile',
          name: operation.profile,
          keys: withCompanions([operation.key]),
        },
      ]
    case 'setMany':
      return [
        {
          section: operation.section ?? 'profile',
          name: operation.profile,
          keys: withCompanions([...operation.entries.map((entry) => entry.key), ...(operation.unset ?? [])]),
        },
      ]
    case 'addProfile':
    case 'deleteProfile':
      return [{ section: operation.section ?? 'profile', name: operation.name }]
    case 'renameProfile':
    case 'duplicateProfile': {
      const section = ('section' in operation ? operation.section : undefined) ?? 'profile'
      return [
        { section, name: operation.from },
        { section, name: operation.to },
      ]
    }
    case 'setActiveDefault':
      return [
        { section: 'profile', name: operation.profile },
        { section: 'profile', name: 'default', keys: credentialKeys },
      ]
    case 'fix':
      return []
  }
}

function hashOf(bytes: Uint8Array): string {
  return `${bytes.length}:${Buffer.from(bytes).toString('latin1')}`
}

/**
 * The state of everything that an operation depends on in one file. When another program changed the file but this is the same,
 * the operation can be carried out again on the newer bytes. Repairs name lines, so for them any change counts.
 */
export function fingerprintOf(
  operation: Operation,
  bytes: Uint8Array | undefined,
  kind: SharedFileKind,
): string {
  if (operation.type === 'fix') return bytes === undefined ? '' : hashOf(bytes)
  const document = parseSharedFile(bytes ?? new Uint8Array(), kind)
  return JSON.stringify(
    touchedBy(operation).map(({ section, name, keys }) => {
      const settings = findSection(document, section, name)?.settings
      if (settings === undefined) return null
      return (keys ?? [...settings.keys()]).map((key) => [key, settings.get(key)?.value ?? null])
    }),
  )
}
