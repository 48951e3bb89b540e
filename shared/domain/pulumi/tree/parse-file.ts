import { fail, ok, type Result } from '../../../result.ts'
import { decodeUtf8 } from '../text/utf8.ts'
import { checkSize } from './limits.ts'
import { parseJson } from './parse-json.ts'
import { parseYaml } from './parse-yaml.ts'
import type { FileFormat, ParsedFile } from './types.ts'

/** Decodes and parses a stack or project file. Errors: those of `parseYaml` and `parseJson`. */
export function parseFile(bytes: Uint8Array, format: FileFormat): Result<ParsedFile> {
  const size = checkSize(bytes.length)
  if (!size.ok) return size
  const decoded = decodeUtf8(bytes)
  if (decoded === undefined) {
    return fail('YamlInvalid', 'The file is not UTF-8 text.', {
      reason: 'Pulumi reads no other encoding.',
      remedy: 'Save it as UTF-8.',
    })
  }
  const marked = decoded.startsWith('\ufeff')
  return parseText(marked ? decoded.slice(1) : decoded, format, marked ? 3 : 0)
}

/** Parses text that has no byte order mark. */
export function parseText(text: string, format: FileFormat, markBytes: 0 | 3): Result<ParsedFile> {
  return format === 'json' ? parseJson(text, markBytes) : parseYaml(text, markBytes)
}

/** Checks what must hold before any stack edit: a map at the root and `config`, where present, a map or nothing. */
export function checkShape(file: ParsedFile): Result<undefined> {
  const { root } = file
  if (!root || (root.kind === 'scalar' && isNull(root.value, root.style))) return ok(undefined)
  if (root.kind !== 'map') {
    return fail('RootNotMap', 'The file does not begin with keys and values.', {
      reason: 'The Pulumi CLI expects a map at the top level.',
      remedy: 'Correct the file in an editor.',
    })
  }
  const config = root.pairs.find((pair) => pair.key.value === 'config')?.value
  if (!config || config.kind === 'map' || config.kind === 'alias') return ok(undefined)
  if (config.kind === 'scalar' && isNull(config.value, config.style)) return ok(undefined)
  return fail('ConfigShapeInvalid', 'The config of this file is not a map.', {
    reason: 'The Pulumi CLI expects keys and values under config.',
    remedy: 'Correct the file in an editor.',
  })
}

/** True for a missing value and for the plain words that YAML reads as null. */
export function isNull(value: string, style: string): boolean {
  return style === 'empty' || (style === 'plain' && /^(?:~|null|Null|NULL)$/.test(value))
}
