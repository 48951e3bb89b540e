import type { Input } from '../../shared/contract/index.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'

type SnippetInput = Input<'stacks.snippet'>

export interface SnippetOptions extends CommonOptions {
  readonly roleArn?: string
  readonly sessionName?: string
  readonly region?: string
  readonly profile?: string
  readonly stack?: string
  readonly runtime?: string
  readonly awsMajor?: string
  /** An aws-native provider. */
  readonly native?: boolean
  /** False with --ask-metadata. */
  readonly askMetadata?: boolean
}

/** `stacks snippet KIND` prints only the text, so that it can go into a file. */
export function runStackSnippet(context: CliContext, kind: string, options: SnippetOptions): Promise<number> {
  const { roleArn, sessionName, region, profile, stack, runtime, awsMajor } = options
  const major = awsMajor === undefined ? undefined : Number(awsMajor)
  if (major !== undefined && !(Number.isInteger(major) && major > 0))
    return Promise.resolve(usageError(context, '--aws-major is a whole number, such as 7.'))
  return withCore(context, async (call) => {
    const reply = await call('stacks.snippet', {
      kind: kind as SnippetInput['kind'],
      ...(roleArn !== undefined && { roleArn }),
      ...(sessionName !== undefined && { sessionName }),
      ...(region !== undefined && { region }),
      ...(profile !== undefined && { profile }),
      ...(stack !== undefined && { stack }),
      ...(runtime !== undefined && { runtime }),
      ...(major !== undefined && { major }),
      ...(options.native === true && { native: true }),
      ...(options.askMetadata === true && { skipMetadataApiCheck: false }),
    })
    return finish(context, options, reply, ({ text }) => context.terminal.out(text))
  })
}
