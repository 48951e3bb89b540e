import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execFileSync } from 'node:child_process'
import type { TestInfo } from '@playwright/test'
import { executable } from '../../../build/electron/pack-app.mjs'
import { testAccount } from '../../../build/electron/test-account.mjs'
import { electronProgram } from './electron-host.ts'
import { createHome, type Home } from './home.ts'
import { packedFolder, startOnDesktop, whyNoPackedApp, type DesktopProgram } from './packed-host.ts'
import { processesBelow } from './processes.ts'
import { expect, test as suite } from './test.ts'

export { expect }

interface Options {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Folder of another packed app. */
  readonly folder?: string
}

interface UnpackedOptions {
  /** Of the folder of the built app. */
  readonly args: (app: string) => readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

interface Fixtures {
  /** Folder of the packed app. A test that has it is skipped where none could be packed. */
  packed: string
  /** A home that the account that starts the app owns. */
  home: Home
  /** Starts the packed app, with nothing attached. What still runs at the end of the test is ended. */
  start(options?: Options): Promise<DesktopProgram>
  /** Starts an Electron as it is delivered, with the built app or with other arguments: what the fuses take away works in it. */
  startUnpacked(options: UnpackedOptions): Promise<DesktopProgram>
  /** A copy of the packed app that may be changed, as far as its files are replaced and not written into. */
  copyOfPacked(): Promise<string>
}

function skipWithout(testInfo: TestInfo): void {
  const missing = whyNoPackedApp()
  testInfo.skip(missing !== undefined, missing)
}

/** For what only the packed app can show. */
export const test = suite.extend<Fixtures & { programs: DesktopProgram[] }>({
  programs: async ({}, use) => {
    const programs: DesktopProgram[] = []
    await use(programs)
    for (const program of programs) await program.stop()
  },
  packed: async ({}, use, testInfo) => {
    skipWithout(testInfo)
    await use(packedFolder())
  },
  home: async ({ files }, use, testInfo) => {
    skipWithout(testInfo)
    const home = await createHome(files, {}, testAccount())
    await use(home)
    await home.remove()
  },
  start: async ({ home, packed, programs }, use) => {
    await use(async ({ args, env, folder = packed } = {}) => {
      const program = await startOnDesktop(join(folder, executable), home, args, env)
      programs.push(program)
      return program
    })
  },
  startUnpacked: async ({ home, programs }, use) => {
    await use(async ({ args, env }) => {
      const { app, binary } = await electronProgram()
      const program = await startOnDesktop(binary, home, args(app), env)
      programs.push(program)
      return program
    })
  },
  copyOfPacked: async ({ packed }, use) => {
    const copies: string[] = []
    await use(async () => {
      // On the same file system: the files are linked, not copied.
      const copy = await mkdtemp(join(dirname(packed), 'copy-'))
      copies.push(copy)
      execFileSync('cp', ['-al', packed, copy])
      execFileSync('chmod', ['a+rx', copy])
      return join(copy, 'linux-unpacked')
    })
    for (const copy of copies) await rm(copy, { recursive: true, force: true })
  },
})

/** Resolves once the program shows a page, which the app does and a program that Node runs does not. */
export async function isApp(program: DesktopProgram): Promise<void> {
  await expect.poll(() => processesBelow(program.pid, '--type=renderer')).not.toEqual([])
}
