import * as z from 'zod'
import { contract, type MethodName } from '../../shared/contract/index.ts'

/** The input schema. It always says `type: object`, also for a union, because tools look for it. */
function inputSchema(input: z.ZodType): Record<string, unknown> {
  return { type: 'object', ...z.toJSONSchema(input, { io: 'input' }) }
}

/** JSON schemas of a method's input and output. Undefined: there is no such method. */
export function methodSchema(method: string): Record<string, unknown> | undefined {
  if (!Object.hasOwn(contract, method)) return undefined
  const { kind, about, input, output } = contract[method as MethodName]
  return {
    method,
    kind,
    about,
    input: inputSchema(input),
    output: z.toJSONSchema(output),
  }
}
