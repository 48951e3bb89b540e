import { join } from 'node:path'
import { isBrowserHere } from '../../host/links/browser-here.ts'
import type { CorePorts } from '../../host/ports.ts'
import { createQueue, readPrivateJson, writePrivateJson } from '../../state/private-json.ts'

/** Which sessions the user signs in to with a device code. */
export interface RememberedMethods {
  device(): Promise<ReadonlySet<string>>
  remember(session: string, method: 'browser' | 'device'): Promise<void>
}

export function createRememberedMethods({ stateDir }: { readonly stateDir: string }): RememberedMethods {
  const file = join(stateDir, 'sign-in-methods.json')
  const inTurn = createQueue()
  async function device(): Promise<ReadonlySet<string>> {
    const content = await readPrivateJson(file)
    const list = typeof content === 'object' && content !== null && 'device' in content ? content.device : []
    return new Set(Array.isArray(list) ? list.filter((id) => typeof id === 'string') : [])
  }
  return {
    device,
    remember: (session, method) =>
      inTurn(async () => {
        const known = new Set(await device())
        const isKnown = known.has(session)
        if (isKnown === (method === 'device')) return
        if (method === 'device') known.add(session)
        else known.delete(session)
        await writePrivateJson(file, { version: 1, device: [...known] })
      }),
  }
}

/** True where a browser that we open comes back to this process. */
export const browserComesBack = ({ openLink, env, platform }: CorePorts): boolean =>
  openLink !== undefined && isBrowserHere(env, platform)
