import { readFile } from 'node:fs/promises'
import { testAccount } from '../../../build/electron/test-account.mjs'
import { expect, isApp, test } from '../support/packed-test.ts'
import { processesBelow } from '../support/processes.ts'

const status = (pid: number) => readFile(`/proc/${String(pid)}/status`, 'utf8')
const commandLine = (pid: number) => readFile(`/proc/${String(pid)}/cmdline`, 'utf8')

test('starts by itself, with no argument, by an account without rights and in the sandbox', async ({
  start,
}) => {
  const app = await start()
  await isApp(app)
  const uid = String(testAccount()?.uid ?? process.getuid?.())
  expect(uid).not.toBe('0')
  expect(await status(app.pid)).toMatch(new RegExp(`^Uid:\\t${uid}\\t${uid}\\t${uid}\\t${uid}$`, 'm'))
  expect((await commandLine(app.pid)).split('\0').slice(1)).toEqual([''])
  for (const renderer of await processesBelow(app.pid, '--type=renderer')) {
    expect(await status(renderer)).toMatch(/^Seccomp:\t2$/m)
    expect(await status(renderer)).toMatch(/^NoNewPrivs:\t1$/m)
    expect(await commandLine(renderer)).not.toContain('--no-sandbox')
  }
  app.signal('SIGTERM')
  expect(await app.ended).toEqual({ code: 0, signal: null })
})

test('does not start with the sandbox switched off', async ({ start }) => {
  const app = await start({ args: ['--no-sandbox'] })
  expect((await app.ended).code).not.toBe(0)
  expect(app.output()).toContain('sandbox')
})
