import * as z from 'zod'
import { contract, type MethodName } from '../../shared/contract/index.ts'

/** What a method takes. It is an object whatever its shape, which a choice of shapes says as well: tools look for it. */
function inputSchema(input: z.ZodType): Record<string, unknown> {
  return { type: 'object', ...z.toJSONSchema(input, { io: 'input' }) }
}

/** JSON schemas of what a method takes and returns. Undefined: there is no such method. */
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
