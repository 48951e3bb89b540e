import type { ScalarNode } from '../tree/types.ts'
import { timestampText } from './timestamp.ts'

export type ScalarKind = 'null' | 'bool' | 'int' | 'float' | 'timestamp' | 'string'

export interface ResolvedScalar {
  readonly kind: ScalarKind
  /** The text that the provider gets, which may differ from the file (`012` becomes `10`). */
  readonly text: string
}

const floatForm = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

/** Reads a scalar as the Pulumi CLI does (yaml.v3, then JSON text). Rules: pulumi `object.go`, yaml.v3 `resolve.go`. */
export function resolveScalar(node: ScalarNode): ResolvedScalar {
  const tag = node.properties?.tag
  if (tag !== undefined) {
    return typedTags.test(tag) ? resolvePlain(node.value) : { kind: 'string', text: node.value }
  }
  if (node.style === 'empty') return { kind: 'null', text: '' }
  return node.style === 'plain' ? resolvePlain(node.value) : { kind: 'string', text: node.value }
}

/** Tags under which even quoted text is read as its type; under any other tag it stays text. */
const typedTags = /^!!(?:null|bool|int|float|timestamp)$/

/** As `resolveScalar`, for the source of a plain token. */
export function resolvePlain(source: string): ResolvedScalar {
  if (/^(?:~|null|Null|NULL|)$/.test(source)) return { kind: 'null', text: '' }
  if (/^(?:true|True|TRUE)$/.test(source)) return { kind: 'bool', text: 'true' }
  if (/^(?:false|False|FALSE)$/.test(source)) return { kind: 'bool', text: 'false' }
  if (/^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/.test(source)) return { kind: 'float', text: source }
  const timestamp = timestampText(source)
  if (timestamp !== undefined) return { kind: 'timestamp', text: timestamp }
  if (!/^[-+.0-9]/.test(source)) return { kind: 'string', text: source }
  const compact = source.replaceAll('_', '')
  const whole = parseInteger(compact)
  if (whole !== undefined) return { kind: 'int', text: whole.toString() }
  // A number that begins with a dot may have no underscores, and none may be larger than a float can be.
  const float = floatForm.test(source.startsWith('.') ? source : compact) ? Number(compact) : Infinity
  if (!Number.isFinite(float)) return { kind: 'string', text: source }
  return { kind: 'float', text: JSON.stringify(float) }
}

const largest = 2n ** 64n - 1n
const smallest = -(2n ** 63n)

/** Go's `ParseInt(s, 0, 64)`: 0x, 0o and 0b prefixes, and a leading zero means octal. */
function parseInteger(source: string): bigint | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]+|0|[1-9][0-9]*)$/.exec(source)
  if (!match) return undefined
  const [, sign, digits] = match as unknown as [string, string, string]
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits
  const size = BigInt(octal)
  const value = sign === '-' ? -size : size
  return value >= smallest && value <= largest ? value : undefined
}
