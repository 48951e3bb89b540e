import { mkdir, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { executable } from '../../../build/electron/pack-app.mjs'
import { freePort } from '../support/hosts.ts'
import { expect, isApp, test } from '../support/packed-test.ts'

const safeSides: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
}

for (const [name, on] of Object.entries(safeSides))
  test(`the fuse ${name} of the packed binary is ${on ? 'on' : 'off'}`, async ({ packed }) => {
    const wire = await getCurrentFuseWire(join(packed, executable))
    const option = FuseV1Options[name as keyof typeof FuseV1Options]
    expect(wire[option]).toBe((on ? '1' : '0').charCodeAt(0))
  })

const noteScript = (note: string) => `require('fs').writeFileSync(${JSON.stringify(note)}, 'ran')`

test('ELECTRON_RUN_AS_NODE runs no script', async ({ home, start, startUnpacked }) => {
  const env = { ELECTRON_RUN_AS_NODE: '1' }
  const words = (note: string) => ['-e', noteScript(join(home.path, note))]
  const node = await startUnpacked({ args: () => words('unpacked'), env })
  expect(await node.ended).toEqual({ code: 0, signal: null })
  expect(await home.exists('unpacked')).toBe(true)
  await isApp(await start({ args: words('packed'), env }))
  expect(await home.exists('packed')).toBe(false)
})

test('NODE_OPTIONS loads no file', async ({ home, start, startUnpacked }) => {
  const options = async (note: string) => {
    await home.writeFiles({ [`${note}.cjs`]: noteScript(join(home.path, note)) })
    return { NODE_OPTIONS: `--require ${join(home.path, `${note}.cjs`)}` }
  }
  const unpacked = await startUnpacked({ args: (app) => [app], env: await options('unpacked') })
  await expect.poll(() => home.exists('unpacked')).toBe(true)
  // Two apps do not run in one home.
  await unpacked.stop()
  await isApp(await start({ env: await options('packed') }))
  expect(await home.exists('packed')).toBe(false)
})

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

for (const option of ['--inspect', '--inspect-brk'])
  test(`${option} opens no debugger and stops nothing`, async ({ start, startUnpacked }) => {
    const port = await freePort()
    const flag = `${option}=${String(port)}`
    const unpacked = await startUnpacked({ args: (app) => [flag, app] })
    await expect.poll(() => listens(port)).toBe(true)
    await unpacked.stop()
    const packed = await start({ args: [flag] })
    await isApp(packed)
    expect(await listens(port)).toBe(false)
    expect(packed.output()).not.toContain('Debugger listening')
  })

test('a signal opens no debugger: without one it ends the app', async ({ start }) => {
  const app = await start()
  await isApp(app)
  app.signal('SIGUSR1')
  expect(await app.ended).toEqual({ code: null, signal: 'SIGUSR1' })
  expect(app.output()).not.toContain('Debugger listening')
})

test('no folder takes the place of the archive', async ({ home, start, copyOfPacked }) => {
  const folder = await copyOfPacked()
  const planted = join(folder, 'resources', 'app')
  await mkdir(planted)
  await writeFile(join(planted, 'package.json'), '{"name":"planted","main":"main.js"}')
  await writeFile(join(planted, 'main.js'), noteScript(join(home.path, 'planted')))
  const beside = await start({ folder })
  await isApp(beside)
  await beside.stop()
  expect(await home.exists('planted')).toBe(false)
  await rm(join(folder, 'resources', 'app.asar'))
  const alone = await start({ folder })
  expect((await alone.ended).code).not.toBe(0)
  expect(await home.exists('planted')).toBe(false)
})
