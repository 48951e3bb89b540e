import type { ScalarNode } from '../tree/types.ts'

export type ScalarKind = 'null' | 'bool' | 'int' | 'float' | 'timestamp' | 'string'

export interface ResolvedScalar {
  readonly kind: ScalarKind
  /** The text the provider gets, which may differ from what stands in the file (`012` becomes `10`). */
  readonly text: string
}

const floatForm = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const dateForm = /^\d{4}-\d{1,2}-\d{1,2}$/
const timeForm =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?))?$/

/** Reads a scalar as the Pulumi CLI does (yaml.v3, then JSON text). Rules: pulumi `object.go`, yaml.v3 `resolve.go`. */
export function resolveScalar(node: ScalarNode): ResolvedScalar {
  if (node.style === 'empty') return { kind: 'null', text: '' }
  if (node.style !== 'plain' || node.properties?.tag === '!!str' || node.properties?.tag === '!') {
    return { kind: 'string', text: node.value }
  }
  return resolvePlain(node.value)
}

/** As `resolveScalar`, for the source of a plain token. */
export function resolvePlain(source: string): ResolvedScalar {
  if (/^(?:~|null|Null|NULL|)$/.test(source)) return { kind: 'null', text: '' }
  if (/^(?:true|True|TRUE)$/.test(source)) return { kind: 'bool', text: 'true' }
  if (/^(?:false|False|FALSE)$/.test(source)) return { kind: 'bool', text: 'false' }
  if (/^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/.test(source)) return { kind: 'float', text: source }
  if (dateForm.test(source)) return { kind: 'timestamp', text: `${source} 00:00:00 +0000 UTC` }
  if (timeForm.test(source)) return { kind: 'timestamp', text: source }
  if (!/^[-+.0-9]/.test(source)) return { kind: 'string', text: source }
  const compact = source.replaceAll('_', '')
  const whole = parseInteger(compact)
  if (whole !== undefined) return { kind: 'int', text: whole.toString() }
  if (!floatForm.test(compact)) return { kind: 'string', text: source }
  return { kind: 'float', text: JSON.stringify(Number(compact)) }
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
