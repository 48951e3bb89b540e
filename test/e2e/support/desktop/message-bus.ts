import { spawn } from 'node:child_process'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sessionBus, type MessageBus } from '@jellybrick/dbus-next'
import { testAccount } from '../../../../build/electron/test-account.mjs'

/** A message bus of our own, which the test and the app can both join. Linux only. */
export interface TestBus {
  readonly address: string
  /** A new connection, closed with the bus. */
  connect(): MessageBus
  stop(): Promise<void>
}

/** Whoever joins may say and own anything: root's tests join the bus of the account that starts Electron. */
const config = (address: string) => `<busconfig>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="mandatory">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow receive_sender="*" eavesdrop="true"/>
  </policy>
</busconfig>
`

/** Starts a bus by the account that starts Electron. */
export async function startTestBus(): Promise<TestBus> {
  const account = testAccount()
  const folder = await mkdtemp(join(tmpdir(), 'stackpass-bus-'))
  const address = `unix:path=${join(folder, 'bus')}`
  const file = join(folder, 'bus.conf')
  await writeFile(file, config(address), { mode: 0o644 })
  if (account !== undefined) await chown(folder, account.uid, account.gid)
  const daemon = spawn('dbus-daemon', [`--config-file=${file}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '' },
    ...account,
  })
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    daemon.once('error', reject)
    daemon.once('exit', (code) => reject(new Error(`dbus-daemon ended with ${String(code)}`)))
    createInterface({ input: daemon.stdout }).once('line', () => resolve())
  })
  const connections = new Set<MessageBus>()
  return {
    address,
    connect() {
      const connection = sessionBus({ busAddress: address })
      connections.add(connection)
      return connection
    },
    async stop() {
      for (const connection of connections) connection.disconnect()
      daemon.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
