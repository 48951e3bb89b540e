import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { fail, type Result } from '../../shared/result.ts'
import { errno } from '../system/file-errors.ts'
import { socketFileName, type LeaseAsk, type LeasedCredentials, type LeaseReply } from './protocol.ts'

const over = (reason: string): Result<never> =>
  fail('HandOutRefused', 'This lease gives out no more credentials.', {
    reason,
    remedy: 'Start a new one: stackpass agent run.',
    details: { why: 'lease-ended' },
  })

/** Renewing a sign-in may take a while; a person may be asked for a code. Milliseconds. */
const patience = 180_000
const mostInReply = 64 * 1024

/** The token, and on Windows the pipe behind it. */
function readToken(file: string): readonly [token: string, pipe: string | undefined] | undefined {
  try {
    const [token = '', pipe] = readFileSync(file, 'utf8').split('\n')
    return [token, pipe === '' ? undefined : pipe]
  } catch (error) {
    if (errno(error) === '') throw error
    return undefined
  }
}

function parseReply(text: string): LeaseReply | undefined {
  try {
    return JSON.parse(text) as LeaseReply
  } catch {
    return undefined
  }
}

/** Asks the Stackpass that serves a lease for credentials. Errors: HandOutRefused, and those of the profile. */
export async function askBroker(profile: string, tokenFile: string): Promise<Result<LeasedCredentials>> {
  const found = readToken(tokenFile)
  if (found === undefined) return over('Its files are gone: it has ended.')
  const [token, pipe] = found
  const ask: LeaseAsk = { version: 1, token, profile }
  return new Promise((resolve) => {
    const socket = connect(pipe ?? join(dirname(tokenFile), socketFileName))
    let text = ''
    const end = (result: Result<LeasedCredentials>): void => {
      socket.destroy()
      resolve(result)
    }
    socket.setTimeout(patience, () => end(over('Nobody answered in time.')))
    socket.setEncoding('utf8')
    socket.once('error', () => end(over('The Stackpass that served it has ended.')))
    socket.once('connect', () => socket.write(`${JSON.stringify(ask)}\n`))
    socket.on('data', (part: string) => {
      text += part
      if (text.length > mostInReply) end(over('Its answer cannot be read.'))
      const line = text.indexOf('\n')
      if (line !== -1) end(parseReply(text.slice(0, line)) ?? over('Its answer cannot be read.'))
    })
    socket.once('close', () => end(over('The Stackpass that served it has ended.')))
  })
}
