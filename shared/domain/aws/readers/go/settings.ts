import { type Failure, failure } from '../answer.ts'

const oneOf = (...values: readonly string[]) => {
  const known = new Set(values)
  return (value: string) => known.has(value)
}
const anyCase =
  (isKnown: (value: string) => boolean) =>
  (value: string): boolean =>
    isKnown(value.toLowerCase())

/** Settings that have nothing to do with credentials; an unknown value of one ends the loading of a profile. */
const checks: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['ec2_metadata_service_endpoint_mode', anyCase(oneOf('', 'ipv4', 'ipv6'))],
  ['defaults_mode', anyCase(oneOf('auto', 'cross-region', 'in-region', 'legacy', 'mobile', 'standard'))],
  ['max_attempts', (value: string) => goInteger(value) !== undefined],
  ['retry_mode', anyCase(oneOf('standard', 'adaptive'))],
  ['disable_request_compression', oneOf('true', 'false')],
  ['disable_clock_skew_correction', oneOf('true', 'false')],
  ['request_min_compression_size_bytes', (value: string) => inRange(goInteger(value), 10_485_760)],
  ['account_id_endpoint_mode', oneOf('preferred', 'required', 'disabled')],
  ['request_checksum_calculation', anyCase(oneOf('when_supported', 'when_required'))],
  ['response_checksum_validation', anyCase(oneOf('when_supported', 'when_required'))],
])

function inRange(value: number | undefined, most: number): boolean {
  return value !== undefined && value >= 0 && value <= most
}

/** As Go's ParseInt with base 0 reads it. */
export function goInteger(text: string): number | undefined {
  const match = /^([+-]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(text)
  const digits = match?.[2]
  if (digits === undefined) return undefined
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits
  return (match?.[1] === '-' ? -1 : 1) * Number(octal)
}

export function settingProblem(values: ReadonlyMap<string, string>): Failure | undefined {
  for (const [key, isKnown] of checks) {
    const value = values.get(key)
    if (value !== undefined && !isKnown(value)) return failure('setting-unreadable')
  }
  return undefined
}
