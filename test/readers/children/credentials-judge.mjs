// What the JS SDK's default chain hands out: cases from standard input, one answer a line.
import { createInterface } from 'node:readline'
import { fromNodeProviderChain } from '@aws-sdk/credential-providers'

// A provider leaves the promise of a source behind when it asks for an MFA code first.
process.on('unhandledRejection', () => undefined)
console.warn = () => undefined

const kept = process.env['PATH']
for await (const line of createInterface({ input: process.stdin })) {
  const { home, environment, profile } = JSON.parse(line)
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, { PATH: kept, HOME: home, ...environment })
  process.chdir(home)
  const logger = { debug() {}, info() {}, warn() {}, error() {} }
  const options = { ignoreCache: true, logger, ...(profile && { profile }) }
  const answer = await fromNodeProviderChain(options)().then(
    ({ accessKeyId }) => ({ key: accessKeyId }),
    (error) => ({ error: `${error.name}: ${error.message}` }),
  )
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
