import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { bundleCommand, openSandbox, sampleConfig, sampleCredentials, type Sandbox } from './sandbox.ts'

/** One bundle for a test file, one home with the sample files for each test. */
export function withSandbox(): { readonly sandbox: Sandbox; readonly entry: string } {
  let bundle: Awaited<ReturnType<typeof bundleCommand>> | undefined
  let sandbox: Sandbox | undefined
  beforeAll(async () => {
    bundle = await bundleCommand()
  })
  afterAll(() => bundle?.remove())
  beforeEach(async () => {
    sandbox = await openSandbox(bundle!.entry)
    await sandbox.write('config', sampleConfig)
    await sandbox.write('credentials', sampleCredentials)
  })
  afterEach(() => sandbox?.remove())
  return {
    get sandbox() {
      return sandbox!
    },
    get entry() {
      return bundle!.entry
    },
  }
}
