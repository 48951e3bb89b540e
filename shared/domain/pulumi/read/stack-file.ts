import { ok, type Result } from '../../../result.ts'
import type { ByteRange } from '../../edit/types.ts'
import { isSecretName } from '../../secrets/secret-names.ts'
import { jsonContainer } from '../edit/expand-json.ts'
import { isSecure } from '../edit/guards.ts'
import { lineCounter } from '../text/lines.ts'
import { utf8Length } from '../text/utf8.ts'
import { checkShape, parseFile } from '../tree/parse-file.ts'
import type { FileFormat, ParsedFile, TreeNode } from '../tree/types.ts'
import { pairNode, readConfig, topText, type ConfigEntry } from './config.ts'
import { readEnvironment, type StackEnvironment } from './environment.ts'
import { collectAnchors, holdsSecretName, type ReadContext } from './values.ts'

/** What a stack file says. Secrets are named, never shown. */
export interface StackFile {
  readonly config: readonly ConfigEntry[]
  readonly environment: StackEnvironment
  /** `awskms://…`, `passphrase` and so on. */
  readonly secretsProvider: string | undefined
  readonly hasEncryptionSalt: boolean
  readonly hasEncryptedKey: boolean
  /** Top-level keys that the Pulumi CLI drops when it saves. */
  readonly unknownKeys: readonly string[]
  /** Bytes that must be masked wherever the file or a diff of it is shown. */
  readonly secretRanges: readonly ByteRange[]
}

const knownKeys = new Set(['config', 'environment', 'secretsprovider', 'encryptedkey', 'encryptionsalt'])

/** How many nodes may be visited through aliases. */
export const aliasBudget = 2000

/** A context for reading a parsed file. */
export function readContext(file: ParsedFile): ReadContext {
  return { lineOf: lineCounter(file.text), anchors: collectAnchors(file.root), budget: aliasBudget }
}

/** Reads a stack file in bounded time and memory. Errors: the codes of `parseFile`, RootNotMap, ConfigShapeInvalid. */
export function readStackFile(bytes: Uint8Array, format: FileFormat): Result<StackFile> {
  const parsed = parseFile(bytes, format)
  if (!parsed.ok) return parsed
  const shape = checkShape(parsed.value)
  if (!shape.ok) return shape
  const file = parsed.value
  const { root } = file
  const context = readContext(file)
  const keys = root?.kind === 'map' ? root.pairs.map((pair) => pair.key.value) : []
  return ok({
    config: readConfig(pairNode(root, 'config'), context),
    environment: readEnvironment(root, context),
    secretsProvider: topText(root, 'secretsprovider'),
    hasEncryptionSalt: keys.includes('encryptionsalt'),
    hasEncryptedKey: keys.includes('encryptedkey'),
    unknownKeys: keys.filter((key) => !knownKeys.has(key)),
    secretRanges: secretRangesOf(file),
  })
}

/** The bytes of a parsed file that hold credentials or ciphertext. */
export function secretRangesOf(file: ParsedFile): ByteRange[] {
  const found: { start: number; end: number }[] = []
  collectSecrets(file.root, '', found)
  let chars = 0
  let bytes: number = file.markBytes
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => {
      bytes += utf8Length(file.text, chars, start)
      const range = { start: bytes, end: bytes + utf8Length(file.text, start, end) }
      bytes = range.end
      chars = end
      return range
    })
}

function collectSecrets(
  node: TreeNode | undefined,
  name: string,
  found: { start: number; end: number }[],
  inSecret = false,
): void {
  if (!node || node.kind === 'alias') return
  const hidden = inSecret || isSecretName(name) || name === 'encryptedkey'
  if (node.kind === 'map') {
    const cipher = isSecure(node)
    for (const pair of node.pairs) collectSecrets(pair.value, pair.key.value, found, hidden || cipher)
  } else if (node.kind === 'seq') {
    for (const item of node.items) collectSecrets(item.value, name, found, hidden)
  } else if (node.start < node.end) {
    const json = node.style === 'empty' ? undefined : jsonContainer(node.value)
    if (hidden || (json !== undefined && holdsSecretName(json)))
      found.push({ start: node.start, end: node.end })
  }
}
