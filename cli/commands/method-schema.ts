import * as z from 'zod'
import { contract, type MethodName } from '../../shared/contract/index.ts'

/** JSON schemas of what a method takes and returns. Undefined: there is no such method. */
export function methodSchema(method: string): Record<string, unknown> | undefined {
  if (!Object.hasOwn(contract, method)) return undefined
  const { kind, about, input, output } = contract[method as MethodName]
  return {
    method,
    kind,
    about,
    input: z.toJSONSchema(input, { io: 'input' }),
    output: z.toJSONSchema(output),
  }
}
