import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeConnections } from '../../../../core/network/agents.ts'
import { verifyProfile } from '../../../../core/features/verify/engine.ts'
import { contextOf, keysOf } from '../../../fakes/sts/context.ts'
import { userIdentity } from '../../../fakes/sts/identities.ts'
import { patience, until } from '../../../patience.ts'

const isPresent = spawnSync('moto_server', ['--help'], { timeout: patience.wait }).status === 0
const title = isPresent
  ? 'moto_server, a server that others wrote'
  : 'moto_server (skipped: it is not installed here; `pip install "moto[server]"` to run these)'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe.skipIf(!isPresent)(title, () => {
  let server: ChildProcess
  let url: string
  const arn = 'arn:aws:iam::444455556666:role/Dev'
  const keys = keysOf(userIdentity('moto'))

  beforeAll(async () => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
    await until(() => fetch(url))
  })
  afterAll(() => {
    closeConnections()
    server.kill()
  })

  const verify = (name: string, profiles: Record<string, Record<string, string>>) =>
    verifyProfile(name, contextOf(url, profiles))

  it('names the caller', async () => {
    expect(await verify('keys', { keys })).toMatchObject({
      status: 'valid',
      account: '123456789012',
      arn: 'arn:aws:sts::123456789012:user/moto',
    })
  })

  it('assumes a role', async () => {
    const role = { role_arn: arn, source_profile: 'keys', role_session_name: 'me', region: 'us-east-1' }
    expect(await verify('role', { keys, role })).toMatchObject({
      status: 'valid',
      arn: 'arn:aws:sts::444455556666:assumed-role/Dev/me',
    })
  })

  it.each([
    ['cn-north-1', 'arn:aws-cn:'],
    ['us-gov-west-1', 'arn:aws-us-gov:'],
  ])('answers for the partition of %s', async (region, prefix) => {
    const result = await verify('keys', { keys: { ...keys, region } })
    expect(result.arn?.startsWith(prefix)).toBe(true)
  })

  it('refuses a key it does not know, when told to check', async () => {
    const reset = { method: 'POST', headers: { 'content-type': 'text/plain' } }
    await fetch(`${url}/moto-api/reset-auth`, { ...reset, body: '0' })
    const result = await verify('keys', { keys })
    await fetch(`${url}/moto-api/reset-auth`, { ...reset, body: 'inf' })
    expect(result).toMatchObject({ status: 'failed', failure: { code: 'KeyUnknown' } })
  })
})
